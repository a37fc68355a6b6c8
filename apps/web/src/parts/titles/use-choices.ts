import { useQuery } from '@tanstack/react-query';

import { peopleQuery, titleMapQuery } from '../../api/queries.js';
import type { Choices } from '../../forms/kind-form.js';

/** The unit's titles and its commune's people, as one thing to wait for. */
export function useChoices(unitId: string) {
  const map = useQuery(titleMapQuery(unitId));
  const communeId = map.data?.communeId ?? '';
  const people = useQuery({ ...peopleQuery(communeId), enabled: communeId !== '' });
  const data: Choices | undefined =
    map.data && people.data ? { map: map.data, people: people.data } : undefined;
  const refetch = () => Promise.all([map.refetch(), people.refetch()]);
  return { data, error: map.error ?? people.error, refetch };
}
