import { existsSync, readdirSync } from 'node:fs';

import { checkpointFolder } from '../../log-at-hand.js';
import { failure, ok, type Check } from '../check.js';
import { openedLog, type DataPlace } from './place.js';

export const sealKeyCheck: Check<DataPlace> = {
  id: 'seal-key',
  ask: async (place) => {
    const log = openedLog(place);
    if (log === null) return null;
    const { origin, size } = log.head();
    log.close();
    const { readSealSettings } = await import('../../../../api/src/seal-settings.js');
    const { requireKeys, restoredMark, sealKeyFile, UnusableSealKey } = await import('#libs/seals');
    try {
      const settings = readSealSettings(place.env, true);
      const isNew = size === 0 && !wasSealed(place.dataDir);
      if (!isNew) requireKeys(settings, { origins: [origin], dataDir: place.dataDir });
      const file = sealKeyFile(settings, origin, place.dataDir);
      if (file.keysOf(origin).length > 0) return ok(`Khóa niêm phong ở ${file.path}.`);
      if (isNew) return ok(`Chưa có khóa niêm phong: lần chạy tới sẽ tạo ở ${file.path}.`);
      return failure(
        `Không có khóa niêm phong ở ${file.path}: sổ không được niêm phong tiếp.`,
        restoredMark(place.dataDir)
          ? 'Hãy trả tệp khóa về chỗ cũ; nếu không còn, totrinh restore --accept tạo khóa mới.'
          : 'Hãy trả tệp khóa về chỗ cũ, hoặc chạy: totrinh keys rotate',
      );
    } catch (error) {
      if (error instanceof UnusableSealKey)
        return failure('Khóa niêm phong không dùng được.', error.message);
      throw error;
    }
  },
};

function wasSealed(dataDir: string): boolean {
  const folder = checkpointFolder(dataDir);
  return existsSync(folder) && readdirSync(folder).length > 0;
}
