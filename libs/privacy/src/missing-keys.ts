import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { Refusal, type Sentence } from '#libs/domain';

/** A key that a text in the log is sealed with. */
export interface NeededKey {
  readonly subject: string;
  readonly kid: string;
}

// Storage format, in `keys.db`. `needed_after`: keys of texts up to that position of the log were
// given up by whoever imported it without them.
const TABLES = `
  CREATE TABLE missing_keys (
    subject TEXT NOT NULL,
    kid     TEXT NOT NULL,
    PRIMARY KEY (subject, kid)
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE state ADD COLUMN needed_after INTEGER NOT NULL DEFAULT 0;
`;

/** Someone may have brought the key back into this very file. */
const STILL_MISSING = 'FROM missing_keys WHERE kid NOT IN (SELECT kid FROM subject_keys)';

/**
 * Keys that texts of the log need and that `keys.db` does not have: it is an older copy. They are
 * noted in that file, as each event is read once; the complete file, put back, notes nothing.
 */
export class MissingKeys {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  makeTables(): void {
    this.#db.exec(TABLES);
  }

  note(keys: readonly NeededKey[]): void {
    const insert = this.#db.prepare('INSERT OR IGNORE INTO missing_keys VALUES (?, ?)');
    for (const { subject, kid } of keys) insert.run(subject, kid);
  }

  kidsOf(subject: string): string[] {
    const rows = this.#db.prepare(`SELECT kid ${STILL_MISSING} AND subject = ?`).all(subject);
    return rows.map(({ kid }) => String(kid));
  }

  countSubjects(): number {
    const row = this.#db.prepare(`SELECT count(DISTINCT subject) AS n ${STILL_MISSING}`).get();
    return Number(row?.n);
  }

  /** Up to which position of the log nobody asks for the keys of its texts. */
  neededAfter(): number {
    return Number(this.#db.prepare('SELECT needed_after AS at FROM state').get()?.at);
  }

  giveUp(position: number): void {
    this.#db.exec('DELETE FROM missing_keys');
    this.#db.prepare('UPDATE state SET needed_after = ?').run(position);
  }
}

/** How many subjects miss a key, as far as the last start has noted it in the file. */
export function examineMissing(keysFile: string): number {
  if (!existsSync(keysFile)) return 0;
  const database = new DatabaseSync(keysFile, { readOnly: true, timeout: 1_000 });
  try {
    const sql = "SELECT 1 FROM sqlite_schema WHERE name = 'missing_keys'";
    return database.prepare(sql).get() ? new MissingKeys(database).countSubjects() : 0;
  } finally {
    database.close();
  }
}

/** What somebody has to do, where there are any. */
export function keysMissing(subjects: number): Sentence {
  return {
    vi: `keys.db là bản cũ: thiếu khóa của ${subjects} người hoặc hồ sơ đã ghi trong sổ, nên tên và nội dung của họ không đọc được và không ghi thêm được. Hãy dừng dịch vụ và trả keys.db đầy đủ về chỗ cũ.`,
    en: `keys.db is an older copy: the keys of ${subjects} people or cases in the log are not in it, so that their names and texts cannot be read and nothing can be added. Stop the service and put the complete keys.db back.`,
  };
}

/** A second key would hide that the first is gone. */
export function keyMissing(): Refusal {
  return new Refusal('conflict', 'subject-key-there', {
    vi: 'Khóa dữ liệu cá nhân của người hoặc hồ sơ này không có trong keys.db: chưa ghi thêm được cho đến khi người vận hành trả keys.db đầy đủ về chỗ cũ.',
    en: 'The key to the personal data of this person or case is not in keys.db: nothing can be added until the operator puts the complete keys.db back.',
  });
}
