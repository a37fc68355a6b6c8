import type { Actor, JsonObject } from '#libs/domain';
import { v5 as uuidv5 } from 'uuid';

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

/** An id that follows from a command id and a word, the same each time. */
export function derivedId(commandId: string, word: string): string {
  return uuidv5(word, commandId);
}
