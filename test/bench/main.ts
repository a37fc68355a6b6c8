import { parseArgs } from 'node:util';

import { ConnectionStringRefused, StoreUnavailable } from '#libs/event-store';

import { measureAppend } from './append.js';
import { measureCases } from './cases.js';
import { measureHttp } from './http.js';
import { measureMachine } from './machine.js';
import { measureQueue } from './queue.js';
import { measureRebuild } from './rebuild.js';
import { measureDisk, measureReplay } from './replay.js';
import { measureStaffingAsOf } from './staffing-as-of.js';
import { measureStart } from './start.js';
import { measureVerify } from './verify.js';
import { inStore, inWorkplace } from './workplace.js';

type Part = () => Promise<void> | void;

/** In the order in which they run. */
const PARTS: Readonly<Record<string, Part>> = {
  machine: measureMachine,
  append: () => measureAppend(inWorkplace),
  cases: () => measureCases(inWorkplace),
  replay: () => measureReplay(inWorkplace),
  disk: measureDisk,
  rebuild: measureRebuild,
  verify: measureVerify,
  staffing: measureStaffingAsOf,
  http: measureHttp,
  queue: measureQueue,
  start: measureStart,
};

/** A server over the network: a tenth of the cases is enough. */
const SCALE = 0.1;
const partsOn = (url: string): Readonly<Record<string, Part>> => ({
  append: () => measureAppend(inStore(url), ', event store'),
  cases: () => measureCases(inStore(url), ', event store', SCALE),
  replay: () => measureReplay(inStore(url), ', event store', SCALE),
});

const USAGE = 'npm run bench -- [--only <part,part>] [--store esdb://… | kurrentdb://…]';

process.exitCode = await run().catch((error: unknown) => {
  const isRefused = error instanceof ConnectionStringRefused;
  if (!isRefused && !(error instanceof StoreUnavailable)) throw error;
  process.stderr.write(`The event store cannot be measured: ${error.message}\n`);
  return isRefused ? 2 : 1;
});

async function run(): Promise<number> {
  const chosen = choice();
  if (typeof chosen === 'string') {
    process.stderr.write(`${chosen}\n${USAGE}\n`);
    return 2;
  }
  for (const part of chosen) await part();
  return 0;
}

/** The parts to run, or what is wrong with what was asked. */
function choice(): readonly Part[] | string {
  try {
    const options = { only: { type: 'string' }, store: { type: 'string' } } as const;
    const { only, store } = parseArgs({ options }).values;
    const parts = store === undefined ? PARTS : partsOn(store);
    const names = only?.split(',') ?? Object.keys(parts);
    const unknown = names.find((name) => !Object.hasOwn(parts, name));
    if (unknown !== undefined)
      return `There is no part ${unknown}: ${Object.keys(parts).join(', ')}.`;
    return names.flatMap((name) => parts[name] ?? []);
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
}
