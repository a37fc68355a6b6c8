import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { canonicalText } from '#libs/log-format';

import type { ExportedEvent } from '../../export/event-line.js';
import { Forgery } from '../../testing/forgery.js';
import { OfficeKeys } from '../../testing/office.js';
import { inBatches, sampleExport, type Sample } from '../../testing/sample-export.js';
import { trustOf } from '../trust.js';
import { verifyLines } from '../verify-export.js';
import { historyRules } from './index.js';

const nobody = trustOf({ log: [], witnesses: [], quorum: null, held: [] });

let office: OfficeKeys;
let sample: Sample;
beforeAll(async () => {
  office = new OfficeKeys();
  sample = await sampleExport(7, office.keys, 12);
});
afterAll(() => office.close());

type Fact = Record<string, unknown>;
type Change = (data: Fact, event: ExportedEvent) => object;

const isAny: (event: ExportedEvent) => boolean = () => true;

/** A history that its own keepers wrote so: chained and sealed, and yet against the rules. */
async function told(type: string, change: Change, which = isAny): Promise<string | null> {
  return verdictOn((event) => {
    if (event.type !== type || !which(event)) return null;
    return { ...event, data: canonicalText(change(JSON.parse(event.data) as Fact, event)) };
  });
}

async function toldOf(type: string, by: object, which = isAny): Promise<string | null> {
  return verdictOn((event) => {
    if (event.type !== type || !which(event)) return null;
    const actor = JSON.parse(event.actor) as object;
    return { ...event, actor: canonicalText({ ...actor, ...by }) };
  });
}

/** What was forged here has no seals: that alone would be a finding at the end. */
const unsealed = { without: ['signature'] } as const;

async function verdictOn(
  forge: (event: ExportedEvent) => ExportedEvent | null,
): Promise<string | null> {
  const forgery = new Forgery(sample.lines);
  forgery.items = [...forgery.events];
  const found = forgery.events.find((forged) => {
    const other = forge(forged.event);
    if (other) forged.event = other;
    return other !== null;
  });
  if (!found) throw new Error('The sample has no such event.');
  const { finding } = await verifyLines(inBatches(forgery.rechain().lines()), nobody, unsealed);
  if (finding) expect(finding.place.id).toBe(found.event.id);
  return finding && (finding.rule ?? finding.check);
}

const isDecided = ({ data }: ExportedEvent) => !data.includes('"decisionId":null');
const isOpening = ({ data }: ExportedEvent) => data.includes('"decisionId":null');

