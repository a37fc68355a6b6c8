import { setImmediate } from 'node:timers/promises';

import type { AggregateReader } from '#libs/aggregates';
import type { PlainDate, StaffingFigures } from '#libs/domain';

import type { NoReplay } from '../replay/standing.js';
import { unitPath } from '../replay/units.js';
import { holds } from './condition.js';
import { firstDay } from './first-day.js';
import { foundEvent, happeningsOf, type Happening } from './happenings.js';
import type { Bisected, BisectRequest, Found } from './request.js';
import { Steps } from './steps.js';

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
  const found = await (by === 'event' ? firstEvent : firstDay)(steps, happenings, request);
  return { unitId, name: unit.name, by, events, found };
}

const TURN = 100;

async function firstEvent(
  steps: Steps,
  happenings: readonly Happening[],
  { when, asOf }: BisectRequest,
): Promise<Found | null> {
  let before: StaffingFigures | null = null;
  let latest = '' as PlainDate;
  for (const [index, happening] of happenings.entries()) {
    steps.take(happening);
    for (const { effectiveOn } of happening.events) if (effectiveOn > latest) latest = effectiveOn;
    const day = asOf ?? latest;
    const figures = steps.figuresOn(day);
    if (figures && holds(when, figures))
      return { asOf: day, figures, before, events: [foundEvent(happening)] };
    before = figures;
    if (index % TURN === 0) await setImmediate(); // whoever else waits has a turn
  }
  return null;
}
