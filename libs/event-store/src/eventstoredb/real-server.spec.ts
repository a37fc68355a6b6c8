import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { eventStoreContract } from '../contract/event-store-contract.js';
import { ids, markEnd, readOn } from '../contract/samples.js';
import { EventStoreDbStore } from './eventstoredb-store.js';
import { Load, written } from './testing/load.js';
import { Relay } from './testing/relay.js';

const url = process.env.EVENTSTORE_TEST_URL ?? '';
const [, host, port] = /:\/\/(?:[^@/]*@)?([^:/?,]+):(\d+)(?:[/?]|$)/.exec(url) ?? [];
/** A relay stands between only where one host is named: a cluster names its nodes by itself. */
const canBreak = host !== undefined && port !== undefined && !url.includes('+discover');

/** A minute under a server that others kill and freeze meanwhile; a second otherwise. */
const SECONDS = Number(process.env.EVENTSTORE_TEST_SECONDS ?? 2);
const TIMEOUT_MS = (SECONDS + 90) * 1_000;

const describeServer = url === '' ? describe.skip : describe;

describeServer('the server named by EVENTSTORE_TEST_URL (skipped where it is not set)', () => {
  // In one file with the load: the contract does not expect others to write meanwhile.
  const open = () => Promise.resolve({ store: EventStoreDbStore.open(url) });
  eventStoreContract('its log', open, { refusesTakenIds: false });

  it(
    'under 16 writers loses nothing, writes nothing twice, misses and repeats nothing',
    () => loaded(EventStoreDbStore.open(url), () => wait(SECONDS * 1_000)),
    TIMEOUT_MS,
  );

  (canBreak ? it : it.skip)(
    'does so too when the connection breaks, stands still and loses answers',
    async () => {
      const relay = new Relay(Number(port), host);
      await relay.listen();
      const through = url.replace(`${host}:${port}`, `127.0.0.1:${relay.port}`);
      await loaded(EventStoreDbStore.open(through), async () => {
        relay.loseAnswers();
        await wait(300);
        relay.breakConnections();
        await wait(300);
        relay.freeze();
        await wait(2_500);
        relay.thaw();
        await wait(300);
        await relay.goAway();
        await wait(500);
        await relay.listen();
      });
      await relay.goAway();
    },
    TIMEOUT_MS,
  );
});

async function loaded(store: EventStoreDbStore, disturb: () => Promise<void>): Promise<void> {
  const end = await markEnd(store);
  const load = new Load(store, end, { writers: 16 });
  await load.progress(50);
  await disturb();
  await load.progress(50);
  await load.stop();
  const isOfLoad = ({ stream }: { stream: string }) => load.acknowledged.has(stream);
  const all = (await readOn(store, end, 1000)).filter(isOfLoad);
  while (load.seen.filter(isOfLoad).length < all.length) await wait(20);
  await load.stopSubscription();
  expect(await written(store, load)).toEqual(load.acknowledged);
  expect(ids(load.seen.filter(isOfLoad))).toEqual(ids(all));
  process.stderr.write(
    `${load.acknowledgements} acknowledged, longest pause ${Math.round(load.longestPauseMs)} ms, ` +
      `longest call ${Math.round(load.longestCallMs)} ms\n`,
  );
  await store.close();
}
