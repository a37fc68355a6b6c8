import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { randomUUID } from 'node:crypto';

import { usernames, days } from '../kit/cases.js';
import { appointment, candidate, communeId, vacant } from '../kit/demonstration.js';
import { Visitor } from '../kit/visitor.js';
import { percentile, perSecond, print } from './figure.js';
import { inDataDirectory, inService } from './in-service.js';

const P50_MAX_MS = 3;
const P99_MAX_MS = 25;
const CLIENTS = [
  { clients: 1, commands: 1_000 },
  { clients: 64, commands: 10_000 },
] as const;
const WARMING = 2_000;

const draft = {
  ...{ communeId, ...appointment(candidate(1), vacant.radio) },
  on: days.drafted,
};

/**
 * One durable command over HTTP: a proposal is drafted at the real service by clients who are
 * signed in. Each has a connection of its own and sends the next as soon as it is answered.
 */
export async function measureHttp(): Promise<void> {
  await inDataDirectory((dataDir) =>
    inService(dataDir, async ({ url }) => {
      const { headers } = await Visitor.signedIn(url, usernames.commune);
      await timesOf(url, headers, { clients: 64, commands: WARMING });
      for (const round of CLIENTS) {
        const startedAt = performance.now();
        const times = await timesOf(url, headers, round);
        const seconds = (performance.now() - startedAt) / 1_000;
        const { clients, commands } = round;
        const name = `command over HTTP, ${clients} without a pause`;
        print({
          name: `${name}, p50`,
          value: percentile(times, 50),
          unit: 'ms',
          target: P50_MAX_MS,
        });
        print({
          name: `${name}, p99`,
          value: percentile(times, 99),
          unit: 'ms',
          target: P99_MAX_MS,
        });
        print({ name, value: commands / seconds, unit: 'commands/s' });
      }
    }),
  );
}

interface Round {
  readonly clients: number;
  readonly commands: number;
}

/** How long each command took, from its sending to the last byte of its answer. */
async function timesOf(
  url: string,
  headers: Readonly<Record<string, string>>,
  { clients, commands }: Round,
): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const times: number[] = [];
  await perSecond(commands, clients, async () => {
    const startedAt = performance.now();
    const status = await send(`${url}/api/v1/proposals`, headers, agent);
    times.push(performance.now() - startedAt);
    if (status !== 201) throw new Error(`A draft was answered ${status}.`);
  });
  agent.destroy();
  return times;
}

/** Not by `fetch`, whose own work would be a part of what is measured. */
async function send(
  address: string,
  headers: Readonly<Record<string, string>>,
  agent: Agent,
): Promise<number> {
  const sent = request(address, {
    ...{ method: 'POST', agent },
    headers: {
      ...headers,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
  });
  sent.end(JSON.stringify(draft));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  await once(answer, 'end');
  return answer.statusCode ?? 0;
}
