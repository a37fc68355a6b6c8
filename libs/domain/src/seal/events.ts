import type { EventOf, Upcasters } from '../kernel/decider.js';

/** A log as its last known checkpoint showed it. */
export interface EarlierLog {
  readonly origin: string;
  /** The checkpoint, a signed note; `null` where only a witness still knew of it. */
  readonly checkpoint: string | null;
}

/** Leaf indexes `from` up to and without `to`; `to` is `null` where nobody knows. */
export interface LostRange {
  readonly from: number;
  readonly to: number | null;
}

// Type names and shapes below are the storage format: never edit one in place, add an upcaster.
export type SealEvent =
  | EventOf<
      'LogRestored',
      {
        /** Name of the log from this event on: its own leaf is the first that bears it. */
        readonly origin: string;
        readonly previous: EarlierLog;
        /** Events the restored log held before this one. */
        readonly size: number;
        readonly lost: LostRange;
      }
    >
  | EventOf<'SealKeyIntroduced', { readonly vkey: string }>
  | EventOf<'SealKeyRetired', { readonly vkey: string }>;

export const sealUpcasters: Upcasters<SealEvent> = {
  LogRestored: [],
  SealKeyIntroduced: [],
  SealKeyRetired: [],
};
