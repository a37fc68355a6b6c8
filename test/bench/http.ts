import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import { usernames, days } from '../kit/cases.js';
import { appointment, candidate, communeId, vacant } from '../kit/demonstration.js';
import { Visitor } from '../kit/visitor.js';
import { percentile, perSecond, print } from './figure.js';
import { inDataDirectory, inService } from './in-service.js';
import { requestKey } from './request-key.js';

const P50_MAX_MS = 3;
const P99_MAX_MS = 25;
const CLIENTS = 64;
const WARMING = 2_000;
const ALONE = 1_000;
const WITHOUT_PAUSE = 10_000;
/** Of each client, as fast as nobody writes proposals: what is measured is an answer, no queue. */
const PAUSE_MS = 250;
const PACED_SECONDS = 12;

const draft = {
  ...{ communeId, ...appointment(candidate(1), vacant.radio) },
  on: days.drafted,
};

/**
 * One durable command over HTTP: a proposal is drafted at the real service by clients who are
 * signed in, each with a connection of its own. Of clients who never pause only the rate says
 * something of the service: by Little's law their times are the number of clients divided by it.
 */
export async function measureHttp(): Promise<void> {
  await inDataDirectory((dataDir) =>
    inService(dataDir, async ({ url }) => {
      const { headers } = await Visitor.signedIn(url, usernames.commune);
      const withClients = async <T>(work: (ask: () => Promise<void>) => Promise<T>) => {
        const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
        const answer = await work(() => draftAt(url, headers, agent));
        agent.destroy();
        return answer;
      };
      await withClients((ask) => perSecond(WARMING, CLIENTS, ask));
      printTimes('1 client', await withClients(timesAlone));
      printTimes(`${CLIENTS} clients, each every ${PAUSE_MS} ms`, await withClients(timesAtPace));
      const value = await withClients((ask) => perSecond(WITHOUT_PAUSE, CLIENTS, ask));
      const name = `command over HTTP, ${CLIENTS} clients without a pause`;
      print({ name, value, unit: 'commands/s' });
    }),
  );
}

function printTimes(who: string, times: readonly number[]): void {
  for (const [percent, target] of [
    [50, P50_MAX_MS],
    [99, P99_MAX_MS],
  ] as const) {
    const name = `command over HTTP, ${who}, p${percent}`;
    print({ name, value: percentile(times, percent), unit: 'ms', target });
  }
}

async function timesAlone(ask: () => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  await perSecond(ALONE, 1, async () => times.push(await timeOf(ask, performance.now())));
  return times;
}

/** From when each command was due, so that one that is late makes the next ones late as well. */
async function timesAtPace(ask: () => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  const begin = performance.now();
  const end = begin + PACED_SECONDS * 1_000;
  const client = async (first: number) => {
    for (let due = first; due < end; due += PAUSE_MS) {
      await wait(Math.max(0, due - performance.now()));
      times.push(await timeOf(ask, due));
    }
  };
  const clients = Array.from({ length: CLIENTS }, (_, n) => begin + (n * PAUSE_MS) / CLIENTS);
  await Promise.all(clients.map(client));
  return times;
}

/** How long it took from `since` to the last byte of its answer, in ms. */
async function timeOf(ask: () => Promise<void>, since: number): Promise<number> {
  await ask();
  return performance.now() - since;
}

async function draftAt(
  url: string,
  headers: Readonly<Record<string, string>>,
  agent: Agent,
): Promise<void> {
  const status = await send(`${url}/api/v1/proposals`, headers, agent);
  if (status !== 201) throw new Error(`A draft was answered ${status}.`);
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
      'idempotency-key': requestKey(),
    },
  });
  sent.end(JSON.stringify(draft));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  await once(answer, 'end');
  return answer.statusCode ?? 0;
}
