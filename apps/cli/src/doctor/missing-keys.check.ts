import { join } from 'node:path';

import { isDamage } from '#libs/event-store';

import { failure, type Check } from './check.js';
import type { KeysPlace } from './keys-place.js';

/** Told from what the last start has noted: the log itself is not read through here. */
export const missingKeysCheck: Check<KeysPlace> = {
  id: 'missing-keys',
  ask: async ({ sharedDir }) => {
    const { examineMissing } = await import('#libs/privacy');
    const missing = unlessDamaged(() => examineMissing(join(sharedDir, 'keys.db')));
    if (missing === 0) return null;
    return failure(
      `keys.db là bản cũ: thiếu khóa của ${missing} người hoặc hồ sơ đã ghi trong sổ.`,
      'Hãy dừng dịch vụ và trả keys.db đầy đủ về chỗ cũ.',
    );
  },
};

/** Of a file that cannot be read, the check of its key tells. */
function unlessDamaged(count: () => number): number {
  try {
    return count();
  } catch (error) {
    if (isDamage(error)) return 0;
    throw error;
  }
}
