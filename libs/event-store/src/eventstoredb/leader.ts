import { Metadata } from '@grpc/grpc-js';
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { authorised } from './call-credentials.js';
import type { ConnectionSettings, Endpoint } from './connection-string.js';
import { addressOf, channelCredentials } from './streams-client.js';

export const GOSSIP_MS_MAX = 1_000;

export interface Cluster {
  readonly leader: Endpoint;
  readonly members: readonly Endpoint[];
}

/**
 * Asks all candidates at once who leads, and takes the first leader that answers itself: the others
 * go on naming a frozen one for seconds. Rejects with the last reason when there is none.
 */
export async function findLeader(
  settings: ConnectionSettings,
  candidates: readonly Endpoint[],
): Promise<Cluster> {
  const ask = (endpoint: Endpoint) => readGossip(settings, endpoint);
  try {
    return await Promise.any(candidates.map((candidate) => leaderKnownTo(candidate, ask)));
  } catch (error) {
    const reasons = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
    throw reasons.at(-1);
  }
}

async function leaderKnownTo(
  candidate: Endpoint,
  ask: (endpoint: Endpoint) => Promise<readonly gossip.MemberInfo[]>,
): Promise<Cluster> {
  const members = (await ask(candidate)).filter((member) => member.getIsAlive());
  const { LEADER } = gossip.MemberInfo.VNodeState;
  const leader = endpointOf(members.find((member) => member.getState() === LEADER));
  if (!leader) throw new Error('The cluster has no leader at the moment.');
  if (addressOf(leader) !== addressOf(candidate)) await ask(leader);
  return { leader, members: members.map(endpointOf).filter((endpoint) => endpoint !== undefined) };
}

/** What one node says of itself and the others. */
export function readGossip(
  settings: ConnectionSettings,
  endpoint: Endpoint,
): Promise<readonly gossip.MemberInfo[]> {
  const client = new gossipService.GossipClient(addressOf(endpoint), channelCredentials(settings), {
    'grpc.use_local_subchannel_pool': 1,
  });
  const options = { deadline: Date.now() + GOSSIP_MS_MAX, ...authorised(settings) };
  return new Promise((resolve, reject) => {
    client.read(new shared.Empty(), new Metadata(), options, (error, info) => {
      client.close();
      if (error) reject(error);
      else resolve(info.getMembersList());
    });
  });
}

export function endpointOf(member: gossip.MemberInfo | undefined): Endpoint | undefined {
  const endpoint = member?.getHttpEndPoint();
  return endpoint && { address: endpoint.getAddress(), port: endpoint.getPort() };
}
