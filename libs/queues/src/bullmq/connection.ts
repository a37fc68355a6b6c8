import { Redis, type RedisOptions } from 'ioredis';

/** `socketPath` for the private Redis, `url` for the one that `REDIS_URL` names. */
export type RedisAddress = { readonly socketPath: string } | { readonly url: string };

const COMMAND_LIMIT_MS = 1000;

type Options = Omit<RedisOptions, 'replyMapping'>;

const shared: Options = {
  disconnectTimeout: 200,
  retryStrategy: (times) => Math.min(25 * 2 ** Math.min(times, 6), 1000),
};

/** For adding: says at once that Redis is away, and never sends a command late. */
export function producerConnection(address: RedisAddress): Redis {
  return connect(address, {
    ...shared,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_LIMIT_MS,
  });
}

/** For working: waits for Redis for as long as it takes. */
export function workerConnection(address: RedisAddress): Redis {
  return connect(address, { ...shared, maxRetriesPerRequest: null });
}

function connect(address: RedisAddress, options: Options): Redis {
  return 'url' in address
    ? new Redis(address.url, options)
    : new Redis({ ...options, path: address.socketPath });
}
