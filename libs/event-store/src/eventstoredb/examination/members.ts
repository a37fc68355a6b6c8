import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import type { ConnectionSettings, Endpoint } from '../connection-string.js';
import { isLasting, unavailable } from '../failures.js';
import { endpointOf, GOSSIP_MS_MAX, readGossip } from '../leader.js';
import { addressOf } from '../streams-client.js';

/** The nodes as they answer by themselves, whatever the others say of them. */
export interface Members {
  readonly known: number;
  readonly answering: number;
  /** `null` during an election, or where more than half of the nodes are gone. */
  readonly leader: Endpoint | null;
}

type Said = readonly gossip.MemberInfo[];

/** Asks the hosts, then whomever they know of. Throws `StoreUnavailable` when no host answers. */
export async function examineMembers(settings: ConnectionSettings): Promise<Members> {
  const said = await answersOf(settings, settings.hosts);
  if (said.answers.size === 0) throw unavailable(worst(said.failures), GOSSIP_MS_MAX);
  const members = distinct([...said.answers.values()].flat());
  // A node alone may call itself by an address that means nothing here; the host that we know does.
  if (members.size <= 1) {
    const [leader = null] = [...said.answers.values()].flatMap(leadersIn);
    return { known: 1, answering: 1, leader };
  }
  const asked = await answersOf(settings, [...members.values()]);
  const leaders = [...members.values()].filter((endpoint) => {
    const own = asked.answers.get(addressOf(endpoint));
    return own && leadersIn(own).some((leader) => addressOf(leader) === addressOf(endpoint));
  });
  return { known: members.size, answering: asked.answers.size, leader: leaders[0] ?? null };
}

async function answersOf(settings: ConnectionSettings, endpoints: readonly Endpoint[]) {
  const answers = new Map<string, Said>();
  const failures: unknown[] = [];
  const ask = async (endpoint: Endpoint) => {
    try {
      answers.set(addressOf(endpoint), await readGossip(settings, endpoint));
    } catch (error) {
      failures.push(error);
    }
  };
  await Promise.all(endpoints.map(ask));
  return { answers, failures };
}

/** What somebody has to change says more than what may pass. */
function worst(failures: readonly unknown[]): unknown {
  return failures.find(isLasting) ?? failures[0];
}

function leadersIn(said: Said): readonly Endpoint[] {
  const { LEADER } = gossip.MemberInfo.VNodeState;
  return said
    .filter((member) => member.getIsAlive() && member.getState() === LEADER)
    .flatMap((member) => endpointOf(member) ?? []);
}

function distinct(said: Said): ReadonlyMap<string, Endpoint> {
  const endpoints = said.flatMap((member) => endpointOf(member) ?? []);
  return new Map(endpoints.map((endpoint) => [addressOf(endpoint), endpoint]));
}
