import { invariant } from '#libs/domain';
import type { NewEvent } from './port.js';

/** `<category>-<id>`, in ASCII so that no two names look alike; names with `$` are the server's. */
const STREAM_NAME = /^[a-z][A-Za-z0-9]*-[A-Za-z0-9][A-Za-z0-9._-]*$/;
const STREAM_NAME_LENGTH_MAX = 200;

/** EventStoreDB takes nothing but UUIDs, and one spelling of each keeps ids comparable as text. */
const EVENT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What every adapter refuses before it looks at the log; throws `InvariantBroken`. */
export function requireAppendable(
  stream: string,
  events: readonly NewEvent[],
  expectedRevision: number,
): void {
  requireStreamName(stream);
  invariant(events.length > 0, `An append to ${stream} holds no events.`);
  requireCount(expectedRevision, 'expected revision');
  for (const { id } of events)
    invariant(EVENT_ID.test(id), `Not an event id (a UUID in lower case): ${id}`);
  if (events.length > 1)
    invariant(
      new Set(events.map(({ id }) => id)).size === events.length,
      `An append to ${stream} holds the same event id twice.`,
    );
}

/** Whether there can be a stream of this name; reading or appending under any other throws. */
export function isStreamName(stream: string): boolean {
  return stream.length <= STREAM_NAME_LENGTH_MAX && STREAM_NAME.test(stream);
}

export function requireStreamName(stream: string): void {
  invariant(
    isStreamName(stream),
    `Not a stream name: ${JSON.stringify(stream.slice(0, STREAM_NAME_LENGTH_MAX))}`,
  );
}

/** `from` is where a page begins: a revision or a position. */
export function requirePage(from: number, limit: number): void {
  requireCount(from, 'beginning of a page');
  invariant(Number.isSafeInteger(limit) && limit > 0, `Not a page size: ${limit}`);
}

function requireCount(value: number, what: string): void {
  invariant(Number.isSafeInteger(value) && value >= 0, `Not a ${what}: ${value}`);
}
