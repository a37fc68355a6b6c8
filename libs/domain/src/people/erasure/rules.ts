import type { Capacity } from '../../kernel/actor.js';
import { Refusal } from '../../kernel/refusal.js';
import type { ErasureState, ErasureSubject } from './state.js';

/** Number, then a symbol in capitals, without spaces: a paper, and no place for a name. */
const REFERENCE = /^\d{1,6}[/-][\p{Lu}\d][\p{Lu}\d./-]{0,40}$/u;

/** Also said when a text is to be written about a subject whose key is gone. */
export function subjectErased(): Refusal {
  return new Refusal('conflict', 'subject-erased', {
    vi: 'Dữ liệu cá nhân này đã được xóa vĩnh viễn; không ghi thêm được.',
    en: 'This personal data has been erased for good; nothing can be added to it.',
  });
}

export function requireNotErased({ erased }: ErasureState): void {
  if (erased) throw subjectErased();
}

export function requireNoHold({ hold }: ErasureState): void {
  if (hold)
    throw new Refusal('conflict', 'legal-hold', {
      vi: 'Dữ liệu đang bị giữ theo yêu cầu pháp lý (khiếu nại, kiểm tra) nên chưa được xóa.',
      en: 'The data is under a legal hold (an appeal, an inspection) and may not be erased yet.',
    });
}

/** Its texts are what the bodies still decide on. */
export function requireCaseEnded({ isOpenCase }: ErasureSubject): void {
  if (isOpenCase)
    throw new Refusal('conflict', 'case-ended', {
      vi: 'Hồ sơ chưa kết thúc: chỉ xóa nội dung của hồ sơ đã giải quyết xong hoặc đã rút.',
      en: 'The case is still open: only the texts of a case that has ended can be erased.',
    });
}

export function requireNoOtherProposed({ proposed }: ErasureState): void {
  if (proposed)
    throw new Refusal('conflict', 'one-erasure-at-a-time', {
      vi: 'Đã có đề nghị xóa dữ liệu này với căn cứ khác. Hãy xử lý đề nghị đó trước.',
      en: 'Its erasure has been proposed on another basis. See to that proposal first.',
    });
}

export function requireProposed({ subjectId, proposed }: ErasureState): {
  subjectId: string;
  proposed: NonNullable<ErasureState['proposed']>;
} {
  if (subjectId !== null && proposed) return { subjectId, proposed };
  throw new Refusal('conflict', 'erasure-proposed', {
    vi: 'Chưa có đề nghị xóa dữ liệu này, hoặc đề nghị đã bị từ chối.',
    en: 'Nobody has proposed to erase this data, or the proposal was declined.',
  });
}

/** Persons are compared, not accounts: two accounts of one person are one person. */
export function requireAnotherPerson(by: Capacity, requestedBy: Capacity, subjectId: string): void {
  if (by.personId === requestedBy.personId || by.personId === subjectId)
    throw new Refusal('forbidden', 'two-persons', {
      vi: 'Phải do người khác phê duyệt: không phải người đề nghị, cũng không phải chủ dữ liệu.',
      en: 'Another person must approve: neither who proposed it nor whose data it is.',
    });
}

/** Persons are compared, not accounts. */
export function isOfAnother(hold: ErasureState['hold'], { personId }: Capacity): boolean {
  return hold !== null && hold.by.personId !== personId;
}

/** Else one person clears the way for what they ask for, against whoever placed the hold. */
export function requireMayLift(by: Capacity, { hold, proposed }: ErasureState): void {
  if (isOfAnother(hold, by) && proposed?.by.personId === by.personId) throw notBothByOne();
}

export function requireLiftedByAnother(by: Capacity, { liftedBy }: ErasureState): void {
  if (liftedBy?.personId === by.personId) throw notBothByOne();
}

function notBothByOne(): Refusal {
  return new Refusal('forbidden', 'hold-lifted-by-another', {
    vi: 'Một người không thể vừa đề nghị xóa, vừa gỡ việc giữ dữ liệu do người khác đặt: phải do hai người.',
    en: 'Nobody may both propose an erasure and lift a hold that another person placed: it takes two persons.',
  });
}

export function requireReference(reference: string): void {
  if (!REFERENCE.test(reference))
    throw new Refusal('invalid', 'reference-of-a-paper', {
      vi: 'Căn cứ phải là số, ký hiệu văn bản viết liền, ví dụ 12/QĐ-UBND; không ghi tên người.',
      en: 'The basis is the number and symbol of a paper, such as 12/QĐ-UBND, and names nobody.',
    });
}
