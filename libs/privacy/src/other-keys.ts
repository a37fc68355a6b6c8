import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import type { Sentence } from '#libs/domain';
import { openPlainFile } from '#libs/log-format';

import { KekUnusable, readKek } from './kek-file.js';
import type { KeyEncryptionKey } from './key-encryption-key.js';
import type { NeededKey } from './missing-keys.js';
import type { SubjectKey } from './sealed-text.js';

/** What SQLite says of a file that is no database, or a damaged one. */
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

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
  'in-use': {
    vi: 'Tệp này đang được một chương trình khác ghi: hãy dừng chương trình đó rồi chạy lại.',
    en: 'Another program is writing to this file: stop that one, then run this again.',
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

/** Another `keys.db`, of which keys may be taken; it is only read, nothing is left beside it. */
export class OtherKeys {
  readonly #kek: KeyEncryptionKey;
  readonly #keys: ReadonlyMap<string, WrappedKey>;

  /** Throws `OtherKeysUnusable`, and `KekUnusable` where there is no key to open any with. */
  constructor(file: string, kekFile: string, copy: Copy = copyFileSync) {
    requireReadable(file);
    const kek = readKek(kekFile);
    if (!kek) throw new KekUnusable('missing', kekFile);
    this.#kek = kek;
    const { kekId, keys } = readCopyOf(realpathSync(file), copy);
    if (kekId !== kek.id) throw new OtherKeysUnusable('another-kek');
    this.#keys = new Map(keys.map((key) => [key.kid, key]));
  }

  /** Those of all subjects. */
  all(): NeededKey[] {
    return [...this.#keys.values()].map(({ kid, subject }) => ({ kid, subject }));
  }

  /** Throws `OtherKeysUnusable` where it is not the key that was wrapped. */
  open({ subject, kid }: NeededKey): SubjectKey {
    try {
      const wrapped = this.#keys.get(kid)?.wrapped ?? new Uint8Array();
      return { kid, key: this.#kek.unwrap(wrapped, { subject, kid }) };
    } catch (cause) {
      throw new OtherKeysUnusable('altered', { cause });
    }
  }
}

type Copy = (from: string, to: string) => void;

interface WrappedKey extends NeededKey {
  readonly wrapped: Uint8Array;
}

/**
 * Reading a WAL database needs files beside it: on a medium that cannot be written there can be
 * none, and elsewhere they would stay. The copy is gone before anything is done with what it says.
 */
function readCopyOf(file: string, copy: Copy) {
  const folder = mkdtempSync(join(tmpdir(), 'totrinh-keys-')); // for its owner alone
  try {
    const copied = join(folder, 'keys.db');
    const before = stateOf(file);
    for (const suffix of ['', '-wal']) copyPart(file + suffix, copied + suffix, copy);
    if (stateOf(file) !== before) throw new OtherKeysUnusable('in-use');
    return readKeys(copied);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function copyPart(from: string, to: string, copy: Copy): void {
  if (!existsSync(from)) return;
  requireReadable(from);
  copy(from, to);
  chmodSync(to, 0o600); // a copy takes over that its original may not be written
}

/** Changes with whatever is written to the file or to its `-wal`. */
function stateOf(file: string): string {
  return [file, `${file}-wal`]
    .map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }))
    .map((found) => (found ? [found.ino, found.size, found.mtimeNs].join() : 'none'))
    .join(' ');
}

function readKeys(file: string) {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const kekId = database.prepare('SELECT kek_id AS id FROM state').get()?.id;
    const rows = database.prepare('SELECT kid, subject, key FROM subject_keys').all();
    return { kekId, keys: rows.map(wrappedKey) };
  } catch (error) {
    throw isNoKeysFile(error) ? new OtherKeysUnusable('no-keys', { cause: error }) : error;
  } finally {
    database.close();
  }
}

function wrappedKey({ kid, subject, key }: Record<string, unknown>): WrappedKey {
  const wrapped = key instanceof Uint8Array ? key : new Uint8Array();
  return { kid: String(kid), subject: String(subject), wrapped };
}

function isNoKeysFile(error: unknown): boolean {
  const { errcode = 0, message } = error as Error & { readonly errcode?: number };
  const primary = errcode & 0xff;
  if (primary === SQLITE_CORRUPT || primary === SQLITE_NOTADB) return true;
  return /^no such (table|column)/.test(message);
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
