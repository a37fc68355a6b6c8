import { existsSync, renameSync } from 'node:fs';

import { isDamage } from '#libs/event-store';

/** The file itself, and what SQLite keeps beside it: left behind, it would fill the new file. */
const PARTS = ['-wal', '-shm', ''] as const;

/**
 * Opens the views; where they cannot be read they are set aside, told, and begun anew: they are
 * derived from the log, and no reason not to start. Nothing of a file that others wrote is touched.
 */
export function openedAnew<Views>(
  file: string,
  open: () => Views,
  report: (problem: Error) => void,
): Views {
  try {
    return open();
  } catch (error) {
    if (!isDamage(error)) throw error;
    const aside = `${file}.damaged`;
    for (const part of PARTS) if (existsSync(file + part)) renameSync(file + part, aside + part);
    const views = open();
    report(
      new Error(
        `Tệp ${file} đã hỏng hoặc không phải cơ sở dữ liệu: đã đổi tên thành ${aside} và đang lập lại từ sổ. Có thể xóa tệp đã đổi tên.`,
        { cause: error },
      ),
    );
    return views;
  }
}
