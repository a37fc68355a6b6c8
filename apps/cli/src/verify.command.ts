import { setFlagsFromString } from 'node:v8';

import {
  linesOfFile,
  trustFrom,
  unreadAnswer,
  UnusableInput,
  verdictAnswer,
  verdictWords,
  verifyLines,
  type VerifyArguments,
} from '#libs/audit';
import type { Sentence } from '#libs/domain';
import { AlteredLogFile, ForeignLogFile } from '#libs/event-store';
import { storePlaceFrom, type StorePlace } from '#libs/runtime';

import { eventProgress } from './event-progress.js';
import { CommandFailure, EXIT, type ExitCode } from './exit.js';
import { tellDamage } from './cluster/damage.js';
import { keeperOf, trustOfKeeper, type Keeper } from './keeper-trust.js';
import { linesOfLog, requireSoundFile, UnsoundFile } from './log-at-hand.js';
import { answer } from './output.js';

export interface VerifyOptions extends VerifyArguments {
  /** An export; without one the log of the data directory is verified. */
  readonly export?: string;
  /** Whether events behind the last checkpoint are a finding. */
  readonly requireSigned: boolean;
  readonly json: boolean;
}

/** Verifies a log or an export, and says which event is the first that is wrong. */
export async function runVerify(options: VerifyOptions, env: NodeJS.ProcessEnv): Promise<ExitCode> {
  // Keeps the garbage of a long run small, and costs no time.
  setFlagsFromString('--semi-space-growth-factor=1');
  try {
    return await verify(options, env);
  } catch (error) {
    if (options.json) tellUnread(error);
    throw error;
  }
}

async function verify(options: VerifyOptions, env: NodeJS.ProcessEnv): Promise<ExitCode> {
  const place = options.export === undefined ? storePlaceFrom(env) : null;
  if (place?.eventStoreUrl && (await tellDamage(place.eventStoreUrl))) return EXIT.integrity;
  if (place) requireSoundFile(place, env);
  const linesToVerify = () => (place ? linesOfLog(place, env) : linesOfFile(options.export ?? ''));
  const progress = eventProgress('Kiểm tra');
  const { requireSigned } = options;
  const { verdict, keeper } = await inOneSentence(async () => {
    const said = trustFrom(options);
    const keeper = place && said.log.length === 0 ? await keeperAtHand(place, env) : null;
    const trust = keeper ? trustOfKeeper(keeper, said) : said;
    const verdict = await verifyLines(linesToVerify(), trust, { progress, requireSigned });
    return { verdict, keeper };
  });
  if (keeper && !options.json) answer(keeper.sentence);
  answer(options.json ? JSON.stringify(verdictAnswer(verdict)) : verdictWords(verdict));
  return verdict.finding ? EXIT.integrity : EXIT.ok;
}

/**
 * Where the log lies here and no key was given: what this machine keeps beside it. It is looked at
 * before the log, which a running service goes on to seal.
 */
async function keeperAtHand(place: StorePlace, env: NodeJS.ProcessEnv): Promise<Keeper | null> {
  const firstLine = await firstLineOf(linesOfLog(place, env));
  return firstLine === null ? null : keeperOf(firstLine, place, env);
}

async function firstLineOf(lines: AsyncIterable<readonly string[]>): Promise<string | null> {
  for await (const [first] of lines) return first ?? null;
  return null;
}

/** A program that asked for JSON gets some also where there is no log to read. */
function tellUnread(error: unknown): void {
  if (error instanceof AlteredLogFile) answer(JSON.stringify(unreadAnswer(error.sentence, true)));
  if (error instanceof ForeignLogFile) answer(JSON.stringify(unreadAnswer(notOurs(error), false)));
  if (!(error instanceof CommandFailure)) return;
  const { code, message: vi, en } = error;
  const index = error instanceof UnsoundFile ? (error.index ?? 0) : 0;
  answer(JSON.stringify(unreadAnswer({ vi, en }, code === EXIT.integrity, index)));
}

function notOurs({ message }: ForeignLogFile): Sentence {
  return { vi: 'Tệp log.db không phải sổ sự kiện của Tờ Trình.', en: message };
}

/** What cannot be verified at all is a matter of what was handed over. */
export async function inOneSentence<Answer>(work: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UnusableInput)) throw error;
    throw new CommandFailure(EXIT.usage, error.sentence.vi, error.sentence.en);
  }
}
