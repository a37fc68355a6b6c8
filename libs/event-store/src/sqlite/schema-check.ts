import { DatabaseSync } from 'node:sqlite';
import type { Sentence } from '#libs/domain';
import { TreeUnreadable } from './kept-tree.js';
import { CREATE_LOG } from './log-schema.js';
import { SQLITE_CORRUPT, sqliteCode } from './sqlite-error.js';

/** The file is a log of ours whose tables or triggers are not the ones we made, or it is cut. */
export class AlteredLogFile extends Error {
  override readonly name = 'AlteredLogFile';

  constructor(
    file: string,
    /** What is wrong, for people; names the object. */
    readonly sentence: Sentence,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${sentence.en}`, options);
  }
}

interface SchemaObject {
  readonly kind: string;
  readonly name: string;
  /** As SQLite keeps it: the very text it was created with; `null` for an index of a constraint. */
  readonly sql: string | null;
}

const OBJECTS = 'SELECT type AS kind, name, sql FROM sqlite_schema ORDER BY type, name, sql';

const NO_TREE: Sentence = {
  vi: 'cây băm giữ trong tệp (bảng tree) bị mất hoặc bị sửa',
  en: 'the tree that it keeps (table tree) is gone or was changed.',
};

let made: readonly SchemaObject[] | undefined;

/**
 * Throws `AlteredLogFile` unless the file holds exactly what `CREATE_LOG` makes. No leaf covers the
 * schema: a trigger that is gone lets events be changed, one that is added acts with every append.
 */
export function requireSchema(database: DatabaseSync, file: string): void {
  made ??= madeByUs();
  const found = objectsIn(database);
  const sentence = difference(made, found);
  if (sentence) throw new AlteredLogFile(file, sentence);
}

/** What SQLite itself cannot make sense of, as an `AlteredLogFile`; any other error as it is. */
export function asAltered(error: unknown, file: string): unknown {
  if (error instanceof TreeUnreadable) return new AlteredLogFile(file, NO_TREE, { cause: error });
  if (sqliteCode(error) !== SQLITE_CORRUPT) return error;
  const text = String(error);
  const sentence = text.includes('malformed database schema')
    ? {
        vi: `lược đồ đã bị sửa đến mức SQLite không đọc được (${text})`,
        en: `the schema was changed so that SQLite cannot read it (${text}).`,
      }
    : {
        vi: 'có trang bị hỏng hoặc bị cắt mất, SQLite không đọc được',
        en: `pages are damaged or were cut off, SQLite cannot read them (${text}).`,
      };
  return new AlteredLogFile(file, sentence, { cause: error });
}

function madeByUs(): readonly SchemaObject[] {
  const database = new DatabaseSync(':memory:');
  database.exec(CREATE_LOG);
  const objects = objectsIn(database);
  database.close();
  return objects;
}

function objectsIn(database: DatabaseSync): readonly SchemaObject[] {
  return database.prepare(OBJECTS).all() as unknown as readonly SchemaObject[];
}

function difference(
  ours: readonly SchemaObject[],
  found: readonly SchemaObject[],
): Sentence | null {
  const lost = ours.find((object) => !found.some((other) => isSame(object, other)));
  if (lost)
    return found.some(({ kind, name }) => kind === lost.kind && name === lost.name)
      ? { vi: `${lost.kind} ${lost.name} đã bị sửa`, en: `${lost.kind} ${lost.name} was changed.` }
      : { vi: `${lost.kind} ${lost.name} đã bị gỡ`, en: `${lost.kind} ${lost.name} was removed.` };
  const added = found.find((object) => !ours.some((other) => isSame(object, other)));
  if (!added) return null;
  return {
    vi: `có thêm ${added.kind} ${added.name}`,
    en: `${added.kind} ${added.name} was added.`,
  };
}

function isSame(one: SchemaObject, other: SchemaObject): boolean {
  return one.kind === other.kind && one.name === other.name && one.sql === other.sql;
}
