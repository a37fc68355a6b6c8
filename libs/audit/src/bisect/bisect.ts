import { setImmediate } from 'node:timers/promises';

import type { AggregateReader } from '#libs/aggregates';
import type { PlainDate, StaffingFigures } from '#libs/domain';

import type { NoReplay } from '../replay/standing.js';
import { unitPath } from '../replay/units.js';
import { holds } from './condition.js';
import { numbered } from './decision-number.js';
import { turnsByDay } from './turns-by-day.js';
import { foundEvent, happeningsOf, type Happening } from './happenings.js';
import type { Bisected, BisectRequest } from './request.js';
import { Steps } from './steps.js';
import { Turns } from './turns.js';

/** Folds what is on record in log order, and asks after each append, or of each day. */
export async function bisect(
  reader: AggregateReader,
  request: BisectRequest,
): Promise<Bisected | NoReplay> {
  const path = await unitPath(reader, request.unitId, request);
  const commune = path.find(({ level }) => level === 'commune');
  const [unit] = path;
  if (!unit) return 'unknown-unit';
  if (!commune) return 'above-communes';
  const happenings = await happeningsOf(reader, path, commune.unitId, request);
  if (happenings.every(({ policyOf }) => policyOf !== null)) return 'no-establishment';
  const steps = new Steps(reader, unit, commune.unitId, path);
  const { unitId, by } = request;
  const events = happenings.reduce((sum, happening) => sum + happening.events.length, 0);
  const turns = await (by === 'event' ? turnsByEvent : turnsByDay)(steps, happenings, request);
  const found = await numbered(reader, turns.found);
  const latest = await numbered(reader, turns.latest);
  return { unitId, name: unit.name, by, events, found, latest };
}

const TURN = 100;

async function turnsByEvent(
  steps: Steps,
  happenings: readonly Happening[],
  { when, asOf }: BisectRequest,
): Promise<Turns['ends']> {
  const turns = new Turns();
  let before: StaffingFigures | null = null;
  let latest = '' as PlainDate;
  for (const [index, happening] of happenings.entries()) {
    steps.take(happening);
    for (const { effectiveOn } of happening.events) if (effectiveOn > latest) latest = effectiveOn;
    const day = asOf ?? latest;
    const figures = steps.figuresOn(day);
    if (figures && turns.isTurn(holds(when, figures)))
      turns.add({ asOf: day, figures, before, events: [foundEvent(happening)] });
    before = figures;
    if (index % TURN === 0) await setImmediate(); // whoever else waits has a turn
  }
  return turns.ends;
}
