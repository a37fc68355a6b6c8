export { BullmqQueue, type BullmqQueueOptions } from './bullmq/bullmq-queue.js';
export type { RedisAddress } from './bullmq/connection.js';
export {
  PermanentFailure,
  QueueUnavailable,
  type KindRegistry,
  type ObligationQueue,
  type ObligationWork,
  type QueueName,
} from './port.js';
export {
  Reconciler,
  type OpenObligation,
  type Reconciliation,
  type ReconcilerOptions,
} from './reconciler.js';
export { findRedisServer } from './redis/find-server.js';
export { PrivateRedis, RedisNotStarted, type PrivateRedisOptions } from './redis/private-redis.js';
export { isRedisAddress, probeRedis, type RedisProbe } from './redis/probe.js';
