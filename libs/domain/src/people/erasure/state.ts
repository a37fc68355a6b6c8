import type { Capacity } from '../../kernel/actor.js';
import type { ErasureBasis, ErasureSubjectKind } from './events.js';

/** Whose texts are meant, as the log knows them. */
export interface ErasureSubject {
  readonly kind: ErasureSubjectKind;
  /** Who it belongs to: the unit, then those above it. */
  readonly unitPath: readonly string[];
  /** A case that somebody still works on. */
  readonly isOpenCase: boolean;
}

export interface ErasureState {
  /** `null`: nobody has asked anything about this subject. */
  readonly subjectId: string | null;
  readonly unitPath: readonly string[];
  readonly proposed: { readonly basis: ErasureBasis; readonly by: Capacity } | null;
  readonly hold: { readonly by: Capacity } | null;
  /** Who has lifted a hold that another person placed, where that was the last one. */
  readonly liftedBy: Capacity | null;
  readonly erased: boolean;
}
