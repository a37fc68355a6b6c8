import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { KekUnusable, readKek } from './kek-file.js';

/** Of a file that is about to be opened: `new` where it will be made, with the first keys. */
export type KekState = 'fits' | 'new';

/** Whether the key-encryption key fits the keys, without touching either. Throws `KekUnusable`. */
export function examineKek(kekFile: string, keysFile: string): KekState {
  const kek = readKek(kekFile);
  const wrappedBy = existsSync(keysFile) ? kekIdIn(keysFile) : null;
  if (wrappedBy === null) return kek ? 'fits' : 'new';
  if (!kek) throw new KekUnusable('missing', kekFile);
  if (kek.id !== wrappedBy) throw new KekUnusable('another', kekFile);
  return 'fits';
}

/** `null` where nothing has been wrapped yet. */
function kekIdIn(keysFile: string): string | null {
  const database = new DatabaseSync(keysFile, { readOnly: true, timeout: 1_000 });
  try {
    const isThere = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'state'").get();
    if (!isThere) return null;
    const row = database.prepare('SELECT kek_id AS id FROM state').get();
    return typeof row?.id === 'string' ? row.id : null;
  } finally {
    database.close();
  }
}
