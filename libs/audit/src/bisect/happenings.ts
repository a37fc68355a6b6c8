import { knownPart, streamOf, type AggregateReader, type Known } from '#libs/aggregates';
import { establishment, policy, type Instant, type PlainDate } from '#libs/domain';
import type { Position, RecordedEvent } from '#libs/event-store';

import type { KnownUnit } from '../replay/units.js';

/** Events that were written together: before the last of them nobody could see any. */
export interface Happening {
  readonly events: readonly RecordedEvent[];
  /** Whose stream it was: rules of which unit, or the staffing record. */
  readonly policyOf: string | null;
}

/** An event as an answer names it. */
export interface FoundEvent {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly position: Position;
  readonly effectiveOn: PlainDate;
  readonly recordedAt: Instant;
  /** The case and the decision that it belongs to; `null` for set-up and for rules. */
  readonly proposalId: string | null;
  readonly decisionId: string | null;
  /** As the paper bears it: 118-QĐ/HU. */
  readonly decisionNumber: string | null;
}

/** All that can change a unit's figures, in log order: its record, and rules on its path. */
export async function happeningsOf(
  reader: AggregateReader,
  path: readonly KnownUnit[],
  communeId: string,
  known: Known,
): Promise<Happening[]> {
  const streams = [
    { stream: streamOf(establishment, communeId), policyOf: null },
    ...path.map(({ unitId }) => ({ stream: streamOf(policy, unitId), policyOf: unitId })),
  ];
  const happenings = await Promise.all(
    streams.map(async ({ stream, policyOf }) => {
      const history = knownPart(await reader.history(stream), known);
      return together(history).map((events) => ({ events, policyOf }));
    }),
  );
  return happenings.flat().sort((a, b) => lastOf(a).position - lastOf(b).position);
}

export function lastOf({ events }: Happening): RecordedEvent {
  const last = events.at(-1);
  if (!last) throw new RangeError('Something that happened is at least one event.');
  return last;
}

/** The event that a happening ends with, and whose decision it carried out. */
export function foundEvent(happening: Happening): FoundEvent {
  const { id, type, stream, position, effectiveOn, recordedAt } = lastOf(happening);
  const enacted = happening.events.find((event) => event.type === 'DecisionEnacted');
  const { proposalId, decisionId } = (enacted?.data ?? {}) as Partial<Record<string, string>>;
  return {
    ...{ id, type, stream, position, effectiveOn, recordedAt },
    ...{ proposalId: proposalId ?? null, decisionId: decisionId ?? null },
    decisionNumber: null,
  };
}

/** One command is one append, however many events it wrote. */
function together(history: readonly RecordedEvent[]): RecordedEvent[][] {
  const groups: RecordedEvent[][] = [];
  let commandId: string | null = null;
  for (const event of history) {
    if (event.commandId === commandId) groups.at(-1)?.push(event);
    else groups.push([event]);
    commandId = event.commandId;
  }
  return groups;
}
