import { warning, type Check } from '../check.js';
import type { DataPlace } from './place.js';

/** Nothing is wrong with a log that was restored; nothing is written until it is accepted. */
export const restoredCheck: Check<DataPlace> = {
  id: 'restored',
  ask: async ({ dataDir }) => {
    const { restoredMark } = await import('#libs/seals');
    if (!restoredMark(dataDir)) return null;
    return warning(
      'Sổ vừa được khôi phục từ bản sao lưu: dịch vụ chỉ cho đọc.',
      'Để ghi tiếp trên bản này, hãy chạy: totrinh restore --accept',
    );
  },
};
