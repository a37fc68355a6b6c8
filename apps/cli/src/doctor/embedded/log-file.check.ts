import { statSync } from 'node:fs';

import { AlteredLogFile, cutOffIn, ForeignLogFile, sqliteCode, StoredLog } from '#libs/event-store';

import { sealedAndLost } from '../../log-at-hand.js';
import { number } from '../../output.js';
import { failure, ok, type Check, type Outcome } from '../check.js';
import { reasonWords } from '../reason-words.js';
import { logFileAt, type DataPlace } from './place.js';

/** Results of SQLite; what is no result of it was read, and made no sense. */
const DAMAGED = { corrupt: 11, notADatabase: 26 } as const;

export const logFileCheck: Check<DataPlace> = {
  id: 'log',
  ask: (place) => {
    const file = logFileAt(place);
    if (file === null) return withoutLog(place);
    if (statSync(file).size === 0) return unlessSigned(place, ok('Sổ sự kiện còn trống.'));
    try {
      const log = StoredLog.open(file);
      const { origin, size } = log.head();
      log.close();
      return ok(`Sổ ${origin} mở được: ${number(size)} sự kiện.`);
    } catch (error) {
      const told = unusable(error, file);
      return error instanceof ForeignLogFile ? unlessSigned(place, told) : told;
    }
  },
};

function withoutLog(place: DataPlace): Outcome | null {
  if (!place.isThere) return null;
  const cutOff = cutOffIn(place.dataDir);
  return unlessSigned(
    place,
    cutOff
      ? { status: 'failure', sentence: cutOff.vi }
      : ok('Chưa có sổ sự kiện: lần chạy đầu sẽ tạo.'),
  );
}

/** With seals of it left, there was a log where none is now. */
function unlessSigned({ dataDir, env }: DataPlace, otherwise: Outcome): Outcome {
  const lost = sealedAndLost(dataDir, env);
  if (!lost) return otherwise;
  return {
    status: 'damage',
    sentence: `Mất sổ: ${lost.vi}`,
    advice: 'Hãy khôi phục từ bản sao lưu.',
  };
}

function unusable(error: unknown, file: string): Outcome {
  if (error instanceof ForeignLogFile)
    return failure(
      `${file} không phải sổ sự kiện của bản Tờ Trình này.`,
      'Hãy đặt TOTRINH_DATA_DIR đến đúng thư mục, hoặc dùng bản mới hơn.',
    );
  if (!isDamage(error))
    return failure(
      `Không mở được sổ sự kiện ${file}: ${reasonWords(error)}`,
      'Hãy kiểm tra chủ và quyền của tệp, và ổ đĩa.',
    );
  const what = error instanceof AlteredLogFile ? error.sentence.vi : String(error);
  return {
    status: 'damage',
    sentence: `Tệp sổ sự kiện ${file} đã hỏng. (${what})`,
    advice: 'Hãy chép nguyên thư mục dữ liệu ra nơi khác, rồi khôi phục từ bản sao lưu.',
  };
}

function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === undefined || Object.values<number>(DAMAGED).includes(code);
}
