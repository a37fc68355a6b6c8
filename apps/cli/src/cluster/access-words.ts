import type { AccessDifference } from '#libs/event-store';

const PARTS = { $userStreamAcl: 'luồng sổ', $systemStreamAcl: 'luồng hệ thống' } as const;
const RIGHTS = {
  ...{ $r: 'đọc', $w: 'ghi', $d: 'xóa' },
  ...{ $mr: 'đọc siêu dữ liệu', $mw: 'sửa siêu dữ liệu' },
} as const;

/** One right of the access list: who has it, and who should. */
export function differenceWords({ part, right, holders, wanted }: AccessDifference): string {
  const what = `${RIGHTS[right]} ${PARTS[part]}`;
  return `${what}: đang cho ${holderWords(holders)}, cần là ${holderWords(wanted)}`;
}

/** As it was before it was changed, so that it can be put back. */
export function replacedWords({ part, right, holders, wanted }: AccessDifference): string {
  const what = `${RIGHTS[right]} ${PARTS[part]}`;
  return `${what}: trước là ${holderWords(holders)}, nay là ${holderWords(wanted)}`;
}

function holderWords(holders: readonly string[]): string {
  if (holders.length === 0) return 'không ai';
  return holders.map((holder) => (holder === '$all' ? '$all (mọi người)' : holder)).join(', ');
}
