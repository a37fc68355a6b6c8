export {
  anotherLog,
  goesOn,
  notNumberedOn,
  unreadableLog,
  withoutAdviceToAccept,
} from './faults.js';
export { LogLost, requireNotLost, sealedIn } from './boot/lost-log.js';
export { restoredMark } from './boot/restored-mark.js';
export { FullCheck } from './boot/stored-check.js';
export { guarded } from './guarded-store.js';
export {
  keysElsewhere,
  requireKeys,
  requireOwnKeys,
  sealKeyFile,
  UnusableSealKey,
  type SealedBefore,
  type SealKeyPlace,
} from './keys/key-file.js';
export { LastSealed } from './keys/last-sealed.js';
export { LogHome } from './keys/log-home.js';
export { NotKept } from './keys/not-kept.js';
export { LogCondition, LogReadOnly, type LogFault } from './log-condition.js';
export { Seals, type SealSettings } from './seals.js';
export type { OwedSeal } from './sealing/seal-watch.js';
export { askWitness, type WitnessAddress, type WitnessReply } from './witness/ask-witness.js';
export type { MissingWitness } from './witness/witness-desk.js';
export { backUp } from './backup/back-up.js';
export type { CopyProgress } from './backup/checked-copy.js';
export {
  NotABackup,
  PlaceRefused,
  UnusableBackup,
  type BackupManifest,
} from './backup/manifest.js';
export { NoKeyForBackup } from './backup/vouching.js';
export { restoreFrom } from './backup/restore.js';
