import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

import { number } from '../../output.js';
import { failure, ok, warning, type Check } from '../check.js';
import type { DataPlace } from './place.js';

const MEGABYTE = 1_000_000;
/** Below it the log, which may not fill its disk, is close to standing still. */
const FREE_MEGABYTES_MIN = 200;
const FREE_MEGABYTES_WANTED = 2_000;

export const diskSpaceCheck: Check<DataPlace> = {
  id: 'disk-space',
  ask: async ({ dataDir }) => {
    const { bavail, bsize } = await statfs(nearest(dataDir));
    const megabytes = Math.floor((bavail * bsize) / MEGABYTE);
    const sentence = `Ổ đĩa của thư mục dữ liệu còn trống ${number(megabytes)} MB.`;
    if (megabytes < FREE_MEGABYTES_MIN)
      return failure(sentence, 'Hãy dọn hoặc nới ổ đĩa ngay: đầy thì sổ không ghi được nữa.');
    if (megabytes < FREE_MEGABYTES_WANTED)
      return warning(sentence, 'Hãy dọn hoặc nới ổ đĩa trước khi đầy.');
    return ok(sentence);
  },
};

function nearest(path: string): string {
  return existsSync(path) ? path : nearest(dirname(path));
}
