import {
  cosignedAt,
  FormatError,
  formatAddCheckpoint,
  formatNote,
  parseNote,
  parseSignatureLines,
  parseSize,
  WITNESS_SKEW_MS,
  type VerifierKey,
} from '#libs/log-format';

import type { KeptCheckpoint } from '../checkpoint-book.js';
import { whyUnreached } from './unreached.js';

/** A witness to ask: where it listens, and the key its answers are checked with. */
export interface WitnessAddress {
  readonly url: string;
  readonly key: VerifierKey;
}

export interface WitnessQuestion {
  readonly sealed: KeptCheckpoint;
  /** What the witness is believed to have cosigned last, and the proof from there. */
  readonly oldSize: number;
  readonly proof: readonly Uint8Array[];
}

/** What it comes to; `why` is the end of a sentence for people. */
export type WitnessReply =
  /** Signature lines, the one of its key among them, right, and made just now. */
  | { readonly said: 'cosigned'; readonly lines: string; readonly seconds: number }
  /** It has cosigned another size than it was thought to. */
  | { readonly said: 'holds'; readonly size: number }
  /** The checkpoint does not go on from what it has cosigned. */
  | { readonly said: 'differs' }
  | {
      readonly said: 'stranger' | 'refused' | 'unsigned' | 'untimely' | 'nothing';
      readonly why: string;
    };

const ANSWER_WITHIN_MS = 2_000;
/** Room for all signatures of a note; whoever answers may be anybody. */
const ANSWER_BYTES_MAX = 100_000;
/**
 * Clocks differ by less; what was signed further from now is no answer to what was asked now. Well
 * within what a verifier takes, to whom the events around it would seem to be dated falsely.
 */
export const CLOCKS_APART_MS_MAX = WITNESS_SKEW_MS / 2;
const TOO_OLD =
  'chữ ký cũ hơn giờ máy này quá 1 phút (đưa lại chữ ký cũ, hoặc đồng hồ một bên sai)';
const TOO_NEW = 'chữ ký ghi giờ sau giờ máy này quá 1 phút (đồng hồ một bên sai)';

/**
 * One request of C2SP `add-checkpoint`; never rejects because of what is answered, or not.
 * `now` in milliseconds since 1970.
 */
export async function askWitness(
  { url, key }: WitnessAddress,
  { sealed, oldSize, proof }: WitnessQuestion,
  now: () => number = Date.now,
): Promise<WitnessReply> {
  const body = formatAddCheckpoint({ oldSize, proof, checkpoint: sealed.note });
  const asked = now();
  try {
    const response = await fetch(`${url.replace(/\/$/, '')}/add-checkpoint`, {
      // Whoever answers could otherwise have this machine ask what it alone can reach.
      ...{ method: 'POST', body, redirect: 'manual' },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const text = await textOf(response);
    if (response.ok) return signed(text, { sealed, key, asked, answered: now() });
    if (response.status === 409) return conflict(text, sealed, oldSize);
    return refusal(response.status);
  } catch (error) {
    return { said: 'nothing', why: whyUnreached(error) };
  }
}

async function textOf({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > ANSWER_BYTES_MAX) throw new Error('câu trả lời quá dài');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

interface Asked {
  readonly sealed: KeptCheckpoint;
  readonly key: VerifierKey;
  readonly asked: number;
  readonly answered: number;
}

/** The first of its key counts, as it is the one that is kept. */
function signed(lines: string, { sealed, key, asked, answered }: Asked): WitnessReply {
  const { text } = parseNote(sealed.note);
  const offered = tried(() => formatNote({ text, signatures: parseSignatureLines(lines) }));
  const seconds = offered === null ? null : cosignedAt(offered, key);
  if (seconds === null) return { said: 'unsigned', why: 'chữ ký không đúng khóa của bên đó' };
  if (seconds * 1_000 < asked - CLOCKS_APART_MS_MAX) return { said: 'untimely', why: TOO_OLD };
  if (seconds * 1_000 > answered + CLOCKS_APART_MS_MAX) return { said: 'untimely', why: TOO_NEW };
  return { said: 'cosigned', lines, seconds };
}

/** The specification has one status for "from another size" and for "another tree of this size". */
function conflict(text: string, { checkpoint }: KeptCheckpoint, oldSize: number): WitnessReply {
  const size = tried(() => parseSize(text));
  if (size !== null && size !== oldSize) return { said: 'holds', size };
  return oldSize === checkpoint.size ? { said: 'differs' } : refusal(409);
}

function refusal(status: number): WitnessReply {
  switch (status) {
    case 404:
      return { said: 'stranger', why: 'không biết sổ này (HTTP 404)' };
    case 403:
      return { said: 'refused', why: 'không nhận chữ ký của sổ (HTTP 403)' };
    case 422:
      return { said: 'differs' };
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
      return { said: 'refused', why: `chỉ sang địa chỉ khác, không hỏi ở đó (HTTP ${status})` };
    default:
      return { said: 'refused', why: `từ chối (HTTP ${status})` };
  }
}

function tried<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}
