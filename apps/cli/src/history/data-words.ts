import { roleWords, stepWords } from '../../../api/src/words/words.js';
import type { RecordedEvent } from '#libs/event-store';

type Table = Readonly<Record<string, string>>;

/** What the fields of events are called, beside their names in the log. */
const FIELDS: Table = {
  ...{ accountId: 'tài khoản', personId: 'người', communeId: 'xã', unitId: 'đơn vị' },
  ...{ unitPath: 'các đơn vị từ dưới lên', level: 'cấp', name: 'tên', role: 'vai trò' },
  ...{ proposalId: 'hồ sơ', decisionId: 'quyết định', round: 'lần trình', step: 'bước' },
  ...{ answer: 'trả lời', reason: 'lý do', body: 'nơi phải trả lời', dueOn: 'hạn' },
  ...{ minutes: 'biên bản', heldOn: 'ngày họp', summoned: 'được triệu tập', present: 'có mặt' },
  ...{ inFavour: 'phiếu đồng ý', against: 'phiếu không đồng ý', number: 'số', symbol: 'ký hiệu' },
  ...{ signer: 'người ký', signingCapacity: 'tư cách ký', takesEffectOn: 'có hiệu lực từ ngày' },
  ...{ slotId: 'suất chức danh', titleId: 'chức danh', basis: 'căn cứ', kind: 'loại' },
  ...{ policyId: 'bộ quy tắc của', policyVersion: 'phiên bản', route: 'tuyến xử lý' },
  ...{ subjectId: 'dữ liệu của', ground: 'lý do xóa', reference: 'số văn bản', vkey: 'khóa kiểm' },
  ...{ requestedBy: 'người đề nghị', approvedBy: 'người duyệt', kids: 'mã khóa dữ liệu' },
};

const STEPS: Table = {
  ...Object.fromEntries(Object.entries(stepWords).map(([kind, { vi }]) => [kind, vi])),
  conclusion: stepWords.meeting.vi, // as the sample routes call a meeting
};
const ROLES: Table = Object.fromEntries(
  Object.entries(roleWords).map(([role, { vi }]) => [role, vi]),
);
const ANSWERS: Table = {
  approve: 'đồng ý',
  reject: 'không đồng ý',
  return: 'trả lại, yêu cầu bổ sung',
  defer: 'hoãn xem xét',
};
const VALUES: Readonly<Record<string, Table>> = { answer: ANSWERS, step: STEPS, role: ROLES };

/** A line of JSON with what it is called behind it. */
export function withWords(line: string): string {
  const [, field = '', value = ''] = /^\s*"(\w+)": (.*?),?$/.exec(line) ?? [];
  const label = wordIn(FIELDS, field);
  if (label === null) return line;
  const word = wordIn(VALUES[field] ?? {}, value.replaceAll('"', ''));
  return `${line}  # ${label}${word === null ? '' : `: ${word}`}`;
}

/** What an event of a step says of it: which step, and the answer or who has to give one. */
export function stepWordsOf({ type, data }: Pick<RecordedEvent, 'type' | 'data'>): string | null {
  const { step, answer, body } = data as {
    readonly step?: string;
    readonly answer?: string;
    readonly body?: { readonly role: string; readonly unitId: string };
  };
  if (typeof step !== 'string') return null;
  const name = wordIn(STEPS, step) ?? step;
  if (type === 'StepAnswered' && answer !== undefined)
    return `Trả lời ở bước ${name}: ${wordIn(ANSWERS, answer) ?? answer}`;
  if (type === 'StepOpened' && body)
    return `Chuyển đến bước ${name} (${wordIn(ROLES, body.role) ?? body.role}, ${body.unitId})`;
  return null;
}

function wordIn(table: Table, name: string): string | null {
  return Object.hasOwn(table, name) ? (table[name] ?? null) : null;
}
