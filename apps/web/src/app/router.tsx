import { QueryClient, QueryCache, MutationCache } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';

import { isPassing, isStatus } from '../api/problem.js';
import { sessionQuery } from '../api/queries.js';
import { focusHeading } from '../parts/page/route-focus.js';
import { routeTree } from './routes.js';

const READ_RETRIES_MAX = 2;

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: toSignIn }),
  mutationCache: new MutationCache({ onError: toSignIn }),
  defaultOptions: {
    queries: {
      networkMode: 'always', // the service may be on this very computer
      staleTime: 30_000,
      retry: (failures, error) => failures < READ_RETRIES_MAX && isPassing(error),
    },
  },
});

export const router = createRouter({
  routeTree,
  context: { queries: queryClient },
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: writtenSearch,
  scrollRestoration: true,
  defaultPendingMinMs: 0,
});

router.subscribe('onRendered', ({ pathChanged, fromLocation }) => {
  if (pathChanged && fromLocation) focusHeading();
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

/** The session is over: sign in, then back to where this happened. */
function toSignIn(error: unknown): void {
  const { pathname, href } = router.state.location;
  if (!isStatus(error, 401) || pathname === '/dang-nhap') return;
  queryClient.setQueryData(sessionQuery.queryKey, null);
  void router.navigate({ to: '/dang-nhap', search: { ve: href } });
}

function writtenSearch(search: Record<string, unknown>): string {
  const given = Object.entries(search).filter(([, value]) => typeof value === 'string');
  const text = new URLSearchParams(given as [string, string][]).toString();
  return text === '' ? '' : `?${text}`;
}
