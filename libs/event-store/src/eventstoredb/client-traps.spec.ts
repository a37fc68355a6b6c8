import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

/** Runs one of the scripts in `testing/` on the sources as they are. */
function run(script: string): Promise<{ output: string; errors: string; failed: boolean }> {
  const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const hooks = path('../sqlite/testing/typescript.mjs');
  const flags = ['--no-warnings', '--experimental-transform-types', '--import', hooks];
  return new Promise((resolve) => {
    execFile(process.execPath, [...flags, path(`testing/${script}.ts`)], (error, output, errors) =>
      resolve({ output, errors, failed: error !== null }),
    );
  });
}

describe('the client', () => {
  it('is not loaded by whoever only imports the library', async () => {
    const { output } = await run('importing-child');
    const loaded = JSON.parse(output) as { atStart: number; afterCall: number };
    expect(loaded.atStart).toBe(0);
    expect(loaded.afterCall).toBeGreaterThan(100);
  });

  // Why one call each: when this no longer holds, the shared lane may be used.
  it('shares its lane for appends over the process: one disposed client ends it', async () => {
    const { output, errors, failed } = await run('shared-lane-child');
    expect(output).toContain('rejected: ');
    expect(output).not.toContain('survived');
    expect(errors).toContain('promiseBank');
    expect(failed).toBe(true);
  });
});
