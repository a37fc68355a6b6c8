import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { NotAPlainFile, readPlainFile, writeDurably } from '#libs/log-format';

const FILE = 'operator.token';
const SERVER_FILE = 'server.json';
const TOKEN_BYTES = 32;

/**
 * Lets whoever may read the data directory speak to the running service as its operator. It
 * is made anew where something else lies: an empty file that a full disk left, or a link.
 */
export async function operatorCredential(dataDir: string): Promise<string> {
  const file = join(dataDir, FILE);
  const kept = textOf(file);
  if (kept) return kept;
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await writeDurably(file, `${token}\n`, 'replace');
  return token;
}

/** Where the service that holds the data directory listens. */
export async function announceServer(dataDir: string, url: string): Promise<void> {
  await writeDurably(join(dataDir, SERVER_FILE), JSON.stringify({ url }), 'replace');
}

/** `null` when no service has ever listened. It may be gone: try it. */
export function announcedServer(dataDir: string): string | null {
  try {
    const { url } = JSON.parse(textOf(join(dataDir, SERVER_FILE)) ?? '') as { url?: unknown };
    return typeof url === 'string' ? url : null;
  } catch {
    return null;
  }
}

/** `null` where there is no file of ours: a link could lead to one of anybody. */
function textOf(file: string): string | null {
  try {
    return readPlainFile(file, 'refuse').toString('utf8').trim();
  } catch (error) {
    if (error instanceof NotAPlainFile) return null;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
