export { guarded } from './guarded-store.js';
export { UnusableSealKey } from './keys/key-file.js';
export { LogReadOnly, type LogCondition, type LogFault } from './log-condition.js';
export { logIdOf } from './origins.js';
export { Seals, type SealSettings } from './seals.js';
export type { OwedSeal } from './sealing/seal-watch.js';
export type { WitnessAddress } from './witness/witness-desk.js';
