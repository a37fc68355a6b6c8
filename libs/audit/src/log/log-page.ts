import { setImmediate } from 'node:timers/promises';

import type { EventStore, Position, RecordedEvent } from '#libs/event-store';

import { LogMatcher, type LogFilter } from './log-filter.js';
import { withoutTexts } from './logged-event.js';

export interface LogRequest extends LogFilter {
  /** Only events after this place in the log; 0 is its beginning. */
  readonly after: Position;
  /** And none after this one. */
  readonly atPosition: Position | null;
  /** Events wanted at most; a page never holds more than `PAGE_MAX`. */
  readonly limit: number;
}

export interface LogPage {
  readonly events: readonly RecordedEvent[];
  /** Ask again after this place for more; `null` at the end of the log. */
  readonly next: Position | null;
}

export const PAGE_MAX = 500;
/** Events looked at for one page, however few of them match: nobody waits long for an answer. */
const LOOKED_AT_MAX = 20_000;
const READ_SIZE = 1_000;

/** Matching events in log order, private texts closed. A page may be empty and not the last. */
export async function logPage(store: EventStore, request: LogRequest): Promise<LogPage> {
  const matcher = new LogMatcher(store, request);
  const wanted = Math.min(request.limit, PAGE_MAX);
  const events: RecordedEvent[] = [];
  let next = request.after;
  for (let lookedAt = 0; lookedAt < LOOKED_AT_MAX; lookedAt += READ_SIZE) {
    const read = await store.readAll(next, READ_SIZE);
    for (const event of read) {
      if (isPast(event, request)) return { events, next: null };
      next = event.position;
      if (await matcher.matches(event)) events.push(withoutTexts(event));
      if (events.length === wanted) return { events, next };
    }
    if (read.length < READ_SIZE) return { events, next: null };
    await setImmediate(); // whoever else waits for this process has a turn
  }
  return { events, next };
}

/** All that match, page after page; no more than one page is in memory. */
export async function* logPages(
  page: (request: LogRequest) => Promise<LogPage>,
  request: LogRequest,
): AsyncGenerator<RecordedEvent> {
  let left = request.limit;
  for (let after: Position | null = request.after; after !== null && left > 0;) {
    const { events, next }: LogPage = await page({ ...request, after, limit: left });
    yield* events;
    left -= events.length;
    after = next;
  }
}

function isPast({ position }: RecordedEvent, { atPosition }: LogRequest): boolean {
  return atPosition !== null && position > atPosition;
}
