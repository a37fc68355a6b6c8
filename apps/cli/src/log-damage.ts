import { join } from 'node:path';

import { checkpointsIn, UnusableInput, type CheckpointNote } from '#libs/audit';
import { StoredLog } from '#libs/event-store';
import { FormatError, openCheckpoint, parseCheckpoint, parseNote, shown } from '#libs/log-format';
import type { StorePlace } from '#libs/runtime';

import { signedHere, type SignedHere } from './keeper-trust.js';
import { checkpointFolder } from './log-at-hand.js';
import { number } from './output.js';

/** What a look into a log has come to. */
export interface Looked {
  /** A sentence for people; `null` where nothing was found. */
  readonly damage: string | null;
  /** Whether there was time to look at every event and every page. */
  readonly isWhole: boolean;
}

type Place = Pick<StorePlace, 'sharedDir'>;

/** `lookInto` the log of a place; for one on a server `verify` asks that server. */
export async function lookAt(
  place: StorePlace,
  env: NodeJS.ProcessEnv,
  limitMs: number,
): Promise<Looked> {
  if (place.eventStoreUrl !== null) return { damage: null, isWhole: true };
  const log = StoredLog.open(join(place.dataDir, 'log.db'));
  try {
    return await lookInto(log, place, env, limitMs);
  } finally {
    log.close();
  }
}

/**
 * Looks for what is wrong with a log file, beside the checkpoints of its directory and what this
 * machine has signed last, for so many milliseconds: pages and indices, and each event worked out
 * again. Others may have the log open.
 */
export async function lookInto(
  log: StoredLog,
  { sharedDir }: Place,
  env: NodeJS.ProcessEnv,
  limitMs: number,
): Promise<Looked> {
  const end = performance.now() + limitMs;
  // Before the head: a service that is at work seals no more than there is by then.
  const here = await signedHere(log.head().origin, sharedDir, env);
  const kept = checkpointsOf(sharedDir);
  if (kept === null) return found('Có điểm niêm phong trong checkpoints không đọc được.');
  const { origin, size } = log.head();
  const wrong = againstSigned({ origin, size }, kept, here);
  if (wrong !== null) return found(wrong);
  if (size > 0 && log.leaves(size - 1, 1).length === 0)
    return found(`Sổ đã có ${number(size)} sự kiện, mà các sự kiện cuối không còn.`);
  const left = () => Math.max(0, end - performance.now());
  const pages = await pageFaults(log, size, left());
  if (pages?.[0] !== undefined)
    return found(
      `Tệp log.db tự mâu thuẫn, trang hoặc chỉ mục của nó hỏng (${firstFault(pages[0])}).`,
    );
  const { FullCheck, notNumberedOn } = await import('#libs/seals');
  if (!log.isNumberedOn()) return found(notNumberedOn().found.vi);
  const checkpoints = [...kept.map(({ note }) => checkpointIn(note)), ...lastOf(here)];
  const full = new FullCheck(
    log,
    checkpoints.sort((a, b) => a.size - b.size),
  );
  const fault = await full.run(() => left() > 0);
  return { damage: fault?.found.vi ?? null, isWhole: full.isOver && pages !== null };
}

/** SQLite puts the name of the database on a line before it. */
function firstFault(text: string): string {
  return text.split('\n').find((line) => !line.startsWith('***')) ?? text;
}

/** Below, a look at all pages takes less time than it takes to ask somebody else to look. */
const PAGES_AT_ONCE_MAX = 20_000;

/** `null` where there was no time for it, or it could not be found out. */
async function pageFaults(
  log: StoredLog,
  size: number,
  limitMs: number,
): Promise<readonly string[] | null> {
  if (size <= PAGES_AT_ONCE_MAX) return log.pageFaults();
  return log.pageFaultsAside(AbortSignal.timeout(Math.ceil(limitMs))).catch(() => null);
}

function againstSigned(
  { origin, size }: { readonly origin: string; readonly size: number },
  kept: readonly CheckpointNote[],
  here: SignedHere,
): string | null {
  const newest = kept.at(-1);
  const sealed = newest && checkpointIn(newest.note);
  // Within the log it may be of an earlier name of it.
  if (sealed && sealed.size > size && sealed.origin !== origin)
    return `Điểm niêm phong mới nhất trong checkpoints (${number(sealed.size)} sự kiện) là của sổ khác, tên ${shown(sealed.origin)}.`;
  const signed = Math.max(0, newest?.size ?? 0, ...lastOf(here).map((last) => last.size));
  if (signed > size)
    return `Sổ chỉ có ${number(size)} sự kiện, mà điểm niêm phong đã ký ${number(signed)} sự kiện.`;
  if (!newest || !sealed)
    return here.last
      ? 'Sổ đã niêm phong mà thư mục checkpoints không còn điểm niêm phong nào.'
      : null;
  if (here.keys.length === 0 || sealed.origin !== origin) return null;
  return isSigned(newest.note, origin, here)
    ? null
    : 'Điểm niêm phong mới nhất không do khóa niêm phong ở máy này ký.';
}

function isSigned(note: string, origin: string, { keys }: SignedHere): boolean {
  try {
    openCheckpoint(note, { origin, log: keys, witnesses: [] });
    return true;
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}

function lastOf({ last }: SignedHere) {
  return last ? [last.checkpoint] : [];
}

/** In ascending order; `null` where one of them is none. */
function checkpointsOf(sharedDir: string): readonly CheckpointNote[] | null {
  try {
    const notes = [...checkpointsIn(checkpointFolder(sharedDir))];
    notes.forEach(({ note }) => checkpointIn(note));
    return notes;
  } catch (error) {
    if (error instanceof FormatError || error instanceof UnusableInput) return null;
    throw error;
  }
}

function checkpointIn(note: string) {
  return parseCheckpoint(parseNote(note).text);
}

function found(damage: string): Looked {
  return { damage, isWhole: false };
}
