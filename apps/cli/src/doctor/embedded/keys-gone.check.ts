import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { BEGUN } from '#libs/runtime';

import { BACK_IN, failure, type Check } from '../check.js';
import { openedLog, type DataPlace } from './place.js';

/** As a start sees it, which makes no keys in the place of those that are gone. */
export const keysGoneCheck: Check<DataPlace> = {
  id: 'keys-gone',
  ask: (place) => {
    const file = join(place.sharedDir, 'keys.db');
    const log = existsSync(file) ? null : openedLog(place);
    if (log === null) return null;
    const { size } = log.head();
    log.close();
    if (size <= BEGUN) return null;
    return failure(
      `Thiếu tệp ${file}, mà sổ đã có sự kiện: không đọc được tên và nội dung nào.`,
      BACK_IN,
    );
  },
};
