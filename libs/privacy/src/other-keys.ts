import { closeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import type { Sentence } from '#libs/domain';
import { openPlainFile } from '#libs/log-format';

import { KekUnusable, readKek } from './kek-file.js';
import type { KeyEncryptionKey } from './key-encryption-key.js';
import type { NeededKey } from './missing-keys.js';
import type { SubjectKey } from './sealed-text.js';

const BUSY_MS = 1_000;

const SENTENCES = {
  'no-file': {
    vi: 'Không có tệp này.',
    en: 'There is no such file.',
  },
  unreadable: {
    vi: 'Không đọc được: đây phải là một tệp thường mà người chạy lệnh đọc được.',
    en: 'It cannot be read: it must be a regular file that whoever runs this may read.',
  },
  'no-keys': {
    vi: 'Tệp này không phải keys.db của Tờ Trình, hoặc đã hỏng.',
    en: 'This file is no keys.db of Tờ Trình, or it is damaged.',
  },
  'another-kek': {
    vi: 'Khóa trong tệp này được bọc bằng một tệp khác với TOTRINH_KEK_FILE.',
    en: 'The keys in this file are wrapped by another one than that of TOTRINH_KEK_FILE.',
  },
  'another-log': {
    vi: 'Không khóa nào trong tệp này thuộc về sổ này: đó là keys.db của một sổ khác.',
    en: 'No key in this file belongs to this log: it is the keys.db of another one.',
  },
  altered: {
    vi: 'Có khóa trong tệp này không mở được bằng tệp khóa ở TOTRINH_KEK_FILE: tệp đã bị sửa.',
    en: 'A key in this file cannot be opened with the key in TOTRINH_KEK_FILE: it was altered.',
  },
} as const satisfies Record<string, Sentence>;

export type OtherKeysProblem = keyof typeof SENTENCES;

/** Nothing is taken from such a file. */
export class OtherKeysUnusable extends Error {
  override readonly name = 'OtherKeysUnusable';
  readonly sentence: Sentence;

  constructor(
    readonly problem: OtherKeysProblem,
    options?: ErrorOptions,
  ) {
    super(SENTENCES[problem].en, options);
    this.sentence = SENTENCES[problem];
  }
}

/** Another `keys.db`, of which keys may be taken; it is only read. */
export class OtherKeys {
  readonly #db: DatabaseSync;
  readonly #kek: KeyEncryptionKey;

  /** Throws `OtherKeysUnusable`, and `KekUnusable` where there is no key to open any with. */
  constructor(file: string, kekFile: string) {
    requireReadable(file);
    const kek = readKek(kekFile);
    if (!kek) throw new KekUnusable('missing', kekFile);
    this.#kek = kek;
    this.#db = new DatabaseSync(file, { readOnly: true, timeout: BUSY_MS });
    try {
      if (this.#kekId() !== kek.id) throw new OtherKeysUnusable('another-kek');
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  /** Those of all subjects. */
  all(): NeededKey[] {
    const rows = this.#db.prepare('SELECT kid, subject FROM subject_keys').all();
    return rows.map(({ kid, subject }) => ({ kid: String(kid), subject: String(subject) }));
  }

  /** Throws `OtherKeysUnusable` where it is not the key that was wrapped. */
  open({ subject, kid }: NeededKey): SubjectKey {
    const sql = 'SELECT key FROM subject_keys WHERE kid = ? AND subject = ?';
    const wrapped = this.#db.prepare(sql).get(kid, subject)?.key as Uint8Array;
    try {
      return { kid, key: this.#kek.unwrap(wrapped, { subject, kid }) };
    } catch (cause) {
      throw new OtherKeysUnusable('altered', { cause });
    }
  }

  close(): void {
    this.#db.close();
  }

  #kekId(): unknown {
    try {
      return this.#db.prepare('SELECT kek_id AS id FROM state').get()?.id;
    } catch (cause) {
      throw new OtherKeysUnusable('no-keys', { cause });
    }
  }
}

/** A pipe would be waited for without end, and of a folder SQLite speaks as of a broken disk. */
function requireReadable(file: string): void {
  try {
    closeSync(openPlainFile(file, 'follow'));
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new OtherKeysUnusable(isMissing ? 'no-file' : 'unreadable', { cause });
  }
}
