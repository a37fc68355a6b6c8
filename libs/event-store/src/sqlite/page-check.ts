import { execFile } from 'node:child_process';
import type { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';

import { SQLITE_CORRUPT, SQLITE_NOTADB, sqliteCode } from './sqlite-error.js';

/** Faults told of a file: one is enough to know. */
const FAULTS_MAX = 10;
const CHECK = `PRAGMA integrity_check(${FAULTS_MAX})`;
/** Results of SQLite that speak of the file; all others speak of the machine or of who holds it. */
const OF_THE_FILE: readonly (number | undefined)[] = [SQLITE_CORRUPT, SQLITE_NOTADB];

/**
 * What a database itself finds wrong with its pages and indices; empty when nothing. Throws the
 * driver's error where that cannot be found out.
 */
export function pageFaultsOf(database: DatabaseSync): readonly string[] {
  try {
    const rows = database.prepare(CHECK).all();
    return rows.map((row) => String(Object.values(row)[0])).filter((text) => text !== 'ok');
  } catch (error) {
    if (!OF_THE_FILE.includes(sqliteCode(error))) throw error;
    return [(error as Error).message];
  }
}

/** Without anything of ours, so that it starts quickly and runs from sources as when built. */
const PROGRAM = `
const { DatabaseSync } = require('node:sqlite');
function answer() {
  try {
    const database = new DatabaseSync(process.argv[1], { timeout: 5000 });
    database.exec('PRAGMA query_only = ON; PRAGMA trusted_schema = OFF');
    const rows = database.prepare(${JSON.stringify(CHECK)}).all();
    return { rows: rows.map((row) => String(Object.values(row)[0])) };
  } catch ({ message, errcode }) {
    return { message, errcode };
  }
}
process.stdout.write(JSON.stringify(answer()));
`;

type Answer =
  { readonly rows: readonly string[] } | { readonly message: string; readonly errcode?: number };

/**
 * The same in a process of its own: of a million events it takes seconds without a pause, and only
 * a process can be ended in the middle of it. Rejects where there is no answer, as that process was
 * ended, never began or could not read: that says nothing about the file. Rejects with `AbortError`
 * once it is called off.
 */
export async function pageFaultsAside(
  file: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const answer = await answerAbout(file, signal);
  if ('rows' in answer) return answer.rows.filter((text) => text !== 'ok');
  if (OF_THE_FILE.includes(sqliteCode(answer))) return [answer.message];
  throw new Error(answer.message);
}

async function answerAbout(file: string, signal: AbortSignal): Promise<Answer> {
  const args = ['--no-warnings', '--eval', PROGRAM, file];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, { signal });
    return JSON.parse(stdout) as Answer;
  } catch (error) {
    throw signal.aborted ? error : new Error(endOf(error as Ended));
  }
}

interface Ended {
  readonly signal?: string | null;
  readonly code?: string | number | null;
}

/** The driver's own sentence holds the whole program, which tells nobody anything. */
function endOf({ signal, code }: Ended): string {
  return signal ?? (typeof code === 'string' ? code : `exit ${code ?? 0}`);
}
