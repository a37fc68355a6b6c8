import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'operator.token';
const SERVER_FILE = 'server.json';
const OWNER_ONLY = 0o600;
const TOKEN_BYTES = 32;

/** Lets whoever may read the data directory speak to the running service as its operator. */
export function operatorCredential(dataDir: string): string {
  const file = join(dataDir, FILE);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  writeFileSync(file, `${token}\n`, { mode: OWNER_ONLY, flag: 'wx' });
  return token;
}

/** Where the service that holds the data directory listens. */
export function announceServer(dataDir: string, url: string): void {
  writeFileSync(join(dataDir, SERVER_FILE), JSON.stringify({ url }), { mode: OWNER_ONLY });
}

/** `null` when no service has ever listened. It may be gone: try it. */
export function announcedServer(dataDir: string): string | null {
  try {
    const { url } = JSON.parse(readFileSync(join(dataDir, SERVER_FILE), 'utf8')) as {
      url?: unknown;
    };
    return typeof url === 'string' ? url : null;
  } catch {
    return null;
  }
}
