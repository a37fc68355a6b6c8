import { randomUUID } from 'node:crypto';
import { link, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Ends the name of a file that is not there yet. */
export const UNFINISHED = '.unfinished';

/**
 * Writes a file as a whole or not at all: when this resolves, the file and its name are on disk.
 * `new` refuses (EEXIST) where the name is taken, `replace` takes its place; what a link there
 * leads to is not touched, and nobody can put a link where the bytes are written to.
 */
export async function writeDurably(
  file: string,
  content: string | Uint8Array,
  mode: 'new' | 'replace',
): Promise<void> {
  const beside = join(dirname(file), `.${basename(file)}.${randomUUID()}${UNFINISHED}`);
  const handle = await open(beside, 'wx', 0o600);
  try {
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await (mode === 'replace' ? rename(beside, file) : link(beside, file));
  } finally {
    await rm(beside, { force: true });
  }
  await syncFolder(dirname(file));
}

/** Every file of a folder, the folders in it, and the folder. */
export async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    await (entry.isDirectory() ? syncTree(path) : sync(path));
  }
  await sync(folder);
}

export function syncFolder(folder: string): Promise<void> {
  return sync(folder);
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
