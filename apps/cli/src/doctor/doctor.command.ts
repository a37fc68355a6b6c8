import { storePlaceFrom } from '#libs/runtime';

import { EXIT, type ExitCode } from '../exit.js';
import { answer } from '../output.js';
import { serverUrlFrom, unusableUrl } from '../store-setting.js';
import type { Check, Outcome, Status } from './check.js';
import { reasonWords } from './reason-words.js';

const MARKS: Readonly<Record<Status, string>> = {
  ok: '✔',
  warning: '!',
  failure: '✖',
  damage: '✖',
};

interface Told extends Outcome {
  readonly id: string;
}

/** Asks everything that can be asked about this installation, and says what to do. */
export async function runDoctor(
  { json }: { readonly json: boolean },
  env: NodeJS.ProcessEnv,
): Promise<ExitCode> {
  const url = serverUrlFrom(env);
  const checks: Told[] = [];
  for await (const told of url === null ? embedded(env) : server(url, env)) {
    checks.push(told);
    if (!json) answer(inWords(told));
  }
  const has = (status: Status) => checks.some((one) => one.status === status);
  const isSound = !has('failure') && !has('damage');
  if (json)
    answer(JSON.stringify({ ok: isSound, store: url === null ? 'embedded' : 'server', checks }));
  if (has('damage')) return EXIT.integrity;
  return isSound ? EXIT.ok : EXIT.error;
}

async function* embedded(env: NodeJS.ProcessEnv): AsyncGenerator<Told> {
  const { dataPlace } = await import('./embedded/place.js');
  const { dataPlaceChecks } = await import('./embedded/checks.js');
  yield* outcomes(dataPlaceChecks, dataPlace(env));
}

async function* server(url: string, env: NodeJS.ProcessEnv): AsyncGenerator<Told> {
  const { ConnectionStringRefused, examineServer } = await import('#libs/event-store');
  const { serverChecks } = await import('./server/checks.js');
  const { sharedDir } = storePlaceFrom(env);
  const found = await examineServer(url).catch((error: unknown) => {
    if (error instanceof ConnectionStringRefused) throw unusableUrl('EVENT_STORE_URL', error);
    throw error;
  });
  yield* outcomes(serverChecks, { env, url, found, sharedDir, isShared: true });
}

async function* outcomes<Place>(
  checks: readonly Check<Place>[],
  place: Place,
): AsyncGenerator<Told> {
  for (const { id, ask } of checks) {
    const outcome = await settled(ask, place);
    if (outcome) yield { id, ...outcome };
  }
}

/** A check that breaks down is told like any other: the rest is still of use. */
async function settled<Place>(ask: Check<Place>['ask'], place: Place): Promise<Outcome | null> {
  try {
    return await ask(place);
  } catch (error) {
    const reason = withoutUsers(reasonWords(error));
    return { status: 'failure', sentence: `Không kiểm tra được: ${reason}` };
  }
}

/** Nobody knows what stands in an error that nobody expected. */
function withoutUsers(text: string): string {
  return text.replaceAll(/:\/\/[^\s/@]*@/g, '://…@');
}

function inWords({ status, sentence, advice, more = [] }: Told): string {
  const line = [MARKS[status], sentence, advice].filter(Boolean).join(' ');
  return [line, ...more.map((detail) => `    ${detail}`)].join('\n');
}
