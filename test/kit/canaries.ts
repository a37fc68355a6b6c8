import { randomInt } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { openData, SubjectKeys } from '#libs/privacy';

import { newDirectory } from './directories.js';
import { readLog } from './log.js';

/** Half of it is long enough not to turn up by chance. */
const WORD_LENGTH = 14;

/** A word that stands in every canary of a run and nowhere else. */
export function canaryWord(): string {
  const letter = () => String.fromCharCode('a'.charCodeAt(0) + randomInt(26));
  return Array.from({ length: WORD_LENGTH }, letter).join('');
}

/** How many times a word can be read in the events of a log with a copy of a file of keys. */
export async function readableIn(
  dataDir: string,
  word: string,
  { keysFile, kekFile }: { readonly keysFile: string; readonly kekFile: string },
): Promise<number> {
  const copy = join(newDirectory(), 'keys.db'); // opening it may change it
  copyFileSync(keysFile, copy);
  const keys = new SubjectKeys(copy, kekFile);
  try {
    const opened = (await readLog(dataDir)).map(({ id: eventId, stream, data }) =>
      JSON.stringify(openData(data, { eventId, stream }, keys)),
    );
    return opened.join('\n').split(word).length - 1;
  } finally {
    keys.close();
  }
}

/** Every row of the log with all of its columns. */
export function rowsOf(dataDir: string): readonly unknown[] {
  return reading(join(dataDir, 'log.db'), (log) =>
    log.prepare('SELECT * FROM events ORDER BY position').all(),
  );
}

/** Whether the log holds an event of this type, read from the file while a service writes it. */
export function isLogged(dataDir: string, type: string): boolean {
  return reading(join(dataDir, 'log.db'), (log) => {
    return log.prepare('SELECT 1 FROM events WHERE type = ? LIMIT 1').get(type) !== undefined;
  });
}

/** What stands for the keys of these subjects in a file of keys, as bytes. */
export function wrappedKeys(keysFile: string, subjects: readonly string[]): Buffer[] {
  return reading(keysFile, (keys) =>
    keys
      .prepare('SELECT key FROM subject_keys WHERE subject IN (SELECT value FROM json_each(?))')
      .all(JSON.stringify(subjects))
      .map(({ key }) => Buffer.from(key as Uint8Array)),
  );
}

function reading<Answer>(file: string, read: (database: DatabaseSync) => Answer): Answer {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}
