import type { Capacity } from '../../kernel/actor.js';
import type { EventOf, Upcasters } from '../../kernel/decider.js';

/** Whose texts: everything sealed under a person's key, or under that of a case. */
export type ErasureSubjectKind = 'person' | 'case';

/** Why personal data goes: what the law or the person asks for. Codes, never a story. */
export const erasureGrounds = [
  'subject-request', // chủ thể dữ liệu yêu cầu
  'not-selected', // người được giới thiệu nhưng không được bố trí
  'service-ended', // đã thôi việc, hết lý do lưu
  'retention-ended', // hết thời hạn lưu
  'authority-order', // cơ quan có thẩm quyền yêu cầu
] as const;
export type ErasureGround = (typeof erasureGrounds)[number];

export interface ErasureBasis {
  readonly ground: ErasureGround;
  /** Number and symbol of the paper it rests on, such as `12/QĐ-UBND`. */
  readonly reference: string;
}

// Type names and shapes below are the storage format: never edit one in place, add an upcaster.
// Nothing in them is private: an erasure must be readable for ever, and must name nobody.
export type ErasureEvent =
  | EventOf<
      'ErasureProposed',
      {
        readonly subjectId: string;
        readonly kind: ErasureSubjectKind;
        /** The unit the subject belongs to, then those above it. */
        readonly unitPath: readonly string[];
        readonly basis: ErasureBasis;
      }
    >
  | EventOf<'ErasureDeclined', { readonly subjectId: string }>
  | EventOf<
      'LegalHoldPlaced',
      {
        readonly subjectId: string;
        readonly kind: ErasureSubjectKind;
        readonly unitPath: readonly string[];
        /** Number and symbol of the paper that asks for the hold. */
        readonly reference: string;
      }
    >
  | EventOf<'LegalHoldLifted', { readonly subjectId: string }>
  | EventOf<
      'SubjectKeyErased',
      {
        readonly subjectId: string;
        /** Ids of the keys that are gone from here on. */
        readonly kids: readonly string[];
        readonly basis: ErasureBasis;
        readonly requestedBy: Capacity;
        readonly approvedBy: Capacity;
      }
    >;

export const erasureUpcasters: Upcasters<ErasureEvent> = {
  ErasureProposed: [],
  ErasureDeclined: [],
  LegalHoldPlaced: [],
  LegalHoldLifted: [],
  SubjectKeyErased: [],
};
