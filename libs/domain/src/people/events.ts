import type { EventOf, Upcasters } from '../kernel/decider.js';
import type { PrivateText } from '../kernel/private-text.js';

// Type names and shapes below are the storage format: never edit one in place, add an upcaster.
export type PersonEvent = EventOf<
  'PersonRegistered',
  {
    readonly personId: string;
    readonly communeId: string;
    readonly name: PrivateText;
  }
>;

export const personUpcasters: Upcasters<PersonEvent> = { PersonRegistered: [] };
