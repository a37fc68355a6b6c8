export { isStreamName } from './append-rules.js';
export {
  isUnreadable,
  requireWritten,
  withData,
  type SealedRow,
  type StoredRow,
} from './event-row.js';
export {
  ServerAdministration,
  UnusableUser,
  type UserProblem,
} from './eventstoredb/access/administration.js';
export type { AccessDifference } from './eventstoredb/access/access-list.js';
export { ConnectionStringRefused } from './eventstoredb/connection-string.js';
export { EventStoreDbStore, type StoreLimits } from './eventstoredb/eventstoredb-store.js';
export type { DamageKind, ServerFinding } from './eventstoredb/examination/damage.js';
export {
  examineServer,
  type Asked,
  type Rights,
  type ServerExamination,
} from './eventstoredb/examination/examine-server.js';
export { serverAddressIn, type ServerAddress } from './eventstoredb/examination/server-address.js';
export { LogNotBegun } from './followed/first-origin.js';
export { FollowedLog, type FollowOptions } from './followed/followed-log.js';
export { MemoryEventStore } from './memory/memory-event-store.js';
export {
  DataDirectoryInUse,
  EventIdTaken,
  RevisionConflict,
  StoreUnavailable,
  type AppendResult,
  type BatchHandler,
  type EventMeta,
  type EventStore,
  type NewEvent,
  type Position,
  type RecordedEvent,
  type Subscription,
  type UnavailableReason,
} from './port.js';
export { Rehash, type ChangedRow } from './rehash.js';
export type { CheckedLog, LeafRow, LogHead, SealedLog, SealedRows } from './sealed-log.js';
export { DamagedFile, isDamage, openedWhole } from './sqlite/damaged-file.js';
export {
  cutOffIn,
  isRestoring,
  IMPORTED_CHECKPOINTS,
  IMPORTED_LOG,
  LogCutOff,
  RESTORED_LOG,
  RESTORED_MARK,
} from './sqlite/cut-off.js';
export { lockDataDirectory, type DataDirectoryLock } from './sqlite/data-directory-lock.js';
export { ForeignLogFile } from './sqlite/log-file.js';
export { makeFolders } from './sqlite/make-folders.js';
export { AlteredLogFile } from './sqlite/schema-check.js';
export { isLogDamage, sqliteCode } from './sqlite/sqlite-error.js';
export { SqliteEventStore } from './sqlite/sqlite-event-store.js';
export { StoredLog } from './sqlite/stored-log.js';
export { Turns } from './turns.js';
export { Waiting } from './waiting.js';
