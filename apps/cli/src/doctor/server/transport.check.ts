import { ok, warning, type Check } from '../check.js';
import type { ServerPlace } from './place.js';

export const transportCheck: Check<ServerPlace> = {
  id: 'transport',
  ask: ({ found: { address } }) => {
    if (address.isEncrypted) return ok('EVENT_STORE_URL đặt kết nối có mã hóa (TLS).');
    if (address.isLoopback)
      return ok('Kết nối với máy chủ sổ không mã hóa, nhưng không ra khỏi máy này.');
    return warning(
      'Kết nối với máy chủ sổ không mã hóa: trên đường truyền ai cũng đọc và sửa được.',
      'Hãy bật TLS ở máy chủ, bỏ tls=false và thêm tlsCAFile trong EVENT_STORE_URL.',
    );
  },
};
