import { randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

import { isNothingThere, NotAPlainFile, readPlainFile } from '#libs/log-format';

import { KeyEncryptionKey } from './key-encryption-key.js';

const OWNER_ONLY = { folder: 0o700, file: 0o600 } as const;
const OTHERS = 0o077;
const KEK_BYTES = 32;

/** What is wrong, and what whoever starts the service can do. */
const SENTENCES = {
  missing: 'Không thấy tệp khóa đã dùng để bọc keys.db. Hãy đặt TOTRINH_KEK_FILE đến đúng tệp đó.',
  'no-keys':
    'Sổ đã có sự kiện mà không thấy keys.db: hãy trả tệp về chỗ cũ, vì mất khóa là mất mọi tên và lý do. Nếu khóa thật sự không còn: xuất sổ ra (totrinh export) rồi nhập vào một thư mục mới.',
  'no-shared-keys':
    'Sổ đã có sự kiện mà thư mục chung không có keys.db. Hãy đặt TOTRINH_SHARED_DIR đến đúng thư mục, hoặc trả tệp về chỗ cũ, vì mất khóa là mất mọi tên và lý do.',
  altered:
    'keys.db có bảng, trigger hoặc view không do hệ thống tạo: ai đó đã sửa tệp. Hãy trả tệp từ bản sao lưu về.',
  another: 'Tệp khóa không phải tệp đã dùng để bọc keys.db. Hãy đặt TOTRINH_KEK_FILE đến đúng tệp.',
  'open-to-others': 'Người khác đọc được tệp khóa. Hãy đặt quyền 600 cho tệp (chmod 600).',
  unreadable: 'Không đọc được tệp khóa. Hãy kiểm tra quyền của tệp.',
  'no-plain-file':
    'Tệp khóa phải là một tệp thường, không phải thư mục, ống dẫn hay thiết bị. Hãy đặt TOTRINH_KEK_FILE đến đúng tệp.',
  malformed: 'Tệp khóa phải chứa đúng 64 chữ số thập lục phân.',
  'beside-the-data':
    'Tệp khóa không được nằm trong thư mục dữ liệu. Hãy đặt TOTRINH_KEK_FILE ra nơi khác.',
  unwritable: 'Không tạo được tệp khóa. Hãy đặt TOTRINH_KEK_FILE thành một tệp ghi được.',
} as const;

export type KekProblem = keyof typeof SENTENCES;

/** Without the right key-encryption key nobody's name can be read: better not to start. */
export class KekUnusable extends Error {
  override readonly name = 'KekUnusable';

  constructor(
    readonly problem: KekProblem,
    file: string,
    options?: ErrorOptions,
  ) {
    super(`${SENTENCES[problem]} (${file})`, options);
  }
}

/** The key in a file of 64 hexadecimal digits; `null` when there is no such file. */
export function readKek(file: string): KeyEncryptionKey | null {
  const text = textOf(file);
  if (text === null) return null;
  if ((statSync(file).mode & OTHERS) !== 0) throw new KekUnusable('open-to-others', file);
  if (!/^[0-9a-f]{64}\n?$/i.test(text)) throw new KekUnusable('malformed', file);
  return new KeyEncryptionKey(Buffer.from(text.trim(), 'hex'));
}

/** Makes the file, unless another process was first; then it is that one's key. */
export function makeKek(file: string): KeyEncryptionKey {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: OWNER_ONLY.folder });
    writeDurably(file, `${randomBytes(KEK_BYTES).toString('hex')}\n`);
  } catch (cause) {
    if (!isTaken(cause)) throw new KekUnusable('unwritable', file, { cause });
  }
  const made = readKek(file);
  if (!made) throw new KekUnusable('unwritable', file);
  return made;
}

/** Whole or not at all, also after a power cut: keys wrapped with half a key would be lost. */
function writeDurably(file: string, text: string): void {
  const draft = `${file}.${randomUUID()}.new`;
  const descriptor = openSync(draft, 'wx', OWNER_ONLY.file);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    linkSync(draft, file); // unlike a rename, it leaves a file alone that is there already
  } finally {
    unlinkSync(draft);
  }
  const folder = openSync(dirname(file), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

function textOf(file: string): string | null {
  try {
    return readPlainFile(file, 'follow').toString('latin1');
  } catch (error) {
    if (isNothingThere(error)) return null;
    const problem = error instanceof NotAPlainFile ? 'no-plain-file' : 'unreadable';
    throw new KekUnusable(problem, file, { cause: error });
  }
}

function isTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EEXIST';
}
