import { LogHome, NotKept, type SealKeyPlace } from '#libs/seals';

import { tell } from '../output.js';

/**
 * Whoever puts a checked log into a data directory says by it that it belongs there. It is said
 * before the log is there: one that is begun anew is taken whatever was said, but a log that is
 * there and is not the one that was said is taken for a forged one.
 */
export async function rememberHome(
  dataDir: string,
  origin: string,
  keyPlace: SealKeyPlace,
): Promise<void> {
  try {
    const before = await new LogHome(keyPlace, dataDir).keep(origin);
    if (before !== null && before !== origin) tell(anotherBefore(before, origin));
  } catch (error) {
    if (!(error instanceof NotKept)) throw error;
    tell(error.message);
  }
}

/** What is signed of the log that was there is counted by nobody who accepts this one. */
function anotherBefore(before: string, origin: string): string {
  return `Thư mục dữ liệu trước đây là nơi của sổ ${before}, nay là nơi của sổ ${origin}. Nếu sổ trước là sổ đang dùng, hãy tìm bản sao lưu hoặc tệp xuất mới hơn, mang tên sổ đó: ghi tiếp trên bản này thì những gì chỉ có ở sổ trước coi như mất, mà lúc chấp nhận không được tính đến.`;
}
