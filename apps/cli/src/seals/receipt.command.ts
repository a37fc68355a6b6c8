import { trustFrom } from '#libs/audit';
import { localTime, type Instant } from '#libs/domain';
import {
  checkReceipt,
  FormatError,
  isProofFile,
  NotAPlainFile,
  parseCheckpoint,
  parseNote,
  parseProofFile,
  readPlainFile,
  type FormatFault,
  type ReceiptTrust,
} from '#libs/log-format';

import { CommandFailure, EXIT, type ExitCode } from '../exit.js';
import { eventWord } from '../history/words.js';
import { answer, number } from '../output.js';
import { inOneSentence } from '../verify.command.js';

export interface ReceiptArguments {
  readonly vkey: readonly string[];
  readonly witness: readonly string[];
  readonly quorum: string | undefined;
}

/** Checks a receipt with nothing but the file and the keys one trusts, as `verify` reads them. */
export async function checkReceiptFile(file: string, said: ReceiptArguments): Promise<ExitCode> {
  const trust = await inOneSentence(() => trustFrom({ ...said, oldCheckpoint: [] }));
  const { leaf, index, opened } = checked(receiptIn(file), trust);
  const cosigners = new Set(opened.cosignatures.map(({ key }) => key.name)).size;
  answer(
    [
      `Đúng: ${eventWord(leaf.type)} (${leaf.type} của ${leaf.stream}), ghi nhận lúc ${localTime(leaf.ts as Instant)},`,
      `đứng thứ ${number(index + 1)} trong sổ ${opened.checkpoint.origin}`,
      `gồm ${number(opened.checkpoint.size)} sự kiện đã niêm phong; ${cosigners} bên chứng kiến xác nhận.`,
    ].join('\n'),
  );
  return EXIT.ok;
}

function checked(bytes: Buffer, trust: ReceiptTrust) {
  const { checkpoint } = doesNotHold(() => parseProofFile(bytes), {});
  const { origin } = doesNotHold(() => parseCheckpoint(parseNote(checkpoint).text), {});
  requireKeyOf(origin, trust.log);
  return doesNotHold(() => checkReceipt(bytes, trust), FAULTS);
}

function requireKeyOf(origin: string, keys: ReceiptTrust['log']): void {
  if (keys.some(({ name }) => name === origin)) return;
  const names = [...new Set(keys.map(({ name }) => name))].join(', ');
  throw new CommandFailure(
    EXIT.integrity,
    `Giấy biên nhận không đúng: nó là của sổ ${origin}, còn khóa đã đưa (--vkey) là của sổ ${names}.`,
  );
}

/** What is wrong with a receipt that can be read; anything else is damage. */
const FAULTS: Partial<Record<FormatFault, string>> = {
  proof: 'sự kiện trong tệp không nằm trong sổ đã niêm phong.',
  signature:
    'không đủ chữ ký đúng trên điểm niêm phong. Hãy xem lại khóa đã đưa (--vkey, --witness) và --quorum.',
  key: 'các khóa đã đưa có hai khóa khác nhau trùng tên và mã. Hãy xem lại --vkey và --witness.',
};

function doesNotHold<Value>(
  check: () => Value,
  words: Partial<Record<FormatFault, string>>,
): Value {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const why = words[error.fault] ?? 'nội dung tệp đã hỏng hoặc bị sửa.';
    throw new CommandFailure(EXIT.integrity, `Giấy biên nhận không đúng: ${why}`);
  }
}

/** Throws `CommandFailure` (usage) for what claims to be no receipt at all. */
function receiptIn(file: string): Buffer {
  const bytes = read(file);
  if (isProofFile(bytes)) return bytes;
  throw new CommandFailure(
    EXIT.usage,
    `${file} không phải giấy biên nhận: cần tệp .tlog-proof như hệ thống đã giao.`,
  );
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'không có tệp này',
};

function read(file: string): Buffer {
  try {
    return readPlainFile(file, 'follow');
  } catch (error) {
    if (error instanceof NotAPlainFile)
      throw new CommandFailure(EXIT.usage, `${file}: không phải tệp thường, cần tên một tệp.`);
    const { code = '' } = error as NodeJS.ErrnoException;
    const why = UNREADABLE[code] ?? `không đọc được (${code}), hãy kiểm tra quyền của tệp`;
    throw new CommandFailure(EXIT.usage, `${file}: ${why}.`);
  }
}
