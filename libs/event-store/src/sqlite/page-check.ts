import { execFile } from 'node:child_process';
import type { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { isCorruption } from './sqlite-error.js';

/** Faults told of a file: one is enough to know. */
const FAULTS_MAX = 10;
const CHECK = `PRAGMA integrity_check(${FAULTS_MAX})`;

/**
 * What a database itself finds wrong with its pages and indices; empty when nothing. Damage that
 * keeps it from looking further is a fault too.
 */
export function pageFaultsOf(database: DatabaseSync): readonly string[] {
  try {
    const rows = database.prepare(CHECK).all();
    return rows.map((row) => String(Object.values(row)[0])).filter((text) => text !== 'ok');
  } catch (error) {
    if (!(error instanceof Error) || !isCorruption(error)) throw error;
    return [error.message];
  }
}

/** Without anything of ours, so that it starts quickly and runs from sources as when built. */
const PROGRAM = `
const { DatabaseSync } = require('node:sqlite');
function found() {
  try {
    const database = new DatabaseSync(process.argv[1], { timeout: 5000 });
    database.exec('PRAGMA query_only = ON; PRAGMA trusted_schema = OFF');
    const rows = database.prepare(${JSON.stringify(CHECK)}).all();
    return rows.map((row) => String(Object.values(row)[0]));
  } catch (error) {
    return [error.message];
  }
}
process.stdout.write(JSON.stringify(found()));
`;

/**
 * The same in a process of its own: of a million events it takes seconds without a pause, and only
 * a process can be ended in the middle of it. What keeps the file from being read is a fault too.
 * Rejects with `AbortError` once it is called off.
 */
export async function pageFaultsAside(
  file: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const args = ['--no-warnings', '--eval', PROGRAM, file];
  const { stdout } = await promisify(execFile)(process.execPath, args, { signal });
  return (JSON.parse(stdout) as readonly string[]).filter((text) => text !== 'ok');
}
