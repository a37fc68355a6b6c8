import { Redis } from 'ioredis';

const LIMIT_MS = 2000;

/** One command over a unix socket. Rejects when nobody listens or no answer comes within 2 s. */
export async function socketCommand(socketPath: string, ...command: string[]): Promise<unknown> {
  const [name = 'PING', ...args] = command;
  const client = new Redis({
    path: socketPath,
    lazyConnect: true,
    retryStrategy: null,
    enableReadyCheck: false,
    disableClientInfo: true,
    protocol: 2,
    connectTimeout: LIMIT_MS,
    commandTimeout: LIMIT_MS,
  });
  client.on('error', () => undefined); // the command's rejection says the same
  try {
    await client.connect();
    return await client.call(name, ...args);
  } finally {
    client.disconnect();
  }
}

export async function answers(socketPath: string): Promise<boolean> {
  try {
    return (await socketCommand(socketPath, 'PING')) === 'PONG';
  } catch {
    return false;
  }
}
