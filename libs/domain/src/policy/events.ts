import type { EventOf, Upcasters } from '../kernel/decider.js';
import type { PlainDate } from '../kernel/plain-date.js';
import type { PolicyContent } from './content.js';

// Type names and shapes below are the storage format: never edit one in place, add an upcaster.
export type PolicyEvent = EventOf<
  'PolicyVersionIssued',
  {
    readonly policyId: string;
    readonly version: number;
    /** First day it applies; `effectiveOn` of the event is the same day. */
    readonly from: PlainDate;
    /** What it rests on, and whether anybody with authority has confirmed it. */
    readonly basis: string;
    readonly content: PolicyContent;
  }
>;

export const policyUpcasters: Upcasters<PolicyEvent> = { PolicyVersionIssued: [] };
