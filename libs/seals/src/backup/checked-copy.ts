import { join } from 'node:path';

import { counted } from '#libs/domain';
import { AlteredLogFile, ForeignLogFile, StoredLog } from '#libs/event-store';
import { FormatError, NotAPlainFile, type Checkpoint } from '#libs/log-format';

import { FullCheck } from '../boot/stored-check.js';
import { CheckpointBook, checkpointName } from '../checkpoint-book.js';
import { notNumberedOn } from '../faults.js';
import { CHECKPOINTS, LOG_FILE, UnusableBackup, type CheckedCopy } from './manifest.js';

/** Events before the first seal of a log: it introduces its key, and seals. */
const UNSEALED_MAX = 1;

/** How much of one stage is done: of the pages of the log, its events, the files with keys. */
export type CopyProgress = (stage: 'log' | 'check' | 'keys', done: number, total: number) => void;

/**
 * Works every leaf of a copied log out again and compares it with every checkpoint beside it,
 * whatever it is called yet. Throws `UnusableBackup` unless all agree.
 */
export async function checkCopy(
  folder: string,
  progress: CopyProgress,
  logFile = LOG_FILE,
): Promise<CheckedCopy> {
  const log = openCopy(join(folder, logFile));
  try {
    const faults = log.pageFaults();
    if (faults.length > 0) throw new UnusableBackup(`Tệp sao chép hỏng: ${faults.join('; ')}`);
    const { origin, size, root } = log.head();
    const book = new CheckpointBook(join(folder, CHECKPOINTS));
    const sizes = book.sizes();
    const checkpoint = sizes[0] ?? null;
    if (checkpoint === null && size > UNSEALED_MAX)
      throw new UnusableBackup(
        `Bản sao có ${counted(size)} sự kiện mà không có điểm niêm phong nào.`,
      );
    if (checkpoint !== null && checkpoint > size)
      throw new UnusableBackup(
        `Bản sao có ${counted(size)} sự kiện, ít hơn ${counted(checkpoint)} sự kiện đã niêm phong.`,
      );
    const check = new FullCheck(log, sizes.map((at) => checkpointAt(book, at)).reverse());
    const tell = () => progress('check', check.done, check.total);
    const fault = await check.run(() => (tell(), true));
    tell();
    if (fault) throw new UnusableBackup(fault.found.vi);
    if (!log.isNumberedOn()) throw new UnusableBackup(notNumberedOn().found.vi);
    return { origin, size, root: Buffer.from(root).toString('hex'), checkpoint };
  } finally {
    log.close();
  }
}

function checkpointAt(book: CheckpointBook, size: number): Checkpoint {
  try {
    return book.at(size).checkpoint;
  } catch (error) {
    if (!(error instanceof FormatError) && !(error instanceof NotAPlainFile)) throw error;
    throw new UnusableBackup(`Điểm niêm phong ${checkpointName(size)} trong bản sao đã hỏng.`);
  }
}

/** Throws `UnusableBackup` for a log that is missing, or whose schema is not ours any more. */
export function openCopy(file: string): StoredLog {
  try {
    return StoredLog.open(file);
  } catch (error) {
    if (error instanceof ForeignLogFile && error.found === 'no-log')
      throw new UnusableBackup(`Không có sổ sự kiện nào trong ${file}.`);
    if (!(error instanceof AlteredLogFile)) throw error;
    throw new UnusableBackup(`Sổ trong ${file} đã bị sửa: ${error.sentence.vi}.`);
  }
}
