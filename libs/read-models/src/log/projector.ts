import { invariant } from '#libs/domain';
import type { Position, RecordedEvent } from '#libs/event-store';

import type { Projection } from '../views/projection.js';
import { mayPass, type Sql } from '../views/sql.js';
import type { ViewsFile } from '../views/views-file.js';
import { factOf, type Fact } from './fact.js';

/** The event at `position` could not be put into the views; every event before it is in them. */
export class ProjectionStopped extends Error {
  override readonly name = 'ProjectionStopped';

  constructor(
    readonly position: Position,
    readonly index: number,
    options: { readonly cause: unknown },
  ) {
    super(`The read models stopped at the event at ${position}: ${String(options.cause)}`, options);
  }
}

type Handler = (fact: Fact, sql: Sql) => void;

/** Puts recorded events into the views, a batch and the progress in one transaction. */
export class Projector {
  readonly #handlers = new Map<string, Handler[]>();
  #position: Position;

  constructor(
    private readonly views: ViewsFile,
    projections: readonly Projection[],
  ) {
    this.#position = views.progress().position;
    for (const { handlers } of projections)
      for (const [type, handler] of Object.entries(handlers))
        this.#handlers.set(type, [...(this.#handlers.get(type) ?? []), handler as Handler]);
  }

  /** Position of the last event in the views. */
  get position(): Position {
    return this.#position;
  }

  /**
   * Throws `ProjectionStopped` at an event that cannot be applied, once those before it are in; the
   * driver's error where the file cannot be written, with the views as they were.
   */
  apply(events: readonly RecordedEvent[]): void {
    try {
      this.#commit(events);
    } catch (error) {
      if (error instanceof ProjectionStopped && error.index > 0)
        this.#commit(events.slice(0, error.index));
      throw error;
    }
  }

  reset(): void {
    this.views.reset();
    this.#position = 0;
  }

  #commit(events: readonly RecordedEvent[]): void {
    const last = events.at(-1);
    if (!last) return;
    this.views.sql.transaction(() => {
      let before = this.#position;
      events.forEach((event, index) => {
        this.#project(event, index, before);
        before = event.position;
      });
      this.views.saveProgress(last);
    });
    this.#position = last.position;
  }

  #project(event: RecordedEvent, index: number, before: Position): void {
    try {
      invariant(event.position > before, `Events come in log order after ${before}.`);
      const fact = factOf(event);
      if (!fact) return;
      for (const handle of this.#handlers.get(fact.type) ?? []) handle(fact, this.views.sql);
    } catch (cause) {
      if (mayPass(cause)) throw cause; // no fault of the event
      throw new ProjectionStopped(event.position, index, { cause });
    }
  }
}
