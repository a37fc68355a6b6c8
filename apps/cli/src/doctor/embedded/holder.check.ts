import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { DataDirectoryInUse, lockDataDirectory } from '#libs/event-store';
import { announcedServer } from '#libs/runtime';

import { readinessOf } from '../../readiness.js';
import { failure, ok, warning, type Check, type Outcome } from '../check.js';
import type { DataPlace } from './place.js';

export const holderCheck: Check<DataPlace> = {
  id: 'service',
  ask: ({ dataDir, isThere }) => {
    // A directory that was never held is not touched: it may be another one by mistake.
    if (!isThere || !existsSync(join(dataDir, 'lock.db'))) return null;
    if (!isHeld(dataDir)) return ok('Không có dịch vụ nào đang dùng thư mục dữ liệu.');
    return serviceAt(announcedServer(dataDir));
  },
};

function isHeld(dataDir: string): boolean {
  try {
    lockDataDirectory(dataDir).release();
    return false;
  } catch (error) {
    if (error instanceof DataDirectoryInUse) return true;
    throw error;
  }
}

async function serviceAt(url: string | null): Promise<Outcome> {
  const said = url === null ? null : await readinessOf(url);
  if (!said)
    return warning(
      'Thư mục dữ liệu đang được một tiến trình khác dùng, và tiến trình đó không trả lời.',
      'Nếu không phải một lệnh totrinh đang chạy dở, hãy xem lại dịch vụ và nhật ký của nó.',
    );
  if (said.status === 'log-read-only')
    return {
      status: 'damage',
      sentence: `Dịch vụ ở ${String(url)} chỉ cho đọc: ${said.reason ?? ''}`,
    };
  if (said.status === 'ok' && said.warnings)
    return warning(
      `Dịch vụ ở ${String(url)} sẵn sàng, nhưng cần xem lại:`,
      said.warnings.join(' '),
    );
  if (said.status === 'ok') return ok(`Dịch vụ ở ${String(url)} đang dùng thư mục này, sẵn sàng.`);
  return failure(
    `Dịch vụ ở ${String(url)} đang dùng thư mục này nhưng chưa sẵn sàng.`,
    'Hãy xem nhật ký của dịch vụ, rồi khởi động lại.',
  );
}
