import { expect, it } from '@jest/globals';

import type { CommandContext } from '../../kernel/decider.js';
import { plainDate } from '../../kernel/plain-date.js';
import { Refusal } from '../../kernel/refusal.js';
import type { AnswerStep } from './commands.js';
import { requireActsInOrder, requireMetInTime } from './rules.js';
import type { ProposalState } from './state.js';

const on = plainDate('2026-11-26');
const state = { latestOn: plainDate('2026-11-27') } as ProposalState;

it.each<[string, () => void]>([
  ['an act out of order', () => requireActsInOrder({ on } as CommandContext, state)],
  [
    'a meeting too early',
    () => requireMetInTime({ on, minutes: { heldOn: on } } as AnswerStep, state),
  ],
])('%s is refused with the day as people write it', (_what, act) => {
  let refused: unknown;
  try {
    act();
  } catch (error) {
    refused = error;
  }
  expect(refused).toBeInstanceOf(Refusal);
  const sentence = expect.stringContaining('(27/11/2026)');
  expect(refused).toMatchObject({ sentence: { vi: sentence, en: sentence } });
});
