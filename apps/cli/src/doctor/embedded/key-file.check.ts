import { join } from 'node:path';

import { kekFileFrom, requireApart } from '#libs/runtime';

import { failure, ok, type Check } from '../check.js';
import type { DataPlace } from './place.js';

export const keyFileCheck: Check<DataPlace> = {
  id: 'key-file',
  ask: async ({ env, dataDir, isThere }) => {
    const { examineKek, KekUnusable } = await import('#libs/privacy');
    const file = kekFileFrom(env);
    try {
      if (isThere) requireApart(file, dataDir);
      return examineKek(file, join(dataDir, 'keys.db')) === 'fits'
        ? ok(`Tệp khóa dữ liệu cá nhân ở ${file}, chỉ chủ của nó đọc được.`)
        : ok(`Chưa có khóa dữ liệu cá nhân: lần chạy đầu sẽ tạo ở ${file}.`);
    } catch (error) {
      if (error instanceof KekUnusable)
        return failure('Khóa dữ liệu cá nhân không dùng được.', error.message);
      throw error;
    }
  },
};
