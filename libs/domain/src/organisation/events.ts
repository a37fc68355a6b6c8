import type { EventOf, Upcasters } from '../kernel/decider.js';

export type UnitLevel = 'province' | 'district' | 'commune' | 'hamlet';

// Type names and shapes below are the storage format: never edit one in place, add an upcaster.
export type UnitEvent = EventOf<
  'UnitEstablished',
  {
    readonly unitId: string;
    readonly level: UnitLevel;
    /** With its kind in front, as people say it: `xã …`, `thôn …`. */
    readonly name: string;
    readonly parentId: string | null;
  }
>;

export const unitUpcasters: Upcasters<UnitEvent> = { UnitEstablished: [] };
