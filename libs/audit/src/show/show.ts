import { streamOf, type AggregateReader } from '#libs/aggregates';
import {
  account,
  establishment,
  opened,
  person,
  proposal,
  Refusal,
  upcast,
  type OpenedText,
  type ProposalEvent,
} from '#libs/domain';
import type { EventStore, RecordedEvent } from '#libs/event-store';
import type { SubjectKeys } from '#libs/privacy';

import { isCaseNumber } from '../case-number.js';
import { causesOf, type Causes } from './causes.js';
import { EventFinder } from './event-finder.js';
import { openedEvent, personIdsIn } from './opened-event.js';

/** One event with its data open, and how it came to be. */
export interface ShownEvent extends Causes {
  readonly kind: 'event';
  readonly event: RecordedEvent;
  readonly names: Names;
}

/** A case: its own events, and those of the staffing record that carried out its decision. */
export interface ShownCase {
  readonly kind: 'case';
  readonly proposalId: string;
  readonly events: readonly RecordedEvent[];
  readonly names: Names;
}

export type Shown = ShownEvent | ShownCase;

/** What the people and accounts are called that the events name; `null` once erased. */
export type Names = Readonly<Record<string, OpenedText>>;

export interface ShowSources {
  readonly store: EventStore;
  readonly reader: AggregateReader;
  readonly keys: SubjectKeys;
}

/**
 * `what` is the id or number of a case, the place of an event in the log, or the id of an event.
 * Throws `Refusal` for a number that several cases have.
 */
export async function show(what: string, sources: ShowSources): Promise<Shown | null> {
  const { store, reader, keys } = sources;
  const ofCase = await reader.history(streamOf(proposal, what));
  if (ofCase.length > 0) return showCase(what, ofCase, sources);
  const finder = new EventFinder(store, reader);
  const found = /^\d{1,15}$/.test(what) ? await finder.at(Number(what)) : await finder.byId(what);
  if (!found) return isCaseNumber(what) ? showNumbered(what, finder, sources) : null;
  const event = openedEvent(found, keys);
  const causes = await causesOf(found, finder);
  const actors = causes.causes.map(({ actor }) => actor.accountId);
  return { kind: 'event', event, ...causes, names: await namesIn([event], actors, reader) };
}

async function showNumbered(
  number: string,
  finder: EventFinder,
  sources: ShowSources,
): Promise<ShownCase | null> {
  const ids = await finder.casesNumbered(number);
  const [id] = ids;
  if (id === undefined) return null;
  if (ids.length === 1)
    return showCase(id, await sources.reader.history(streamOf(proposal, id)), sources);
  throw new Refusal('invalid', 'one-case', {
    vi: `Nhiều hồ sơ mang số ${number}: ${ids.join(', ')}. Hãy dùng mã đầy đủ.`,
    en: `Several cases have the number ${number}: ${ids.join(', ')}. Use the whole id.`,
  });
}

async function showCase(
  proposalId: string,
  own: readonly RecordedEvent[],
  { reader, keys }: ShowSources,
): Promise<ShownCase> {
  const enacted = await enactmentOf(proposalId, own, reader);
  const events = [...own, ...enacted]
    .sort((a, b) => a.position - b.position)
    .map((event) => openedEvent(event, keys));
  return { kind: 'case', proposalId, events, names: await namesIn(events, [], reader) };
}

async function enactmentOf(
  proposalId: string,
  own: readonly RecordedEvent[],
  reader: AggregateReader,
): Promise<RecordedEvent[]> {
  const drafted = own.find(({ type }) => type === 'ProposalDrafted');
  if (!drafted) return [];
  const { unitPath } = upcast(proposal.upcasters, drafted) as Extract<
    ProposalEvent,
    { type: 'ProposalDrafted' }
  >['data'];
  const record = await reader.history(streamOf(establishment, unitPath[0]?.unitId ?? ''));
  const decisions = new Set(
    record.flatMap(({ data }) => (data.proposalId === proposalId ? [data.decisionId] : [])),
  );
  return record.filter(({ data }) => decisions.has(data.decisionId));
}

async function namesIn(
  events: readonly RecordedEvent[],
  actors: readonly string[],
  reader: AggregateReader,
): Promise<Names> {
  const accountIds = new Set([...events.map(({ actor }) => actor.accountId), ...actors]);
  const personIds = new Set(events.flatMap(({ data }) => personIdsIn(data)));
  const names = await Promise.all([
    ...[...accountIds].map(async (id) => {
      const { state } = await reader.fold(account, id);
      return state ? ([id, opened(state.displayName)] as const) : null;
    }),
    ...[...personIds].map(async (id) => {
      const { state } = await reader.fold(person, id);
      return state ? ([id, opened(state.name)] as const) : null;
    }),
  ]);
  return Object.fromEntries(names.filter((name) => name !== null).sort(byId));
}

function byId([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
