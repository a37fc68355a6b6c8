import { streamOf, type AggregateReader } from '#libs/aggregates';
import { proposal } from '#libs/domain';

import type { FoundEvent } from './happenings.js';
import type { Found } from './request.js';

/** With the numbers of the decisions as the papers bear them. */
export async function numbered<Answer extends Found | null>(
  reader: AggregateReader,
  found: Answer,
): Promise<Answer> {
  if (!found) return found;
  const events = await Promise.all(found.events.map((event) => withNumber(reader, event)));
  return { ...found, events };
}

async function withNumber(reader: AggregateReader, event: FoundEvent): Promise<FoundEvent> {
  if (event.proposalId === null) return event;
  const history = await reader.history(streamOf(proposal, event.proposalId));
  const issued = history.find(({ type }) => type === 'DecisionIssued');
  const { number, symbol } = (issued?.data ?? {}) as Partial<Record<string, string>>;
  return { ...event, decisionNumber: issued ? `${number ?? ''}-${symbol ?? ''}` : null };
}
