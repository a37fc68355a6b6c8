import { hash } from 'node:crypto';

import type { Actor, JsonObject } from '#libs/domain';

/** Somebody asks for something once, however often the asking is repeated. */
export interface CommandRequest {
  /** A UUID chosen by the asker (`Idempotency-Key`) or derived from an obligation. */
  readonly commandId: string;
  /** What was asked, as far as the asker said it: a repetition has the same body. */
  readonly body: JsonObject;
  readonly actor: Actor;
  /** Revision the asker saw (`If-Match`); `null` where there was nothing to see. */
  readonly expectedRevision: number | null;
  /** The case it belongs to. */
  readonly correlationId: string;
  /** Event that led to it, or `null` where a person asked. */
  readonly causationId: string | null;
}

/** As much of a UUID as holds the time in version 7: 48 bits, in hex and its hyphen. */
const BEGINNING = 13;
const VARIANTS = '89ab';

/**
 * A UUID (version 8) that follows from another and a word, the same each time. It begins as the
 * other does: ids that follow from ones that begin with the time stand in its order, and the index
 * of ids grows at its end. With each id somewhere in the middle an event took a third longer.
 */
export function derivedId(id: string, word: string): string {
  const digest = hash('sha256', `${id}_${word}`, 'hex');
  const variant = VARIANTS.charAt(parseInt(digest.charAt(3), 16) % VARIANTS.length);
  const rest = `8${digest.slice(0, 3)}-${variant}${digest.slice(4, 7)}-${digest.slice(7, 19)}`;
  return `${id.slice(0, BEGINNING)}-${rest}`;
}
