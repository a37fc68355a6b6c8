import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { invariant } from '#libs/domain';
import { Frontier } from '#libs/log-format';
import { growWal } from './grown-wal.js';
import { APPLICATION_ID, CREATE_LOG, SCHEMA_VERSION } from './log-schema.js';
import { asAltered, requireSchema } from './schema-check.js';
import { SQLITE_NOTADB, sqliteCode } from './sqlite-error.js';

/** The file is no log of ours, or one of another version: nothing in it was touched. */
export class ForeignLogFile extends Error {
  override readonly name = 'ForeignLogFile';

  constructor(
    message: string,
    readonly found: 'no-log' | 'another-version',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** `recursive_triggers` makes REPLACE meet the trigger on DELETE. */
const SETTINGS = `
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA recursive_triggers = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA cell_size_check = ON;
  PRAGMA mmap_size = 0;
  PRAGMA cache_size = -65536;
  PRAGMA journal_size_limit = 67108864;
`;

export interface LogFileOptions {
  /** How long a statement waits, blocking the process, for another process that holds the file. */
  readonly busyTimeoutMs?: number;
  /** Name of a log that is made; one that exists keeps its own. */
  readonly origin?: string;
}

/**
 * Opens the log, or makes a new one where there is no file or an empty one. Throws `ForeignLogFile`
 * or `AlteredLogFile` before anything is written.
 */
export function openLogFile(
  file: string,
  { busyTimeoutMs = 5000, origin = newOrigin() }: LogFileOptions = {},
): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs, defensive: true });
  try {
    // Before anything else: a switch to WAL would already change a file that is not ours.
    const isNew = requireLogOrNothing(database, file);
    database.exec('PRAGMA journal_mode = WAL');
    database.exec(SETTINGS);
    if (isNew) createLog(database, origin);
    requireDurability(database);
    growWal(database, file);
    return database;
  } catch (error) {
    database.close();
    throw asAltered(error, file);
  }
}

/** Answers whether the file is still empty. */
function requireLogOrNothing(database: DatabaseSync, file: string): boolean {
  const { applicationId, version, objects } = identify(database, file);
  if (applicationId === 0 && version === 0 && objects === 0) return true;
  if (applicationId !== APPLICATION_ID)
    throw new ForeignLogFile(`${file} is not an event log.`, 'no-log');
  if (version !== SCHEMA_VERSION)
    throw new ForeignLogFile(
      `${file} has log version ${version}; this program reads version ${SCHEMA_VERSION}.`,
      'another-version',
    );
  requireSchema(database, file);
  return false;
}

function identify(database: DatabaseSync, file: string) {
  try {
    return {
      applicationId: readNumber(database, 'SELECT application_id FROM pragma_application_id'),
      version: readNumber(database, 'SELECT user_version FROM pragma_user_version'),
      objects: readNumber(database, 'SELECT count(*) FROM sqlite_schema'),
    };
  } catch (error) {
    throw asForeign(error, file);
  }
}

/** What is no database at all, as a `ForeignLogFile`; any other error as it is. */
export function asForeign(error: unknown, file: string): unknown {
  if (sqliteCode(error) !== SQLITE_NOTADB) return error;
  return new ForeignLogFile(`${file} is not an event log.`, 'no-log', { cause: error });
}

/** Under the write lock it looks again: another process may have been faster. */
function createLog(database: DatabaseSync, origin: string): void {
  database.exec('BEGIN IMMEDIATE');
  if (readNumber(database, 'SELECT count(*) FROM sqlite_schema') === 0) {
    database.exec(CREATE_LOG);
    database
      .prepare('INSERT INTO tree (id, origin, frontier) VALUES (1, ?, ?)')
      .run(origin, new Frontier().toBytes());
  }
  database.exec('COMMIT');
}

/** No two logs share a name: what is signed for one proves nothing about another. */
function newOrigin(): string {
  return `totrinh/approval-log/${randomUUID()}`;
}

/** A build or a file system that silently gives less would lose events in a power cut. */
function requireDurability(database: DatabaseSync): void {
  const mode = readValue(database, 'SELECT journal_mode FROM pragma_journal_mode');
  invariant(mode === 'wal', `The log must be in WAL mode, not ${String(mode)}.`);
  const level = readNumber(database, 'SELECT synchronous FROM pragma_synchronous');
  invariant(level === 2, `The log must be written with synchronous=FULL (2), not ${level}.`);
}

function readNumber(database: DatabaseSync, sql: string): number {
  return Number(readValue(database, sql));
}

function readValue(database: DatabaseSync, sql: string): unknown {
  const statement = database.prepare(sql);
  statement.setReturnArrays(true);
  return (statement.get() as unknown as unknown[] | undefined)?.[0];
}
