import type { Instant, PlainDate } from '#libs/domain';
import type { EventStore, RecordedEvent } from '#libs/event-store';

import { bearsNumber } from '../case-number.js';

/** Which events of the log are asked for; `null` asks for all. */
export interface LogFilter {
  /** Recorded at this moment or later, and at this moment or earlier. */
  readonly since: Instant | null;
  readonly until: Instant | null;
  /** In force on this legal day or earlier. */
  readonly asOf: PlainDate | null;
  /** Id of an account or a person. */
  readonly actor: string | null;
  readonly type: string | null;
  /** A case by its id or number: its own events, and those that carried out its decision. */
  readonly proposal: string | null;
  /** A unit: its own events, those that name it, and the cases it proposed or that are about it. */
  readonly unit: string | null;
}

/** Cases whose unit is remembered while a log is read. */
const CASES_MAX = 10_000;

/** Whether events match: the rest of a case names no unit, so its first event is asked. */
export class LogMatcher {
  readonly #caseMatches = new Map<string, boolean>();

  constructor(
    private readonly store: Pick<EventStore, 'readStream'>,
    private readonly filter: LogFilter,
  ) {}

  async matches(event: RecordedEvent): Promise<boolean> {
    const { unit } = this.filter;
    if (!this.#matchesAlone(event)) return false;
    if (unit === null || namesUnit(event, unit)) return true;
    return caseOf(event.stream) !== null && this.#isCaseOf(event.stream, unit);
  }

  #matchesAlone({
    recordedAt,
    effectiveOn,
    type,
    stream,
    actor: by,
    meta,
    data,
  }: RecordedEvent): boolean {
    const { since, until, asOf, actor, proposal } = this.filter;
    return (
      (since === null || recordedAt >= since) &&
      (until === null || recordedAt <= until) &&
      (asOf === null || effectiveOn <= asOf) &&
      (this.filter.type === null || type === this.filter.type) &&
      (actor === null || [by.accountId, by.personId].includes(actor)) &&
      (proposal === null ||
        [caseOf(stream), meta.correlationId, data.proposalId].some((id) => isCase(id, proposal)))
    );
  }

  async #isCaseOf(stream: string, unit: string): Promise<boolean> {
    const known = this.#caseMatches.get(stream);
    if (known !== undefined) return known;
    const [drafted] = await this.store.readStream(stream, 0, 1);
    const isCase = drafted !== undefined && namesUnit(drafted, unit);
    if (this.#caseMatches.size >= CASES_MAX) this.#caseMatches.clear();
    this.#caseMatches.set(stream, isCase);
    return isCase;
  }
}

const CASES = 'proposal-';

function caseOf(stream: string): string | null {
  return stream.startsWith(CASES) ? stream.slice(CASES.length) : null;
}

function isCase(id: unknown, asked: string): boolean {
  return typeof id === 'string' && (id === asked || bearsNumber(id, asked));
}

const STREAMS_OF_UNITS = ['unit', 'establishment', 'policy'];

function namesUnit({ stream, data }: RecordedEvent, unit: string): boolean {
  if (STREAMS_OF_UNITS.some((category) => stream === `${category}-${unit}`)) return true;
  const { unitId, communeId, subject } = data as Naming;
  const [proposing] = placesIn(data);
  return [unitId, communeId, subject?.details?.unitId, proposing].includes(unit);
}

/** Where an event may say which unit it is about. */
interface Naming {
  readonly unitId?: unknown;
  readonly communeId?: unknown;
  readonly subject?: { readonly details?: { readonly unitId?: unknown } };
}

/** Of a path, the units above are not what the event is about. */
function placesIn({ unitPath }: RecordedEvent['data']): unknown[] {
  if (!Array.isArray(unitPath)) return [];
  return (unitPath as unknown[]).map((place) =>
    typeof place === 'object' && place !== null && 'unitId' in place ? place.unitId : place,
  );
}
