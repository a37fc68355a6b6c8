import { localDay, shownDay, type Instant } from '#libs/domain';
import type { ErasureView } from '#libs/read-models';

import { table } from './output.js';

const STATUS = { proposed: 'chờ duyệt', declined: 'không duyệt', erased: 'đã xóa' } as const;
const KIND = { person: 'người', case: 'hồ sơ' } as const;

/** The register of erasures as people read it. */
export function erasureWords(erasures: readonly ErasureView[]): string {
  if (erasures.length === 0) return 'Chưa có đề nghị xóa dữ liệu cá nhân nào.';
  return table([
    ['Mã', 'Loại', 'Tình trạng', 'Căn cứ', 'Đề nghị', 'Giải quyết'],
    ...erasures.map(({ subjectId, kind, status, onHold, ...rest }) => [
      subjectId,
      KIND[kind],
      [status && STATUS[status], onHold && 'đang giữ'].filter(Boolean).join(', '),
      rest.reference ?? '',
      actOf(rest.requestedBy, rest.requestedAt),
      actOf(rest.decidedBy, rest.decidedAt),
    ]),
  ]);
}

function actOf(by: ErasureView['requestedBy'], at: string | null): string {
  return by && at ? `${by.accountId}, ${shownDay(localDay(at as Instant))}` : '';
}
