export type { Actor, Capacity, Role, RoleGrant } from './kernel/actor.js';
export {
  fold,
  type Decider,
  type DomainEvent,
  type EventOf,
  type Upcasters,
} from './kernel/decider.js';
export type { Json, JsonObject } from './kernel/json.js';
export {
  addDays,
  isPlainDate,
  plainDate,
  weekday,
  type Instant,
  type PlainDate,
} from './kernel/plain-date.js';
export { privateText, type PrivateText } from './kernel/private-text.js';
export { obligationId, type Obligation, type Process } from './kernel/process.js';
export {
  InvariantBroken,
  Refusal,
  invariant,
  type RefusalCode,
  type Sentence,
} from './kernel/refusal.js';
