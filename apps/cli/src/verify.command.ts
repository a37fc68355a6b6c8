import { setFlagsFromString } from 'node:v8';

import {
  linesOfFile,
  trustFrom,
  UnusableInput,
  verdictAnswer,
  verdictWords,
  verifyLines,
  type VerifyArguments,
} from '#libs/audit';
import { storePlaceFrom } from '#libs/runtime';

import { eventProgress } from './event-progress.js';
import { CommandFailure, EXIT, type ExitCode } from './exit.js';
import { tellDamage } from './cluster/damage.js';
import { linesOfLog, requireSoundFile } from './log-at-hand.js';
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
  // Keeps the garbage of a long run small, at a tenth of its speed.
  setFlagsFromString('--optimize-for-size');
  const place = options.export === undefined ? storePlaceFrom(env) : null;
  if (place?.eventStoreUrl && (await tellDamage(place.eventStoreUrl))) return EXIT.integrity;
  if (place) requireSoundFile(place);
  const lines = place ? linesOfLog(place) : linesOfFile(options.export ?? '');
  const progress = eventProgress('Kiểm tra');
  const { requireSigned } = options;
  const verdict = await inOneSentence(() =>
    verifyLines(lines, trustFrom(options), { progress, requireSigned }),
  );
  answer(options.json ? JSON.stringify(verdictAnswer(verdict)) : verdictWords(verdict));
  return verdict.finding ? EXIT.integrity : EXIT.ok;
}

/** What cannot be verified at all is a matter of what was handed over. */
export async function inOneSentence<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UnusableInput)) throw error;
    throw new CommandFailure(EXIT.usage, error.sentence.vi);
  }
}
