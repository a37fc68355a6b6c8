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
} from './port.js';
