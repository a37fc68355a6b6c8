import type {
  NamedPerson,
  OpenedText,
  PersonSummary,
  TitleMap,
  TransferDetails,
} from '../../api/contract.js';
import type { Choices } from '../kind-form.js';

/** What a new deal of a unit's titles would do to its people. */
export interface Redeal {
  readonly headsBefore: number;
  readonly headsAfter: number;
  readonly leaving: readonly NamedPerson[];
  /** Takers who would be left without a title of their own, which the rules refuse. */
  readonly withoutOwnTitle: readonly NamedPerson[];
}

/** A preview only: the service decides by its own rules when the proposal is submitted. */
export function redeal({ map, people }: Choices, assignments: Assignments): Redeal {
  const takers = new Map(assignments.map(({ slotId, personId }) => [slotId, personId]));
  const officials = officialsIn(map, people);
  const stay = map.withoutSlot.map(({ personId }) => personId);
  const heads = (holders: readonly (string | undefined)[]) =>
    new Set([...stay, ...holders].filter((id) => id !== undefined && !officials.has(id)));
  const before = heads(map.rows.map(({ holder }) => holder?.personId));
  const after = heads(map.rows.map(({ slotId, holder }) => takers.get(slotId) ?? holder?.personId));
  const namedPerson = naming(map, people);
  return {
    headsBefore: before.size,
    headsAfter: after.size,
    leaving: [...before].filter((id) => !after.has(id)).map(namedPerson),
    withoutOwnTitle: [...new Set(takers.values())]
      .filter((id) => !officials.has(id) && !keepsOwnTitle(id, people, takers))
      .map(namedPerson),
  };
}

type Assignments = TransferDetails['assignments'];

function keepsOwnTitle(
  personId: string,
  people: readonly PersonSummary[],
  passing: ReadonlyMap<string, string>,
): boolean {
  const holdings = people.find((person) => person.personId === personId)?.holdings ?? [];
  return holdings.some(({ basis, slotId }) => basis === 'principal' && !passing.has(slotId));
}

function officialsIn(map: TitleMap, people: readonly PersonSummary[]): ReadonlySet<string> {
  const holders = map.rows.flatMap(({ holder }) => (holder ? [holder] : []));
  const known = [...holders, ...people].filter(({ official }) => official);
  return new Set(known.map(({ personId }) => personId));
}

function naming(map: TitleMap, people: readonly PersonSummary[]) {
  const holders = map.rows.flatMap(({ holder }) => (holder ? [holder] : []));
  const names = new Map(
    [...holders, ...people].map(({ personId, name }): [string, OpenedText] => [personId, name]),
  );
  return (id: string | undefined): NamedPerson => ({
    personId: id ?? '',
    name: names.get(id ?? '') ?? null,
  });
}
