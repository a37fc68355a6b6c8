import { Redis } from 'ioredis';

import { within } from '../time-limit.js';

/**
 * - `answers`: it took a PING.
 * - `refused`: it wants another user or password.
 * - `down`: nobody answers there, or not in time.
 * - `malformed`: no address of a Redis.
 */
export type RedisProbe = 'answers' | 'refused' | 'down' | 'malformed';

const LIMIT_MS = 2_000;
const REFUSAL = /NOAUTH|WRONGPASS|NOPERM|invalid password/i;

/** A URL, or the path of a socket. */
export function isRedisAddress(text: string): boolean {
  return text.startsWith('/') || (/^rediss?:\/\/[^\s]+$/.test(text) && URL.canParse(text));
}

/** Asks the Redis at an address whether it is there; never repeats the address. */
export async function probeRedis(url: string): Promise<RedisProbe> {
  if (!isRedisAddress(url)) return 'malformed';
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    // It would ask more than a PING, and hide why it was refused.
    enableReadyCheck: false,
    retryStrategy: () => null,
  });
  const said: unknown[] = [];
  redis.on('error', (error) => said.push(error));
  try {
    await within(LIMIT_MS, redis.connect());
    await within(LIMIT_MS, redis.ping());
    return 'answers';
  } catch (error) {
    return REFUSAL.test([...said, error].join(' ')) ? 'refused' : 'down';
  } finally {
    // Of one that is closed, it would keep the process for seconds.
    if (redis.status !== 'end') redis.disconnect();
  }
}
