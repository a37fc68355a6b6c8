import { setTimeout as wait } from 'node:timers/promises';

import {
  Waiting,
  type EventStore,
  type Position,
  type RecordedEvent,
  type Subscription,
} from '#libs/event-store';

import { mayPass } from '../views/sql.js';
import type { Progress, ViewsFile } from '../views/views-file.js';
import { ProjectionStopped, type Projector } from './projector.js';
import { viewsHeldUp, viewsStopped } from './sentences.js';

const PAGE_SIZE = 500;
const RETRY_DELAY_MS = 1_000;

export interface ProjectionFailure {
  readonly position: Position;
  readonly error: unknown;
}

/** Keeps the views at the end of the log, and tells those who wait for it. */
export class Follower {
  readonly #waiting = new Waiting();
  readonly #listeners = new Set<(position: Position) => void>();
  #following: { readonly pause: AbortController; readonly ended: Promise<void> } | null = null;
  #rebuilding: Promise<void> | null = null;
  #subscription: Subscription | null = null;
  #failure: ProjectionFailure | null = null;
  #isHeldUp = false;

  constructor(
    private readonly store: EventStore,
    private readonly views: ViewsFile,
    private readonly projector: Projector,
    private readonly report: (problem: Error) => void = noop,
  ) {}

  get failure(): ProjectionFailure | null {
    return this.#failure;
  }

  /** The file of the views cannot be written, which is tried again and again. */
  get isHeldUp(): boolean {
    return this.#isHeldUp;
  }

  start(): void {
    if (this.#following && !this.#failure) return;
    this.#failure = null;
    const pause = new AbortController();
    this.#following = { pause, ended: this.#follow(pause.signal) };
  }

  /** `false` when the time ran out, or the views stopped before that position. */
  async waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    if (this.projector.position >= position) return true;
    if (this.#failure) return false;
    return this.#waiting.reach(position, timeoutMs);
  }

  onChange(listener: (position: Position) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** From zero to the end of the log. Throws `ProjectionStopped` where it cannot go on. */
  rebuild(): Promise<void> {
    this.#rebuilding ??= this.#rebuild().finally(() => (this.#rebuilding = null));
    return this.#rebuilding;
  }

  async stop(): Promise<void> {
    await this.#rebuilding?.catch(() => undefined); // whoever asked for it is told
    await this.#pause();
    this.#waiting.end();
  }

  async #rebuild(): Promise<void> {
    const wasFollowing = await this.#pause();
    this.#failure = null;
    try {
      this.#write(() => this.projector.reset());
      for (let page = await this.#nextPage(); page.length > 0; page = await this.#nextPage())
        this.#apply(page);
    } finally {
      if (wasFollowing && !this.#failed()) this.start();
    }
  }

  #nextPage(): Promise<readonly RecordedEvent[]> {
    return this.store.readAll(this.projector.position, PAGE_SIZE);
  }

  /** Answers whether it was following. */
  async #pause(): Promise<boolean> {
    const following = this.#following;
    this.#following = null;
    following?.pause.abort();
    await this.#subscription?.stop();
    await following?.ended;
    return following !== null;
  }

  /**
   * Whatever the store says, it is asked again, and so is a file of views that could not be
   * written; only an event that cannot be applied ends it.
   */
  async #follow(paused: AbortSignal): Promise<void> {
    while (!paused.aborted) {
      try {
        if (!(await isInLog(this.views.progress(), this.store)))
          this.#write(() => this.projector.reset());
        if (!isAborted(paused)) await this.#subscribe();
      } catch {
        const failure = this.#failed();
        if (failure) {
          this.#tellStopped(failure);
          return;
        }
      }
      await wait(RETRY_DELAY_MS, undefined, { signal: paused, ref: false }).catch(noop);
    }
  }

  async #subscribe(): Promise<void> {
    this.#subscription = this.store.subscribe(this.projector.position, (events) =>
      Promise.resolve(events).then((batch) => this.#apply(batch)),
    );
    try {
      await this.#subscription.ended;
    } finally {
      this.#subscription = null;
    }
  }

  #apply(events: readonly RecordedEvent[]): void {
    const before = this.projector.position;
    try {
      this.#write(() => this.projector.apply(events));
    } catch (error) {
      const position = error instanceof ProjectionStopped ? error.position : firstOf(events);
      if (!mayPass(error)) this.#failure = { position, error };
      throw error;
    } finally {
      if (this.projector.position > before) this.#tell(this.projector.position);
      if (this.#failure) this.#waiting.end();
    }
  }

  /** Told when it begins: a disk that is full for an hour is one problem. */
  #write(work: () => void): void {
    try {
      work();
      this.#isHeldUp = false;
    } catch (error) {
      if (mayPass(error) && !this.#isHeldUp) {
        this.#isHeldUp = true;
        this.report(new Error(viewsHeldUp(error).vi));
      }
      throw error;
    }
  }

  /** Read anew: it may change during any await. */
  #failed(): ProjectionFailure | null {
    return this.#failure;
  }

  #tellStopped({ position, error }: ProjectionFailure): void {
    const why = error instanceof ProjectionStopped ? error.cause : error;
    this.report(new Error(viewsStopped(position, why).vi));
  }

  #tell(position: Position): void {
    this.#waiting.reached(position);
    // In a turn of their own: what a listener throws is not the fault of an event.
    for (const listener of this.#listeners) queueMicrotask(() => listener(position));
  }
}

/** A log that was restored from a backup, or another log, does not have that event there. */
async function isInLog({ position, ...last }: Progress, store: EventStore): Promise<boolean> {
  if (last.stream === null || last.revision === null) return true;
  const [found] = await store.readStream(last.stream, last.revision, 1);
  return found?.id === last.eventId && found.position === position;
}

function firstOf(events: readonly RecordedEvent[]): Position {
  return events[0]?.position ?? 0;
}

/** As `#failed`. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function noop(): void {
  // Being paused is a good end of the wait; what nobody asked to be told is not told.
}
