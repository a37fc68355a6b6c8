import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterAll, expect, it } from '@jest/globals';

import { newDirectory, removeDirectories } from '../kit/directories.js';
import { runCli } from '../kit/programs.js';
import { serviceProgram } from '../kit/service.js';

afterAll(removeDirectories);

/** Loaded before the command: from then on Node says it is this one, and has no SQLite in it. */
function nodeOf(version: string): Readonly<Record<string, string>> {
  const file = join(newDirectory(), 'older.mjs');
  writeFileSync(
    file,
    `import { registerHooks } from 'node:module';
     const versions = { ...process.versions, node: '${version}' };
     Object.defineProperty(process, 'versions', { value: versions });
     registerHooks({
       resolve: (name, context, next) => {
         if (name === 'node:sqlite') throw new Error('No such built-in module: node:sqlite');
         return next(name, context);
       },
     });`,
  );
  return { NODE_OPTIONS: `--import=${pathToFileURL(file).href}` };
}

it.each(['20.20.0', '22.22.0'])(
  'Node %s is told to be too old, and by what to run',
  async (old) => {
    for (const args of [['verify'], ['--help'], []]) {
      const { code, stdout, stderr } = await runCli(args, nodeOf(old));
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(
        new RegExp(`^Node\\.js ${old}: cần bản 24 trở lên\\. Hãy chạy qua npm [^\\n]*\\n$`),
      );
    }
  },
);

it.each(['20.20.0', '22.22.0'])('so is it where it starts the service', async (old) => {
  const dataDir = newDirectory();
  const { code, stdout, stderr } = await serviceProgram(dataDir, nodeOf(old)).ended;
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toBe(
    `Node.js ${old}: cần bản 24 trở lên. Hãy chạy qua npm (npm start): npm dùng bản Node.js đi kèm.\n`,
  );
  expect(readdirSync(dataDir)).toEqual([]);
});

it('without that SQLite no command even begins, where the version is not looked at', async () => {
  const { code, stderr } = await runCli(['verify'], nodeOf('24.21.0'));
  expect([code, stderr]).toEqual([1, expect.stringContaining('node:sqlite')]);
});

it('Node 24 runs the command', async () => {
  expect(await runCli(['--help'])).toMatchObject({ code: 0, stderr: '' });
});
