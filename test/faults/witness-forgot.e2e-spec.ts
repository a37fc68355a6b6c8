import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, afterEach, describe, expect, it } from '@jest/globals';

import { formatVerifierKey, generateSignerKey } from '#libs/log-format';

import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, Program, runCli } from '../kit/programs.js';

afterEach(endPrograms);
afterAll(removeDirectories);

const READY = /^(http:\S+=\S+)$/m;
const log = formatVerifierKey(generateSignerKey('so-noi-vu.example/totrinh/0001', 'note'));

function place() {
  const folder = newDirectory();
  const [state, key] = [join(folder, 'state'), join(folder, 'key')];
  return { state, key, args: ['witness', '--port', '0', '--state', state, '--key', key] };
}

async function runs(args: readonly string[]): Promise<void> {
  const witness = new Program('cli', { args: [...args, '--log', log] });
  await witness.says(READY);
  expect((await witness.interrupt()).code).toBe(130);
}

describe('a witness that has lost its state', () => {
  it('does not begin anew by itself, and does when it is told to', async () => {
    const { args, state } = place();
    await runs(args);
    await runs(args);
    rmSync(state);
    const refused = await runCli([...args, '--log', log]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('--new-state');
    expect(existsSync(state)).toBe(false);
    await runs([...args, '--new-state']);
  });

  it('makes no key for a log that it cannot name', async () => {
    const { args, key } = place();
    expect((await runCli([...args, '--log', 'bogus'])).code).toBe(2);
    expect(existsSync(key)).toBe(false);
  });
});
