import { sqliteCode } from '#libs/event-store';

/** A database in WAL mode keeps a file beside it of who reads it. */
const NEEDS_TO_WRITE =
  'Sổ cần một thư mục ghi được cả khi chỉ đọc: nếu thư mục dữ liệu nằm trên ổ chỉ đọc, hãy chép cả thư mục sang nơi ghi được và đặt TOTRINH_DATA_DIR ở đó; nếu không, hãy kiểm tra chủ và quyền của nó.';
const FREE = 'Hãy giải phóng chỗ trống rồi chạy lại.';
const LOOK = 'Hãy xem ổ đĩa và chỗ trống của nó rồi chạy lại.';

const OF_SQLITE: Readonly<Record<number, string>> = {
  8: `chỉ đọc được, không ghi được (SQLITE_READONLY). ${NEEDS_TO_WRITE}`,
  10: `ổ đĩa báo lỗi khi đọc hoặc ghi (SQLITE_IOERR). ${LOOK}`,
  13: `ổ đĩa đã đầy (SQLITE_FULL). ${FREE}`,
  14: `không mở được tệp cơ sở dữ liệu (SQLITE_CANTOPEN). ${NEEDS_TO_WRITE}`,
};

const OF_THE_SYSTEM: Readonly<Record<string, string>> = {
  ENOSPC: `ổ đĩa đã đầy (ENOSPC). ${FREE}`,
  EDQUOT: `đã dùng hết hạn mức đĩa (EDQUOT). ${FREE}`,
  EIO: `ổ đĩa báo lỗi khi đọc hoặc ghi (EIO). ${LOOK}`,
};

export interface DiskTrouble {
  /** The rest of a sentence after a colon, and what to do. */
  readonly words: string;
  /** What could not be used, where the system says; of a database it does not. */
  readonly what: string;
}

/** What is wrong with the disk, however often it was wrapped on its way; else `null`. */
export function diskTrouble(error: unknown): DiskTrouble | null {
  if (!(error instanceof Error)) return null;
  const ofSqlite = OF_SQLITE[sqliteCode(error) ?? 0];
  if (ofSqlite !== undefined) return { words: ofSqlite, what: 'thư mục dữ liệu' };
  const { code = '', path = 'ổ đĩa' }: NodeJS.ErrnoException = error;
  const ofTheSystem = OF_THE_SYSTEM[code];
  return ofTheSystem === undefined ? diskTrouble(error.cause) : { words: ofTheSystem, what: path };
}
