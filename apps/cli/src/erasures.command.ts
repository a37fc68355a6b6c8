import type { ErasuresPage, ErasureView } from '#libs/read-models';

import { EXIT, type ExitCode } from './exit.js';
import { answer, day, table } from './output.js';
import type { ServiceAtHand } from './service-at-hand.js';

const PAGE_SIZE = 100;

const STATUS = { proposed: 'chờ duyệt', declined: 'không duyệt', erased: 'đã xóa' } as const;
const KIND = { person: 'người', case: 'hồ sơ' } as const;

/** Prints which personal data is to be erased, on hold, or gone. Erasing takes two signed in. */
export async function runErasures(
  { operator }: ServiceAtHand,
  { json }: { readonly json: boolean },
): Promise<ExitCode> {
  const erasures: ErasureView[] = [];
  for (let after: string | null = ''; after !== null;) {
    const query = new URLSearchParams({ limit: String(PAGE_SIZE), ...(after && { after }) });
    const page: ErasuresPage = await operator.get(`/erasures?${query.toString()}`);
    erasures.push(...page.erasures);
    after = page.next;
  }
  answer(json ? JSON.stringify(erasures) : inWords(erasures));
  return EXIT.ok;
}

function inWords(erasures: readonly ErasureView[]): string {
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
  return by && at ? `${by.accountId}, ${day(at.slice(0, 10))}` : '';
}
