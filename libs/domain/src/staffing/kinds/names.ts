/** Stand in events: never rename one. */
export const kindNames = [
  'appointment',
  'concurrent-assignment',
  'title-consolidation',
  'relief',
] as const;

export type KindName = (typeof kindNames)[number];
