import type { ConnectionSettings, Endpoint } from './connection-string.js';
import { Connection, type AttemptLimits } from './connection.js';
import type { OpenConnection } from './connections.js';

/**
 * Opens connections to the leader. The client is loaded with the first of them, so that whoever
 * keeps the log in a file never loads it.
 */
export function openerFor(settings: ConnectionSettings, limits: AttemptLimits): OpenConnection {
  let known: readonly Endpoint[] = [];
  return async (named) => {
    const { StreamsClient } = await import('./streams-client.js');
    const connectTo = (endpoint: Endpoint) =>
      new Connection(new StreamsClient(settings, endpoint), limits);
    const [first] = settings.hosts;
    if (named) return connectTo(named);
    if (first && !settings.discovers) return connectTo(first);
    const { findLeader } = await import('./leader.js');
    const { leader, members } = await findLeader(settings, distinct([...settings.hosts, ...known]));
    // A name that led to one node may not lead to another: the nodes themselves are asked next.
    known = members;
    return connectTo(leader);
  };
}

function distinct(endpoints: readonly Endpoint[]): Endpoint[] {
  return [...new Map(endpoints.map((one) => [`${one.address}:${one.port}`, one])).values()];
}
