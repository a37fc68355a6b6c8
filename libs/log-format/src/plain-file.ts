import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** What was named is a folder, a pipe, a device or a link: nothing that any of ours is kept in. */
export class NotAPlainFile extends Error {
  override readonly name = 'NotAPlainFile';

  constructor(readonly path: string) {
    super(`${path} is no regular file.`);
  }
}

/** Whether a link may stand for the file: only where a person has named it. */
export type Links = 'follow' | 'refuse';

/**
 * Opens a file to be read, and waits for nobody at the other end of a pipe. It is what was opened
 * that is looked at, as the name may stand for something else a moment later. Throws
 * `NotAPlainFile`, and the system's errors.
 */
export function openPlainFile(path: string, links: Links): number {
  const noLink = links === 'refuse' ? constants.O_NOFOLLOW : 0;
  const descriptor = opened(path, constants.O_RDONLY | constants.O_NONBLOCK | noLink);
  try {
    if (!fstatSync(descriptor).isFile()) throw new NotAPlainFile(path);
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

/** All of a file; throws as `openPlainFile` does. */
export function readPlainFile(path: string, links: Links): Buffer {
  const descriptor = openPlainFile(path, links);
  try {
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Whether a name leads to nothing, be it that a file stands where a folder should. */
export function isNothingThere(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** Sockets, and links where they are refused, cannot be opened at all. */
function opened(path: string, flags: number): number {
  try {
    return openSync(path, flags);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'ELOOP' || code === 'ENXIO' ? new NotAPlainFile(path) : error;
  }
}
