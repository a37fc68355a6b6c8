import type {
  AllStreamRecordedEvent,
  AllStreamResolvedEvent,
  ResolvedEvent,
} from '@eventstore/db-client';
import { invariant } from '#libs/domain';
import { toRecordedEvent, type StoredRow } from '../event-row.js';
import type { Position, RecordedEvent } from '../port.js';
import { NoAnswer } from './connection.js';
import type { Work } from './connections.js';
import { isStreamMissing } from './failures.js';
import { isOurs, positionOf, toStoredRow } from './stored-event.js';
import type { StreamsClient } from './streams-client.js';

/** One call of the client, under the time limits of the store. */
export type Ask = <Answer>(work: Work<Answer>) => Promise<Answer>;

const PAGE_SIZE_MAX = 500;
/** A node that follows may lag behind: what was just appended would be missing. */
const LEADER = { requiresLeader: true } as const;

/** None where there is no such stream; throws `InvariantBroken` where events are missing. */
export async function readStream(
  ask: Ask,
  stream: string,
  from: number,
  limit: number,
): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  while (events.length < limit) {
    const next = from + events.length;
    const count = Math.min(limit - events.length, PAGE_SIZE_MAX);
    const page = await ask((client, deadlineMs) =>
      streamPage(streamReader(client, stream, next, count), deadlineMs),
    );
    events.push(...page);
    if (page.length < count) break;
  }
  events.forEach(({ revision }, index) => {
    invariant(
      revision === from + index,
      `Event ${from + index} of ${stream} is missing: the stream was deleted or cut.`,
    );
  });
  return events;
}

function streamReader(client: StreamsClient, stream: string, from: number, maxCount: number) {
  return client.readStream(stream, { ...LEADER, fromRevision: BigInt(from), maxCount });
}

async function streamPage(
  reader: ReturnType<typeof streamReader>,
  deadlineMs: number,
): Promise<RecordedEvent[]> {
  try {
    const read = await toEnd(reader, deadlineMs);
    return read.flatMap(({ event }) => (event ? [toRecordedEvent(toStoredRow(event))] : []));
  } catch (error) {
    if (isStreamMissing(error)) return [];
    throw error;
  }
}

export async function readAll(
  ask: Ask,
  after: Position,
  limit: number,
): Promise<readonly StoredRow[]> {
  const events: StoredRow[] = [];
  for (let last = after; ;) {
    // One more than is wanted: a page begins with the event it comes after.
    const count = Math.min(limit - events.length + 1, PAGE_SIZE_MAX);
    const page = await pageOfAll(ask, last, count);
    for (const event of page)
      if (isOurs(event) && positionOf(event) > last) events.push(toStoredRow(event));
    const end = page.at(-1);
    if (!end || page.length < count || events.length >= limit) return events.slice(0, limit);
    last = positionOf(end);
  }
}

/** As the server has it, its own events among them; begins with the event at `from` itself. */
export function pageOfAll(
  ask: Ask,
  from: Position,
  maxCount = PAGE_SIZE_MAX,
): Promise<readonly AllStreamRecordedEvent[]> {
  return ask(async (client, deadlineMs) => {
    const reader = client.readAll({ ...LEADER, fromPosition: placeOf(from), maxCount });
    return (await toEnd(reader, deadlineMs)).flatMap(({ event }) => (event ? [event] : []));
  });
}

interface Reader<Read> extends AsyncIterable<Read> {
  cancel(): Promise<void>;
}

/**
 * A call that is not read to its end is never given back, and after 100 of them nothing goes. A
 * cancelled one ends as if there were no more events: what came of it is no answer.
 */
export async function toEnd<Read extends ResolvedEvent | AllStreamResolvedEvent>(
  reader: Reader<Read>,
  deadlineMs: number,
): Promise<Read[]> {
  const events: Read[] = [];
  const cancelling = new AbortController();
  const overdue = setTimeout(() => {
    cancelling.abort();
    // Where the call never came about there is nothing to cancel.
    reader.cancel().catch(() => undefined);
  }, deadlineMs);
  try {
    for await (const event of reader) events.push(event);
  } finally {
    clearTimeout(overdue);
  }
  if (cancelling.signal.aborted) throw new NoAnswer('The event store did not finish in time.');
  return events;
}

export function placeOf(position: Position): 'start' | { commit: bigint; prepare: bigint } {
  if (position === 0) return 'start';
  return { commit: BigInt(position), prepare: BigInt(position) };
}