describe('a sealed history is refused where it breaks a rule:', () => {
  it('nothing is broken in the sample itself', async () => {
    expect(await told('ProposalDrafted', (data) => data)).toBeNull();
  });

  it('an author answers', async () => {
    const { events } = new Forgery(sample.lines);
    const stream = events.find(({ event }) => event.type === 'StepAnswered')?.event.stream;
    const sameCase = (event: ExportedEvent) => event.stream === stream;
    const drafted = events.find(({ event }) => sameCase(event) && event.revision === 0)?.event;
    const { personId } = JSON.parse(drafted?.actor ?? '') as { personId: string };
    expect(await toldOf('StepAnswered', { personId }, sameCase)).toBe('author-never-decides');
  });

  it.each<[string, string, Change]>([
    ['another step', 'StepAnswered', (data) => ({ ...data, step: 'khac' })],
    ['another step', 'StepOpened', (data) => ({ ...data, step: 'khac' })],
    ['an answer the step does not take', 'StepAnswered', (data) => ({ ...data, answer: 'khac' })],
    ['a round left out', 'ProposalSubmitted', (data) => ({ ...data, round: 2 })],
    ['another decision', 'ProposalEnacted', (data) => ({ ...data, decisionId: 'khac' })],
    ['a case under another id', 'ProposalDrafted', (data) => ({ ...data, proposalId: 'khac' })],
  ])('%s (%s)', async (_what, type, change) => {
    expect(await told(type, change)).toBe('steps-on-route');
  });

  it('another body answers', async () => {
    expect(await toldOf('StepAnswered', { unitId: 'minh-hoa' })).toBe('steps-on-route');
  });

  it.each<[string, Change]>([
    ['of another version', (data) => ({ ...data, policyVersion: 2 })],
    ['of another place', (data) => ({ ...data, policyId: 'minh-hoa' })],
    [
      'with other steps',
      ({ route, ...data }) => {
        const { steps, ...rest } = route as { steps: object[] };
        return { ...data, route: { ...rest, steps: steps.slice(1) } };
      },
    ],
  ])('a route %s', async (_what, change) => {
    expect(await told('RouteFixed', change)).toBe('route-in-force');
  });

  it.each([
    ['ProposalDrafted', { role: 'auditor' }],
    ['ProposalDrafted', { unitId: 'song-may' }],
    ['StepOpened', { role: 'standing-committee' }],
    ['PolicyVersionIssued', { role: 'standing-committee' }],
    ['PersonRegistered', { role: 'auditor' }],
    ['SealKeyIntroduced', { role: 'process' }],
  ])('nobody may write %s as %p', async (type, by) => {
    expect(await toldOf(type, by)).toBe('acts-permitted');
  });

  it('a slot with two holders', async () => {
    const taken = new Forgery(sample.lines).events.find(
      ({ event }) => event.type === 'HolderAppointed' && isOpening(event),
    );
    const { slotId } = JSON.parse(taken?.event.data ?? '{}') as { slotId: string };
    const sameCommune = (event: ExportedEvent) =>
      event.stream === taken?.event.stream && event.id !== taken.event.id && isOpening(event);
    expect(await told('HolderAppointed', (data) => ({ ...data, slotId }), sameCommune)).toBe(
      'one-holder-per-slot',
    );
  });

  it.each<[string, string, Change]>([
    ['who never held it is relieved', 'HolderRelieved', (d) => ({ ...d, personId: 'khac' })],
    ['a slot that was never opened', 'HolderAppointed', (d) => ({ ...d, slotId: 'khac' })],
    ['a slot of another unit', 'HolderAppointed', (d) => ({ ...d, unitId: 'khac' })],
  ])('%s', async (_what, type, change) => {
    expect(await told(type, change)).toBe('heads-follow');
  });

  it.each<[string, string, Change]>([
    ['no decision', 'ConcurrentTitleAssigned', (d) => ({ ...d, decisionId: null })],
    ['another decision', 'ConcurrentTitleAssigned', (d) => ({ ...d, decisionId: 'khac' })],
    ['a decision never issued', 'DecisionEnacted', (d) => ({ ...d, decisionId: 'khac' })],
    ['a decision on something else', 'DecisionEnacted', (d) => ({ ...d, kind: 'khac' })],
    ['a case that is none', 'DecisionEnacted', (d) => ({ ...d, proposalId: 'khac' })],
  ])('a move by %s', async (_what, type, change) => {
    expect(await told(type, change, isDecided)).toBe('moves-by-decision');
  });

  it('data without what its type must hold', async () => {
    expect(await told('ProposalDrafted', () => ({}))).toBe('history');
  });
});

describe('what this program does not know, it does not guess:', () => {
  const isCase = ({ stream }: ExportedEvent) => stream.startsWith('proposal-');

  it('an unknown type stops it, with its place', async () => {
    const renamed = (event: ExportedEvent) =>
      isCase(event) ? { ...event, type: 'ProposalBlessed' } : null;
    expect(await verdictOn(renamed)).toBe('version');
  });

  it('so does a version to come', async () => {
    const newer = (event: ExportedEvent) => {
      const metadata = event.metadata.replace(/"version":1\}$/, '"version":2}');
      return isCase(event) ? { ...event, metadata } : null;
    };
    expect(await verdictOn(newer)).toBe('version');
  });

  it('a stream of another kind is sealed, and said to be foreign', async () => {
    const forgery = new Forgery(sample.lines);
    forgery.items = [...forgery.events];
    const last = forgery.events.at(-1);
    if (!last) throw new Error('The sample is empty.');
    const place = { stream: 'khac-1', revision: 0, id: 'khac', commandId: 'khac' };
    forgery.items.push({ event: { ...last.event, ...place } });
    const { finding, summary } = await verifyLines(
      inBatches(forgery.rechain().lines()),
      nobody,
      unsealed,
    );
    expect([finding, summary.foreignEvents]).toEqual([null, 1]);
  });
});

it('a log that has introduced a key and bears no seal is not whole', async () => {
  const forgery = new Forgery(sample.lines);
  forgery.items = [...forgery.events];
  const { finding } = await verifyLines(inBatches(forgery.rechain().lines()), nobody);
  expect(finding?.check).toBe('signature');
});

it('every rule has a name of its own', () => {
  const names = historyRules.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});
