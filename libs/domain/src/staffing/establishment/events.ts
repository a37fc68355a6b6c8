import type { EventOf, Upcasters } from '../../kernel/decider.js';
import type { PlainDate } from '../../kernel/plain-date.js';
import type { KindName } from '../kinds/names.js';
import type { Move } from '../moves.js';

// Type names and shapes here and in `Move` are the storage format: never edit one in place, add an
// upcaster.
export type EstablishmentEvent =
  | Move
  | EventOf<
      'SlotOpened',
      { readonly slotId: string; readonly titleId: string; readonly unitId: string }
    >
  | EventOf<
      'OfficialListed',
      { readonly personId: string; readonly workforce: 'cadre' | 'civil-servant' }
    >
  | EventOf<
      'SurplusHolderRecorded',
      { readonly personId: string; readonly unitId: string; readonly until: PlainDate | null }
    >
  | EventOf<
      'DecisionEnacted',
      {
        readonly decisionId: string;
        readonly proposalId: string;
        readonly kind: KindName;
        readonly unitId: string;
      }
    >;

export const establishmentUpcasters: Upcasters<EstablishmentEvent> = {
  SlotOpened: [],
  OfficialListed: [],
  SurplusHolderRecorded: [],
  DecisionEnacted: [],
  HolderAppointed: [],
  ConcurrentTitleAssigned: [],
  HolderRelieved: [],
};
