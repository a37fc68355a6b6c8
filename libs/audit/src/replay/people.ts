import type { AggregateReader, Known } from '#libs/aggregates';
import { opened, person, type OpenedText } from '#libs/domain';

/** `name` is `null` once the person's data is erased, or where nobody is registered. */
export interface ReplayedPerson {
  readonly personId: string;
  readonly name: OpenedText;
}

/**
 * People by id. Whoever is named in a record had been registered before, whatever the clocks said:
 * only the place in the log counts.
 */
export async function peopleOf(
  reader: AggregateReader,
  ids: Iterable<string>,
  { atPosition }: Pick<Known, 'atPosition'>,
): Promise<(personId: string) => ReplayedPerson> {
  const known = { knownAt: null, atPosition };
  const names = new Map(
    await Promise.all(
      [...new Set(ids)].map(async (personId) => {
        const { state } = await reader.fold(person, personId, known);
        return [personId, state && opened(state.name)] as const;
      }),
    ),
  );
  return (personId) => ({ personId, name: names.get(personId) ?? null });
}
