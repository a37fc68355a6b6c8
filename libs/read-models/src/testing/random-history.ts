import {
  addDays,
  establishment,
  kindNames,
  plainDate,
  proposal,
  type DecisionSubject,
  type PlainDate,
} from '#libs/domain';
import { actors, communeId, hamletId, noonOn, samplePolicy } from '#libs/testing';

import type { LogRecorder } from './log-recorder.js';
import { SampleCase } from './sample-case.js';
import { names } from './sample-world.js';

export type Random = (below: number) => number;

/** The same numbers for the same seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const people = Object.keys(names);
const slots = ['bi-thu-chi-bo', 'truong-thon', 'cong-an-vien', 'thon-doi-truong'];
export const firstDay = plainDate('2019-12-20');
/** No legal day of a random decision is later. */
export const lastDay = plainDate('2020-07-01');
const DAYS = 180;

/**
 * Decisions and cases at random, on top of the sample world; whatever the rules refuse leaves
 * nothing behind. Papers are entered late, and the clocks of the writers disagree.
 */
export async function recordRandomHistory(
  log: LogRecorder,
  random: Random,
  acts: number,
): Promise<void> {
  const cases: SampleCase[] = [];
  for (let act = 0; act < acts; act++) {
    const today = addDays(firstDay, 10 + Math.floor((act * DAYS) / acts));
    if (random(2) === 0) await log.attempt(() => enactAtRandom(log, random, today, act));
    else if (cases.length > 0 && random(4) > 0) {
      const known = cases[random(cases.length)];
      await log.attempt(() => (known ? goOn(known, log, random, today) : Promise.resolve()));
    } else {
      const added = new SampleCase(log, `case-${act}`, randomSubject(random));
      await added.draft(today);
      cases.push(added);
    }
  }
}

/** The paper is up to nine days old; the writer's clock is up to two days behind. */
function enactAtRandom(log: LogRecorder, random: Random, today: PlainDate, act: number) {
  return log.ask(establishment, communeId, {
    ...{ by: actors.process, on: addDays(today, -random(10)) },
    at: noonOn(addDays(today, -random(3))),
    ...{ type: 'EnactDecision', decisionId: `decision-${act}`, proposalId: `paper-${act}` },
    ...{ subject: randomSubject(random), communeId, rules: samplePolicy },
  });
}

/** What may come next, and now and then what may not. */
function goOn(
  known: SampleCase,
  log: LogRecorder,
  random: Random,
  today: PlainDate,
): Promise<unknown> {
  const { status, step } = log.state(proposal, known.proposalId);
  if (random(8) === 0) return known.answer(today, 'tiep-nhan', 'return');
  if (status === 'moving')
    return known.open(today, step ?? '', random(2) === 0 ? null : addDays(today, 5));
  if (status !== 'in-step') return known.submit(today);
  if (step === 'ban-hanh') return known.issue(today, addDays(today, 10));
  return known.answer(today, step ?? '');
}

function randomSubject(random: Random): DecisionSubject {
  const pick = (list: readonly string[]) => list[random(list.length)] ?? '';
  const slotId = `${hamletId}/${pick(slots)}`;
  const details = { unitId: hamletId, slotId, personId: pick(people) };
  const kind = kindNames[random(kindNames.length)] ?? 'relief';
  return kind === 'appointment' || kind === 'relief'
    ? { kind, details }
    : { kind, details: { unitId: hamletId, assignments: [details] } };
}
