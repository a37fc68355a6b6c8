import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { UnusableSetting } from './settings.js';

/**
 * SQLite writes to whatever a link leads to: the keys of another data directory, for one, which the
 * erasures of this log would then be carried out on. Throws `UnusableSetting`.
 */
export function requireOwnFiles(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true }))
    if (entry.name.endsWith('.db') && !entry.isFile())
      throw new UnusableSetting(
        `${join(directory, entry.name)} không phải tệp thường (liên kết, thư mục hoặc ống dẫn): ` +
          'tệp dữ liệu phải nằm ngay trong thư mục dữ liệu. ' +
          'Hãy trả tệp thật về chỗ đó, hoặc đặt TOTRINH_DATA_DIR đến đúng thư mục.',
      );
}
