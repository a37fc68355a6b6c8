import { canonicalText, FormatError, isKeyName, parseCanonical } from '#libs/log-format';

import { UnusableInput } from './line-fault.js';

/** Storage format of export files: never edit in place. */
const FORMAT = 'totrinh-export';
const VERSION = 1;

/** What every export begins with, of whatever version: ASCII. */
export const EXPORT_START = canonicalText({ format: FORMAT }).replace('}', ',');

/** First line of an export: what follows is checked against it, and it against what follows. */
export interface ExportHeader {
  /** Name the log began with. */
  readonly origin: string;
  /** Events that follow. */
  readonly size: number;
  /** Root of the tree over them, hex. */
  readonly root: string;
  /**
   * Keys that sign its checkpoints, as the log itself says: to be believed only as far as nobody
   * has a better source.
   */
  readonly keys: readonly string[];
}

export function headerLine({ origin, size, root, keys }: ExportHeader): string {
  return canonicalText({ format: FORMAT, version: VERSION, origin, size, root, keys });
}

/** Throws `UnusableInput` for anything but the first line of an export of this version. */
export function parseHeader(line: string): ExportHeader {
  const value = read(line);
  if (value?.format !== FORMAT) throw isWithWindowsEnd(line) ? otherLineEnds() : notAnExport();
  const { version, origin, size, root, keys } = value;
  if (version !== VERSION)
    throw new UnusableInput({
      vi: `Tệp xuất có phiên bản ${JSON.stringify(version)}; chương trình này đọc phiên bản ${VERSION}.`,
      en: `The export has version ${JSON.stringify(version)}; this program reads ${VERSION}.`,
    });
  const isWhole =
    typeof origin === 'string' &&
    isKeyName(origin) &&
    Number.isSafeInteger(size) &&
    (size as number) >= 0 &&
    typeof root === 'string' &&
    /^[0-9a-f]{64}$/.test(root) &&
    Array.isArray(keys) &&
    keys.every((key) => typeof key === 'string');
  if (!isWhole || Object.keys(value).length !== 6) throw notAnExport();
  return { origin, size: size as number, root, keys };
}

function read(line: string): Record<string, unknown> | null {
  try {
    const value = parseCanonical(Buffer.from(line));
    return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

function isWithWindowsEnd(line: string): boolean {
  return line.endsWith('\r') && read(line.slice(0, -1))?.format === FORMAT;
}

/** Told as that, and read by nobody all the same: every byte of an export counts. */
function otherLineEnds(): UnusableInput {
  return new UnusableInput({
    vi: 'Dấu xuống dòng của tệp xuất này đã bị đổi sang kiểu Windows (CRLF), như khi gửi hoặc lưu lại dưới dạng văn bản: hãy lấy lại tệp gốc, chép nguyên từng byte.',
    en: 'The line ends of this export were changed to those of Windows (CRLF), as by sending or saving it as text: copy the original again, byte for byte.',
  });
}

function notAnExport(): UnusableInput {
  return new UnusableInput({
    vi: 'Tệp này không phải tệp xuất của Tờ Trình, hoặc dòng đầu của tệp đã hỏng.',
    en: 'This is no export of Tờ Trình, or its first line is damaged.',
  });
}
