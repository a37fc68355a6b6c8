import { existsSync, readdirSync, statSync } from 'node:fs';

import { StoredLog, type LogHead } from '#libs/event-store';

import { checkpointFolder } from '../../log-at-hand.js';
import { failure, ok, type Check } from '../check.js';
import { logFileAt, type DataPlace } from './place.js';

export const sealKeyCheck: Check<DataPlace> = {
  id: 'seal-key',
  ask: async (place) => {
    const head = headAt(place);
    if (head === null) return null;
    const { origin, size } = head;
    const { readSealSettings } = await import('../../../../api/src/seal-settings.js');
    const { sealKeyFile, UnusableSealKey } = await import('#libs/seals');
    try {
      const file = sealKeyFile(readSealSettings(place.env, true), origin, place.dataDir);
      if (file.keysOf(origin).length > 0) return ok(`Khóa niêm phong ở ${file.path}.`);
      if (size === 0 && !wasSealed(place.dataDir))
        return ok(`Chưa có khóa niêm phong: lần chạy tới sẽ tạo ở ${file.path}.`);
      return failure(
        `Không có khóa niêm phong ở ${file.path}: sổ không được niêm phong tiếp.`,
        'Hãy trả tệp khóa về chỗ cũ, hoặc chạy: totrinh keys rotate',
      );
    } catch (error) {
      if (error instanceof UnusableSealKey)
        return failure('Khóa niêm phong không dùng được.', error.message);
      throw error;
    }
  },
};

/** Of a log that cannot be read, its own check tells. */
function headAt(place: DataPlace): LogHead | null {
  const file = logFileAt(place);
  if (file === null || statSync(file).size === 0) return null;
  try {
    const log = StoredLog.open(file);
    const head = log.head();
    log.close();
    return head;
  } catch {
    return null;
  }
}

function wasSealed(dataDir: string): boolean {
  const folder = checkpointFolder(dataDir);
  return existsSync(folder) && readdirSync(folder).length > 0;
}
