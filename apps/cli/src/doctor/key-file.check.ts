import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { isDamage } from '#libs/event-store';
import { kekFileFrom, requireApart } from '#libs/runtime';

import { BACK_IN, failure, ok, type Check } from './check.js';
import type { KeysPlace } from './keys-place.js';

export const keyFileCheck: Check<KeysPlace> = {
  id: 'key-file',
  ask: async ({ env, sharedDir }) => {
    const { examineKek, KekUnusable } = await import('#libs/privacy');
    const file = kekFileFrom(env);
    try {
      if (existsSync(sharedDir)) requireApart(file, sharedDir);
      return examineKek(file, join(sharedDir, 'keys.db')) === 'fits'
        ? ok(`Tệp khóa dữ liệu cá nhân ở ${file}, chỉ chủ của nó đọc được.`)
        : ok(`Chưa có khóa dữ liệu cá nhân: lần chạy đầu sẽ tạo ở ${file}.`);
    } catch (error) {
      if (error instanceof KekUnusable)
        return failure('Khóa dữ liệu cá nhân không dùng được.', error.message);
      const keysFile = join(sharedDir, 'keys.db');
      if (isDamage(error))
        return failure(`Tệp ${keysFile} đã hỏng hoặc không phải cơ sở dữ liệu.`, BACK_IN);
      throw error;
    }
  },
};
