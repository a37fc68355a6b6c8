import { createHash } from 'node:crypto';

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

/** The account is part of it: nobody learns the answer to another's request by using its id. */
export function digestOf({ actor, body }: CommandRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([actor.accountId, sortKeys(body)]))
    .digest('hex');
}

/** An id that follows from a command id and a word, the same each time. */
export function derivedId(commandId: string, word: string): string {
  return uuidv5(word, commandId);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => [key, sortKeys(part)]);
}
