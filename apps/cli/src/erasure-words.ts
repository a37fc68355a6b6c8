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
    ...erasures.map(({ subjectId, kind, status, ...rest }) => [
      subjectId,
      KIND[kind],
      [status && STATUS[status], ...marksOf({ status, ...rest })].filter(Boolean).join(', '),
      rest.reference ?? '',
      actOf(rest.requestedBy, rest.requestedAt),
      actOf(rest.decidedBy, rest.decidedAt),
    ]),
  ]);
}

type Marked = Pick<ErasureView, 'status' | 'onHold' | 'positionsHeld'>;

/** What whoever decides has to look at first. */
function marksOf({ status, onHold, positionsHeld }: Marked): string[] {
  const isInOffice = positionsHeld > 0 && status !== 'declined';
  return [
    ...(onHold ? ['đang giữ'] : []),
    ...(isInOffice ? [`CÒN ĐƯƠNG CHỨC (${positionsHeld} chức danh)`] : []),
  ];
}

function actOf(by: ErasureView['requestedBy'], at: string | null): string {
  return by && at ? `${by.accountId}, ${shownDay(localDay(at as Instant))}` : '';
}
