import type { LogHead, SealedRow, SealedRows } from '#libs/event-store';
import { LOG_RESTORED, originAt } from '#libs/log-format';

import type { CheckpointNote } from './checkpoint-files.js';
import { checkpointLine } from './checkpoint-line.js';
import { eventLine } from './event-line.js';
import { headerLine } from './header-line.js';

const PAGE_SIZE = 1_000;

/** What an export is made of. */
export interface ExportSource {
  readonly log: SealedRows;
  /** Smallest first. */
  readonly checkpoints: Iterable<CheckpointNote>;
  /** Name the log began with; its name of today follows from the events. */
  readonly firstOrigin: string;
  /** Keys of the log, as `<name>+<id>+<key>`. */
  readonly keys: readonly string[];
}

/** How far along something is, in events. */
export type EventProgress = (done: number, total: number) => void;

/**
 * The lines of an export as it stands when the first is asked for: header, events in log order,
 * each checkpoint after the events it is over. A page of events is held at a time.
 */
export async function* exportLines(
  { log, checkpoints, firstOrigin, keys }: ExportSource,
  progress: EventProgress = () => undefined,
): AsyncGenerator<string[]> {
  const head = log.head();
  yield [headerOf(head, firstOrigin, keys)];
  const notes = new CheckpointsInPlace(checkpoints);
  const origins = new Origins(firstOrigin);
  yield notes.upTo(0);
  let position = 0;
  for (let done = 0; done < head.size;) {
    const rows = await log.readRows(position, Math.min(PAGE_SIZE, head.size - done));
    if (rows.length === 0) break;
    const lines = rows.flatMap((row, index) => [
      lineOf(row, origins),
      ...notes.upTo(done + index + 1),
    ]);
    done += rows.length;
    position = rows.at(-1)?.[0] ?? position;
    yield lines;
    progress(done, head.size);
  }
  // Over more events than there are: whoever verifies has to see it.
  yield notes.upTo(Infinity);
}

function headerOf({ size, root }: LogHead, origin: string, keys: readonly string[]): string {
  return headerLine({ origin, size, root: hex(root), keys });
}

function lineOf(row: SealedRow, origins: Origins): string {
  const [, stream, revision, id, type, recordedAt, actor, commandId, data, metadata] = row;
  const event = { stream, revision, id, type, recordedAt, actor, commandId, data, metadata };
  const prev = row[10] ? hex(row[10]) : '';
  return eventLine({ ...event, log: origins.at(type, data), prev, leafHash: hex(row[11]) });
}

/** A restored log goes on under another name from the event on that says so. */
class Origins {
  constructor(private origin: string) {}

  at(type: string, data: string): string {
    if (type === LOG_RESTORED)
      this.origin = originAt(this.origin, { type, data: parsedOrNothing(data) });
    return this.origin;
  }
}

/** Damaged data is exported as it is: whoever verifies has to see it. */
function parsedOrNothing(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return {};
  }
}

class CheckpointsInPlace {
  readonly #rest: Iterator<CheckpointNote>;
  #next: CheckpointNote | undefined;

  constructor(checkpoints: Iterable<CheckpointNote>) {
    this.#rest = checkpoints[Symbol.iterator]();
    this.#advance();
  }

  upTo(size: number): string[] {
    const lines: string[] = [];
    while (this.#next && this.#next.size <= size) {
      lines.push(checkpointLine(this.#next.note));
      this.#advance();
    }
    return lines;
  }

  #advance(): void {
    const next = this.#rest.next();
    this.#next = next.done === true ? undefined : next.value;
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
