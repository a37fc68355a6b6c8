import type { AggregateReader, Known } from '#libs/aggregates';
import { establishment, fold, type EstablishmentState } from '#libs/domain';
import type { Position } from '#libs/event-store';

import { staffingStream, type StaffingRecord, type StaffingRecords } from './staffing-records.js';

/** A state is kept at each so many events; what lies between is folded when it is asked for. */
const STEP = 1_000;
/** Events of all kept records together: about 100 bytes of memory each. */
const EVENTS_MAX = 500_000;

/**
 * Keeps what it has folded, for as long as the process lives. Derived from the log alone, which
 * only ever grows: each answer first reads what has been added since.
 */
export class KeptRecords implements StaffingRecords {
  /** Those asked for last stand last. */
  readonly #kept = new Map<string, KeptRecord>();

  constructor(
    private readonly reader: AggregateReader,
    private readonly eventsMax = EVENTS_MAX,
  ) {}

  async of(communeId: string, known: Known): Promise<StaffingRecord | null> {
    const record = this.#kept.get(communeId) ?? new KeptRecord(communeId, this.reader);
    await record.readOn();
    this.#kept.delete(communeId);
    if (record.length > 0) this.#kept.set(communeId, record);
    this.#forgetOldest();
    return record.at(known);
  }

  #forgetOldest(): void {
    let events = 0;
    for (const { length } of this.#kept.values()) events += length;
    for (const [communeId, { length }] of this.#kept) {
      if (events <= this.eventsMax) return;
      this.#kept.delete(communeId);
      events -= length;
    }
  }
}

class KeptRecord {
  readonly #stream: string;
  readonly #positions: Position[] = [];
  /** In milliseconds; never before that of the event before, as `knownPart` has it. */
  readonly #recorded: number[] = [];
  /** The state after each `STEP` events. */
  readonly #steps: EstablishmentState[] = [];
  #newest: EstablishmentState = establishment.initial;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    communeId: string,
    private readonly reader: AggregateReader,
  ) {
    this.#stream = staffingStream(communeId);
  }

  get length(): number {
    return this.#positions.length;
  }

  /** One reading at a time: two would fold the same events twice. */
  readOn(): Promise<void> {
    const read = this.#turn.then(() => this.#readOn());
    this.#turn = read.catch(() => undefined); // whoever asked is told
    return read;
  }

  async at({ knownAt, atPosition }: Known): Promise<StaffingRecord | null> {
    const events = Math.min(
      knownAt === null ? this.length : countUpTo(this.#recorded, Date.parse(knownAt)),
      atPosition === null ? this.length : countUpTo(this.#positions, atPosition),
    );
    const position = this.#positions[events - 1];
    if (position === undefined) return null;
    return { state: await this.#stateAfter(events), events, position };
  }

  async #stateAfter(events: number): Promise<EstablishmentState> {
    if (events === this.length) return this.#newest;
    const steps = Math.floor(events / STEP);
    const from = this.#steps[steps - 1] ?? establishment.initial;
    const since = await this.reader.history(this.#stream, steps * STEP, events);
    return fold(establishment, this.reader.opened(establishment, since), from);
  }

  async #readOn(): Promise<void> {
    for (let full = true; full;) {
      const end = (Math.floor(this.length / STEP) + 1) * STEP;
      const added = await this.reader.history(this.#stream, this.length, end);
      const opened = this.reader.opened(establishment, added);
      this.#newest = fold(establishment, opened, this.#newest);
      for (const { position, recordedAt } of added) {
        this.#positions.push(position);
        this.#recorded.push(Math.max(Date.parse(recordedAt), this.#recorded.at(-1) ?? -Infinity));
      }
      full = this.length === end;
      if (full) this.#steps.push(this.#newest);
    }
  }
}

/** How many of the values, which never fall, are at most `limit`. */
function countUpTo(values: readonly number[], limit: number): number {
  let low = 0;
  for (let high = values.length; low < high;) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
