import { accessSync, constants, statSync } from 'node:fs';

import { failure, ok, warning, type Check } from '../check.js';
import type { DataPlace } from './place.js';

const OTHERS = 0o077;

export const dataDirectoryCheck: Check<DataPlace> = {
  id: 'data-directory',
  ask: ({ dataDir, isThere }) => {
    if (!isThere)
      return warning(
        `Chưa có thư mục dữ liệu ${dataDir}.`,
        'Lần chạy đầu sẽ tạo; nếu đã có dữ liệu ở nơi khác, hãy đặt TOTRINH_DATA_DIR.',
      );
    const info = statSync(dataDir);
    if (!isWritable(dataDir))
      return failure(
        `Không đọc và ghi được thư mục dữ liệu ${dataDir}.`,
        'Hãy chạy bằng đúng người dùng của thư mục, hoặc đổi chủ và quyền của nó.',
      );
    const rights = (info.mode & 0o777).toString(8).padStart(4, '0');
    if ((info.mode & OTHERS) !== 0)
      return warning(
        `Thư mục dữ liệu ${dataDir} có quyền ${rights}: người khác vào được.`,
        `Hãy chạy: chmod 700 ${dataDir}`,
      );
    return ok(`Thư mục dữ liệu ${dataDir}, quyền ${rights}.`);
  },
};

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
