import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, runCli, type Ended } from '../kit/programs.js';
import { RunningService } from '../kit/service.js';

let dataDir: string;
let folder: string;
let out: string;
beforeAll(async () => {
  dataDir = newDirectory();
  await RunningService.once(dataDir);
}, 60_000);
beforeEach(() => {
  folder = newDirectory();
  out = join(folder, 'so.jsonl');
});
afterAll(async () => {
  await endPrograms();
  removeDirectories();
});

const exported = (env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  runCli(['export', '--out', out], { TOTRINH_DATA_DIR: dataDir, ...env });

/** Loaded before the command: it is signalled when its unfinished file has been made. */
function signalledBy(signal: NodeJS.Signals): Readonly<Record<string, string>> {
  const file = join(newDirectory(), 'signalled.mjs');
  writeFileSync(
    file,
    `import fs from 'node:fs/promises';
     import { syncBuiltinESMExports } from 'node:module';
     const { open } = fs;
     fs.open = async (path, ...how) => {
       const made = await open(path, ...how);
       if (String(path).endsWith('.part')) process.kill(process.pid, '${signal}');
       return made;
     };
     syncBuiltinESMExports();`,
  );
  return { NODE_OPTIONS: `--import=${pathToFileURL(file).href}` };
}

describe('an export that is interrupted', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('by %s leaves no file', async (signal) => {
    const { code, stdout, stderr } = await exported(signalledBy(signal));
    expect([code, stdout, stderr]).toEqual([130, '', 'Lệnh bị ngắt giữa chừng.\n']);
    expect(readdirSync(folder)).toEqual([]);
    expect(await exported()).toMatchObject({ code: 0 });
    expect(readdirSync(folder)).toEqual(['so.jsonl']);
  });

  it('on the spot stands in nobody’s way', async () => {
    expect(await exported(signalledBy('SIGKILL'))).toMatchObject({ code: null });
    const left = readdirSync(folder);
    expect(left).toEqual([expect.stringMatching(/^so\.jsonl\..*\.part$/)]);
    expect(await exported()).toMatchObject({ code: 0 });
    expect(readdirSync(folder).sort()).toEqual(['so.jsonl', ...left]);
    expect(await runCli(['verify', '--export', out])).toMatchObject({ code: 0 });
  });
});
