import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { api, bodyOf } from './client.js';
import type { Account } from './contract.js';
import { freshness } from './position.js';
import { isStatus } from './problem.js';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Account | null> => {
    try {
      return await bodyOf(api.GET('/session'));
    } catch (error) {
      if (isStatus(error, 401)) return null;
      throw error;
    }
  },
  staleTime: Infinity,
});

export function unitQuery(unitId: string) {
  return queryOptions({
    queryKey: ['unit', unitId],
    queryFn: () =>
      bodyOf(api.GET('/units/{unitId}', { params: { path: { unitId }, query: freshness() } })),
  });
}

/** `asOf` as yyyy-MM-dd; today when left out. */
export function titleMapQuery(unitId: string, asOf?: string) {
  const query = asOf ? { asOf } : {};
  return queryOptions({
    queryKey: ['title-map', unitId, asOf ?? null],
    queryFn: () =>
      bodyOf(
        api.GET('/units/{unitId}/title-map', {
          params: { path: { unitId }, query: { ...query, ...freshness() } },
        }),
      ),
  });
}

export function peopleQuery(communeId: string) {
  return queryOptions({
    queryKey: ['people', communeId],
    queryFn: async () => {
      const query = { communeId, ...freshness() };
      const { people } = await bodyOf(api.GET('/people', { params: { query, path: {} } }));
      return people;
    },
  });
}

export function caseQuery(proposalId: string) {
  return queryOptions({
    queryKey: ['case', proposalId],
    queryFn: () =>
      bodyOf(
        api.GET('/proposals/{proposalId}', {
          params: { path: { proposalId }, query: freshness() },
        }),
      ),
  });
}

export type CaseList = '/inbox' | '/proposals';

const PAGE_SIZE = 20;

export function casesQuery(list: CaseList) {
  return infiniteQueryOptions({
    queryKey: ['cases', list],
    queryFn: ({ pageParam }) => {
      const after = pageParam === null ? {} : { after: pageParam };
      const query = { limit: PAGE_SIZE, ...after, ...freshness() };
      return bodyOf(api.GET(list, { params: { query, path: {} } }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
