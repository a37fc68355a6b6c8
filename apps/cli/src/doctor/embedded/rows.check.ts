import { checkpointsIn, UnusableInput } from '#libs/audit';
import type { StoredLog } from '#libs/event-store';
import { FormatError, parseCheckpoint, parseNote, type Checkpoint } from '#libs/log-format';

import { checkpointFolder } from '../../log-at-hand.js';
import { number } from '../../output.js';
import { ok, type Check, type Outcome } from '../check.js';
import { openedLog, type DataPlace } from './place.js';

/** A few seconds; nobody waits longer for a doctor. */
const EVENTS_MAX = 100_000;

export const rowsCheck: Check<DataPlace> = {
  id: 'rows',
  ask: async (place) => {
    const log = openedLog(place);
    if (log === null) return null;
    try {
      const { size } = log.head();
      if (size <= EVENTS_MAX) return await outcomeOf(log, place);
      const sentence = `Sổ có ${number(size)} sự kiện: chưa tính lại từng sự kiện ở đây.`;
      return { ...ok(sentence), advice: 'Để kiểm tra hết, hãy chạy: totrinh verify' };
    } finally {
      log.close();
    }
  },
};

async function outcomeOf(log: StoredLog, { dataDir }: DataPlace): Promise<Outcome> {
  // Before the head: a service that is at work seals no more than there is by then.
  const checkpoints = checkpointsOf(dataDir);
  if (checkpoints === null) return damage('Có điểm niêm phong trong checkpoints không đọc được.');
  const { size } = log.head();
  const signed = checkpoints.at(-1)?.size ?? 0;
  if (signed > size)
    return damage(
      `Sổ chỉ có ${number(size)} sự kiện, mà điểm niêm phong bên cạnh đã ký ${number(signed)} sự kiện.`,
    );
  const { FullCheck } = await import('#libs/seals');
  const fault = await new FullCheck(log, checkpoints).run();
  if (fault) return damage(fault.found.vi);
  return ok(`Đã tính lại ${number(size)} sự kiện trong sổ: không sự kiện nào bị sửa.`);
}

/** In ascending order; `null` where one of them is none. */
function checkpointsOf(dataDir: string): readonly Checkpoint[] | null {
  try {
    const notes = [...checkpointsIn(checkpointFolder(dataDir))];
    return notes.map(({ note }) => parseCheckpoint(parseNote(note).text));
  } catch (error) {
    if (error instanceof FormatError || error instanceof UnusableInput) return null;
    throw error;
  }
}

function damage(sentence: string): Outcome {
  const advice = 'Hãy giữ nguyên thư mục dữ liệu làm bằng chứng, rồi chạy: totrinh verify';
  return { status: 'damage', sentence, advice };
}
