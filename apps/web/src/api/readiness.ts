import { queryOptions } from '@tanstack/react-query';

/** Damage is found without a word on the stream. */
const ASKED_EVERY_MS = 20_000;

/** Whether the log takes nothing at present, as the service tells whoever asks if it is ready. */
export const readOnlyQuery = queryOptions({
  queryKey: ['read-only'],
  queryFn: async () => {
    const answer = await fetch('/health/ready');
    const { status } = (await answer.json()) as { status?: unknown };
    return status === 'log-read-only';
  },
  refetchInterval: ASKED_EVERY_MS,
  retry: false,
});
