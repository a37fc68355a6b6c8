import { randomUUID } from 'node:crypto';

import { Refusal, type SealState } from '#libs/domain';
import type { CheckedLog } from '#libs/event-store';
import type { Checkpoint } from '#libs/log-format';

import { FullCheck } from './boot/stored-check.js';
import type { CheckpointBook } from './checkpoint-book.js';
import { unreadableCheckpoint } from './faults.js';
import { keysElsewhere, type SealKeyPlace } from './keys/key-file.js';
import type { LogCondition, LogFaultKind } from './log-condition.js';

interface Place {
  readonly openChecked: () => CheckedLog;
  readonly settings: SealKeyPlace;
  readonly dataDir: string;
}

export type RestorePlan = NonNullable<SealState['restored']>;

/** What a true restore looks like; anything else is damage, which nobody can accept. */
const ACCEPTABLE: ReadonlySet<LogFaultKind> = new Set(['shorter', 'witness', 'restored']);

/**
 * How the log would go on under a new name after a restore: throws `Refusal` unless it is whole in
 * itself, agrees with every checkpoint that it still reaches, something is missing after it, and
 * its keys are where they are said to be.
 */
export async function planRestore(
  { openChecked, settings, dataDir }: Place,
  book: CheckpointBook,
  condition: LogCondition,
): Promise<RestorePlan> {
  const { fault } = condition;
  if (!fault) throw nothingToAccept();
  if (!ACCEPTABLE.has(fault.kind)) throw damaged(fault.sentence);
  const stored = openChecked();
  try {
    await requireWhole(stored, book);
    const { origin, size } = stored.head();
    const last = book.latest();
    const elsewhere = last ? keysElsewhere(settings, { origins: [origin], dataDir }) : null;
    if (elsewhere) throw new Refusal('conflict', 'seal-keys-elsewhere', elsewhere);
    if (last && last.checkpoint.origin !== origin) throw damaged(anotherLog);
    const to = fault.confirmed ?? null;
    return {
      origin: nameAfter(origin),
      previous: { origin, checkpoint: last?.note ?? null },
      size,
      lost: { from: size, to },
    };
  } finally {
    stored.close();
  }
}

const anotherLog = {
  vi: 'Điểm niêm phong gần nhất là của một sổ khác. Hãy khôi phục từ bản sao lưu của sổ đó.',
  en: 'The last checkpoint is of another log. Restore from a backup of that one.',
};

async function requireWhole(stored: CheckedLog, book: CheckpointBook): Promise<void> {
  const { size } = stored.head();
  const reached = book.sizes().filter((checked) => checked <= size);
  const heads = reached.map((checked) => headAt(book, checked)).reverse();
  const fault = await new FullCheck(stored, heads).run();
  if (fault) throw damaged(fault.sentence);
  if (!stored.isNumberedOn())
    throw damaged({
      vi: 'Phần cuối đã bị cắt khỏi chính tệp này: đây không phải bản khôi phục. Hãy khôi phục từ bản sao lưu.',
      en: 'The end was cut off this very file: it is no restored copy. Restore from a backup.',
    });
}

function headAt(book: CheckpointBook, size: number): Checkpoint {
  try {
    return book.at(size).checkpoint;
  } catch (error) {
    throw damaged(unreadableCheckpoint(error).sentence);
  }
}

/** The organisation and the log stay, the instance is new. */
function nameAfter(origin: string): string {
  return `${origin.slice(0, origin.lastIndexOf('/') + 1)}${randomUUID()}`;
}

function nothingToAccept(): Refusal {
  return new Refusal('conflict', 'restore-to-accept', {
    vi: 'Sổ sự kiện đang nguyên vẹn: không có bản khôi phục nào cần chấp nhận.',
    en: 'The log is whole: there is no restore to accept.',
  });
}

function damaged({ vi, en }: { readonly vi: string; readonly en: string }): Refusal {
  return new Refusal('conflict', 'log-undamaged', {
    vi: `Không thể chấp nhận: ${vi}`,
    en: `It cannot be accepted: ${en}`,
  });
}
