import { counted } from '#libs/domain';
import {
  AlteredLogFile,
  ConnectionStringRefused,
  DamagedFile,
  DataDirectoryInUse,
  ForeignLogFile,
  isLogDamage,
  LogCutOff,
  LogNotBegun,
  StoreUnavailable,
} from '#libs/event-store';
import { KekUnusable } from '#libs/privacy';
import { RedisNotStarted } from '#libs/queues';

import { UnusableSetting } from '#libs/runtime';
import { LogLost, UnusableSealKey } from '#libs/seals';

import { diskTrouble } from './disk-words.js';

export interface StartFailure {
  /** For whoever started it: what is wrong, and what they can do. */
  readonly sentence: string;
  readonly exitCode: 1 | 2 | 3 | 11;
}

const NOT_BEGUN = {
  empty: 'Kho sự kiện chưa có sổ nào: hãy chạy totrinh cluster set-up một lần trước khi khởi động.',
  foreign: 'Kho sự kiện đang chứa dữ liệu không phải sổ của Tờ Trình: hãy dùng một kho riêng.',
} as const;

/** Found while it is read, where it could be opened. */
const DAMAGED_LOG =
  'SỔ KHÔNG TOÀN VẸN: trong log.db, có trang bị hỏng hoặc bị cắt mất, SQLite không đọc được. Hãy giữ nguyên tệp này làm bằng chứng và khôi phục từ bản sao lưu.';

/** What the operator has to look at. */
const UNREACHABLE = {
  down: 'Không kết nối được kho sự kiện: hãy kiểm tra máy chủ có đang chạy và địa chỉ trong EVENT_STORE_URL.',
  timeout:
    'Kho sự kiện không trả lời trong thời hạn: máy chủ treo, hoặc cụm đang không có nút chính.',
  certificate:
    'Không tin được chứng thư của kho sự kiện: hãy kiểm tra tls và tlsCAFile trong EVENT_STORE_URL.',
  refused: 'Kho sự kiện từ chối tài khoản trong EVENT_STORE_URL: sai mật khẩu hoặc thiếu quyền.',
} as const;

/** What kept the service from starting, where it is nothing unexpected; else `null`. */
export function startFailure(error: unknown): StartFailure | null {
  if (!(error instanceof Error)) return null;
  const { message } = error;
  if (error instanceof DataDirectoryInUse)
    return because(
      11,
      `Thư mục dữ liệu ${error.directory} đang có dịch vụ hoặc một lệnh totrinh khác dùng: hãy dừng dịch vụ, hoặc đợi lệnh đó xong, rồi chạy lại.`,
    );
  if (error instanceof ForeignLogFile)
    return because(2, `Tệp log.db không phải sổ sự kiện của Tờ Trình. (${message})`);
  if (isLogDamage(error)) return because(3, DAMAGED_LOG);
  if (error instanceof AlteredLogFile)
    return because(
      3,
      `SỔ KHÔNG TOÀN VẸN: trong log.db, ${error.sentence.vi}. Hãy giữ nguyên tệp này làm bằng chứng và khôi phục từ bản sao lưu. (${message})`,
    );
  if (error instanceof DamagedFile)
    return because(
      1,
      `Tệp ${error.file} đã hỏng hoặc không phải cơ sở dữ liệu: hãy cất tệp này ra nơi khác và trả tệp cùng tên từ bản sao lưu về chỗ cũ.`,
    );
  if (isSetting(error)) return because(2, message);
  if (error instanceof ConnectionStringRefused)
    return because(2, `EVENT_STORE_URL không dùng được. (${message})`);
  if (error instanceof LogLost)
    return because(
      3,
      `SỔ KHÔNG TOÀN VẸN: thiếu tệp log.db, hoặc tệp trống rỗng, mà ở máy này sổ đã được niêm phong ${counted(error.signed)} sự kiện. Hãy khôi phục từ bản sao lưu.`,
    );
  if (error instanceof LogCutOff) return because(1, error.sentence.vi);
  if (error instanceof LogNotBegun) return because(1, NOT_BEGUN[error.found]);
  if (error instanceof StoreUnavailable && error.reason)
    return because(1, `${UNREACHABLE[error.reason]} (${message})`);
  if (error instanceof RedisNotStarted)
    return because(
      1,
      `Không khởi động được Redis: hãy cài redis-server hoặc đặt REDIS_URL. (${message})`,
    );
  const trouble = diskTrouble(error);
  if (trouble) return because(1, `Không dùng được ${trouble.what}: ${trouble.words}`);
  return ofThePath(error);
}

/** What the system forbids; anything else it says is told with its trace. */
const OF_THE_PATH = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR']);

function ofThePath({ code = '', path, syscall }: NodeJS.ErrnoException): StartFailure | null {
  if (path !== undefined && code === 'ENOENT' && syscall === 'mkdir')
    return because(
      2,
      `Không tạo được thư mục ${path}: hệ thống không cho tạo gì ở đó. Hãy đặt TOTRINH_DATA_DIR ở một nơi ghi được.`,
    );
  if (path === undefined || !OF_THE_PATH.has(code)) return null;
  return because(
    1,
    `Không dùng được ${path} (${code}): hãy kiểm tra chủ, quyền và loại của nó, và ổ đĩa.`,
  );
}

function isSetting(error: Error): boolean {
  return [UnusableSetting, UnusableSealKey, KekUnusable].some((kind) => error instanceof kind);
}

function because(exitCode: StartFailure['exitCode'], sentence: string): StartFailure {
  return { sentence, exitCode };
}
