import { setImmediate } from 'node:timers/promises';

import type { AggregateReader } from '#libs/aggregates';
import type { EventStore, Position, RecordedEvent } from '#libs/event-store';

import { bearsNumber } from '../case-number.js';

const READ_SIZE = 1_000;

/** Finds single events: a log has no index by id that every store would keep. */
export class EventFinder {
  constructor(
    private readonly store: EventStore,
    private readonly reader: AggregateReader,
  ) {}

  async at(position: Position): Promise<RecordedEvent | null> {
    if (position < 1) return null;
    const [event] = await this.store.readAll(position - 1, 1);
    return event?.position === position ? event : null;
  }

  async byId(id: string): Promise<RecordedEvent | null> {
    for await (const page of this.#pages()) {
      const found = page.find((event) => event.id === id);
      if (found) return found;
    }
    return null;
  }

  /** Ids of the cases with that number. */
  async casesNumbered(number: string): Promise<string[]> {
    const ids = new Set<string>();
    for await (const page of this.#pages())
      for (const { stream } of page) {
        const [, id = ''] = /^proposal-(.*)$/.exec(stream) ?? [];
        if (bearsNumber(id, number)) ids.add(id);
      }
    return [...ids];
  }

  /** The event that led to this one: nearly always of its own stream or of its case. */
  async causeOf({ stream, meta }: RecordedEvent): Promise<RecordedEvent | null> {
    const { causationId, correlationId } = meta;
    if (causationId === null) return null;
    for (const likely of new Set([stream, `proposal-${correlationId}`])) {
      const history = await this.reader.history(likely);
      const found = history.find(({ id }) => id === causationId);
      if (found) return found;
    }
    return this.byId(causationId);
  }

  /** The whole log from its beginning. */
  async *#pages(): AsyncGenerator<readonly RecordedEvent[]> {
    for (let after: Position = 0; ;) {
      const page = await this.store.readAll(after, READ_SIZE);
      yield page;
      if (page.length < READ_SIZE) return;
      after = page.at(-1)?.position ?? after;
      await setImmediate(); // whoever else waits for this process has a turn
    }
  }
}
