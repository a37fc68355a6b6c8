import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The kernel's limit is 108 bytes (104 on some systems) and the socket's name goes on top. */
const PATH_MAX = 85;

/**
 * A short folder that only this user can enter, always the same one for a data directory. Throws
 * when somebody else made it: whoever owns the folder could answer in place of Redis.
 */
export function runtimeDirectory(dataDir: string): string {
  const uid = process.getuid?.() ?? 0;
  const key = createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 16);
  const name = `totrinh-${uid}-${key}`;
  const usual = path.join(os.tmpdir(), name);
  const folder = usual.length <= PATH_MAX ? usual : path.join('/tmp', name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const info = lstatSync(folder);
  if (!info.isDirectory() || (process.getuid && info.uid !== uid) || (info.mode & 0o077) !== 0)
    throw new Error(`${folder} must be a folder that only its owner, user ${uid}, can enter.`);
  return folder;
}
