import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { raisePosition } from './position.js';

const GATHER_MS = 120;
const REOPEN_MS = 4000;

/** Follows the service's stream while mounted; `false` while the line is down. */
export function useLiveUpdates(): boolean {
  const queries = useQueryClient();
  const [connected, setConnected] = useState(true);
  useEffect(() => follow(queries, setConnected), [queries]);
  return connected;
}

function follow(queries: QueryClient, report: (connected: boolean) => void): () => void {
  let source: EventSource | undefined;
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let reopening: ReturnType<typeof setTimeout> | undefined;
  let heard = 0;

  const refetch = () => {
    clearTimeout(gathering);
    gathering = setTimeout(() => void queries.invalidateQueries({ predicate: isLive }), GATHER_MS);
  };
  const open = () => {
    source = new EventSource('/api/v1/stream');
    source.addEventListener('position', (event: MessageEvent<string>) => {
      const position = positionIn(event.data);
      if (position <= heard) return; // a sign of life, nothing new
      heard = position;
      raisePosition(position);
      refetch();
    });
    source.addEventListener('open', () => report(true));
    source.addEventListener('error', () => {
      report(false);
      // The browser tries again by itself, except after an HTTP error.
      if (source?.readyState === EventSource.CLOSED) reopening = setTimeout(open, REOPEN_MS);
    });
  };

  open();
  return () => {
    clearTimeout(gathering);
    clearTimeout(reopening);
    source?.close();
  };
}

function isLive({ queryKey }: { queryKey: readonly unknown[] }): boolean {
  return queryKey[0] !== 'session';
}

function positionIn(data: string): number {
  const { position } = JSON.parse(data) as { position: unknown };
  return Number(position) || 0;
}
