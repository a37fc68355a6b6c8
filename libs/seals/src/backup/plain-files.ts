import { constants, createWriteStream, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { UnusableBackup } from './manifest.js';

/** What opens no link and waits for no other end of a pipe. */
const PLAINLY = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const OWNER_ONLY = 0o600;

/**
 * Throws `UnusableBackup` unless all that lies in a folder are regular files and folders of its
 * own: a link would have whoever restores read, and keep as a key file, what lies elsewhere.
 */
export function requirePlainFiles(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) requirePlainFiles(path);
    else if (!entry.isFile()) throw notPlain(path);
  }
}

/** Looks at what it has opened, as the name may stand for something else since it was checked. */
export async function copyPlainFile(from: string, to: string): Promise<void> {
  const source = await open(from, PLAINLY).catch((error: unknown) => {
    throw (error as NodeJS.ErrnoException).code === 'ELOOP' ? notPlain(from) : error;
  });
  try {
    if (!(await source.stat()).isFile()) throw notPlain(from);
    const copy = createWriteStream(to, { flags: 'wx', mode: OWNER_ONLY });
    await pipeline(source.createReadStream({ autoClose: false }), copy);
  } finally {
    await source.close();
  }
}

function notPlain(path: string): UnusableBackup {
  return new UnusableBackup(
    `${path} không phải tệp thường (liên kết, ống dẫn hoặc thiết bị): bản sao lưu không bao giờ có.`,
  );
}
