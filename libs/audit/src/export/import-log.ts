import type { EventStore, NewEvent, SealedLog } from '#libs/event-store';
import type { Instant } from '#libs/domain';

import { verifyLines, type Verdict } from '../verify/verify-export.js';
import type { Trust } from '../verify/trust.js';
import type { CheckpointNote } from './checkpoint-files.js';
import type { ReadEvent } from './event-line.js';
import type { EventProgress } from './export-log.js';
import type { ExportHeader } from './header-line.js';
import { UnusableInput } from './line-fault.js';

/** Appends that wait together are written together. */
const GROUP_EVENTS = 500;

/** Where an export is imported to. */
export interface ImportTarget {
  /** Makes the log under the name it began with; it must be a new one. */
  readonly create: (firstOrigin: string) => EventStore & SealedLog;
  readonly keepCheckpoint: (checkpoint: CheckpointNote) => void;
}

/**
 * Writes the events of an export into an empty log, byte for byte, and verifies them meanwhile. A
 * finding ends it where it stands: what was written until then is to be thrown away.
 */
export async function importLog(
  batches: AsyncIterable<readonly string[]>,
  target: ImportTarget,
  trust: Trust,
  progress?: EventProgress,
): Promise<Verdict> {
  const writer = new Writer(target);
  const verdict = await verifyLines(batches, trust, {
    ...(progress && { progress }),
    sink: writer,
  });
  if (verdict.finding === null) await writer.finish();
  return verdict;
}

class Writer {
  #store: (EventStore & SealedLog) | null = null;
  #waiting: ReadEvent[] = [];

  constructor(private readonly target: ImportTarget) {}

  begin({ origin }: ExportHeader): void {
    this.#store = this.target.create(origin);
    if (this.#store.head().size === 0) return;
    throw new UnusableInput({
      vi: 'Chỉ nhập được vào một sổ trống.',
      en: 'An export can be imported into an empty log only.',
    });
  }

  event(event: ReadEvent): void {
    this.#waiting.push(event);
  }

  checkpoint(checkpoint: CheckpointNote): void {
    this.target.keepCheckpoint(checkpoint);
  }

  /** Between batches of lines, so that memory stays bounded. */
  async flush(): Promise<void> {
    const store = this.#store;
    if (!store || this.#waiting.length < GROUP_EVENTS) return;
    await this.#write(store);
  }

  async finish(): Promise<void> {
    if (this.#store) await this.#write(this.#store);
  }

  /** Asked for in one turn, the appends are written in this order and in few transactions. */
  async #write(store: EventStore): Promise<void> {
    const runs = runsOf(this.#waiting);
    this.#waiting = [];
    await Promise.all(
      runs.map((run) => store.append(run[0].stream, run.map(toNewEvent), run[0].revision)),
    );
  }
}

type Run = [ReadEvent, ...ReadEvent[]];

/** Neighbours of one stream. */
function runsOf(events: readonly ReadEvent[]): Run[] {
  const runs: Run[] = [];
  for (const event of events) {
    const run = runs.at(-1);
    if (run?.[0].stream === event.stream) run.push(event);
    else runs.push([event]);
  }
  return runs;
}

function toNewEvent(event: ReadEvent): NewEvent {
  const { id, type, version, effectiveOn, recordedAt, content, by, commandId, meta } = event;
  return {
    id,
    type,
    version,
    effectiveOn,
    recordedAt: recordedAt as Instant,
    actor: by,
    commandId,
    data: content,
    meta: meta as unknown as NewEvent['meta'],
  };
}
