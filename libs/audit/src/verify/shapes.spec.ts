import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { aggregates } from '#libs/domain';
import type { EventStore, RecordedEvent, SealedRows } from '#libs/event-store';
import { canonicalText } from '#libs/log-format';

import type { ExportedEvent } from '../export/event-line.js';
import { exportLines } from '../export/export-log.js';
import { sealHistory } from '../export/seal-history.js';
import { Forgery } from '../testing/forgery.js';
import { OfficeKeys } from '../testing/office.js';
import { inBatches, ORIGIN, sampleExport, type Sample } from '../testing/sample-export.js';
import type { Finding } from './finding.js';
import { trustOf } from './trust.js';
import { verifyLines } from './verify-export.js';

const nobody = trustOf({ log: [], witnesses: [], quorum: null, held: [] });
/** What is forged here has no seals, and other keys than its header names. */
const without = ['signature', 'keys'];

let office: OfficeKeys;
let sample: Sample;
beforeAll(async () => {
  office = new OfficeKeys();
  sample = await sampleExport(7, office.keys, 4);
});
afterAll(() => office.close());

const TYPES = Object.values(aggregates).flatMap(({ category, upcasters }) =>
  Object.keys(upcasters).map((type) => ({ category, type })),
);
const MALFORMED = ['null', '[]', '{}', '"x"', '1', '{"vkey":{"toString":1}}', '[null]'];
/** Parts that a rule looks into, each of them nothing. */
const HOLLOW =
  '{"basis":{},"body":{},"content":{},"kids":[null],"lost":{},"previous":{},"roles":[null],' +
  '"route":{},"subject":{},"unitPath":[null]}';

/** Hashed and chained as if it had been written so: nothing but its shape is wrong. */
async function found(
  forge: (event: ExportedEvent) => Partial<ExportedEvent> | null,
  { category, type }: (typeof TYPES)[number],
  off: readonly string[] = [],
): Promise<{ readonly finding: Finding | null; readonly index: number }> {
  const forgery = new Forgery(sample.lines);
  forgery.items = [...forgery.events];
  if (!forgery.events.some(({ event }) => event.type === type))
    forgery.items.push({ event: oneMore(forgery, category, type) });
  const index = forgery.events.findIndex(({ event }) => event.type === type);
  const forged = forgery.events[index];
  if (!forged) throw new Error(`There is no ${type}.`);
  forged.event = { ...forged.event, ...forge(forged.event) };
  const lines = inBatches(forgery.rechain().lines());
  const { finding } = await verifyLines(lines, nobody, { without: [...without, ...off] });
  return { finding, index };
}

/** Of a type that the sample has no event of: in a stream of its own, by the operator. */
function oneMore(forgery: Forgery, category: string, type: string): ExportedEvent {
  const like = forgery.events.at(-1)?.event;
  const by = forgery.events[0]?.event.actor ?? '';
  if (!like) throw new Error('The sample has no events.');
  const ids = { id: 'another-event', commandId: 'another-command' };
  return { ...like, ...ids, type, actor: by, stream: `${category}-khac`, revision: 0, prev: '' };
}

describe.each(TYPES)('$type', (of) => {
  it.each([...MALFORMED, HOLLOW])('with the data %s is a finding there', async (data) => {
    const { finding, index } = await found(() => ({ data }), of);
    expect(finding?.place.index).toBe(index);
  });

  it.each(['{}', '{"accountId":1,"personId":null,"role":[],"unitId":{}}'])(
    'by %s is a finding there',
    async (actor) => {
      const { finding, index } = await found(() => ({ actor }), of);
      expect(finding?.place.index).toBe(index);
    },
  );

  it.each(['null', '[]', '{}', '"x"', '1', '{"effectiveOn":1,"meta":null,"version":"x"}'])(
    'with the metadata %s is a finding there',
    async (metadata) => {
      const { finding, index } = await found(() => ({ metadata }), of);
      expect(finding?.place.index).toBe(index);
    },
  );
});

describe('half a character', () => {
  const PARTS = ['type', 'subject', 'id', 'time', 'source', 'actor', 'command', 'metadata', 'prev'];
  it.each(PARTS)('as the %s of an event is a finding there', async (part) => {
    const last = sample.lines.findLastIndex((line) => line.includes('"specversion"'));
    const lines = sample.lines.map((line, at) =>
      at === last
        ? line.replace(new RegExp(`("${part}":)"(\\\\.|[^"\\\\])*"`), '$1"\\ud800"')
        : line,
    );
    expect(lines[last]).toContain(`"${part}":"\\ud800"`);
    const { finding } = await verifyLines(inBatches(lines), nobody);
    expect(finding?.place.index).toBe(sample.log.head().size - 1);
  });
});

describe('a history in good shape', () => {
  it('has no such finding, whatever its types', async () => {
    const { finding, summary } = await verifyLines(inBatches(sample.lines), nobody);
    expect([finding, summary.foreignEvents]).toEqual([null, 0]);
  });

  it('is told from one without names, which nothing else would find', async () => {
    const of = { category: 'person', type: 'PersonRegistered' };
    const nameless = ({ data }: ExportedEvent) => {
      const said = JSON.parse(data) as Record<string, unknown>;
      delete said.name;
      return { data: canonicalText(said) };
    };
    expect((await found(nameless, of)).finding?.check).toBe('history');
    expect((await found(nameless, of, ['history'])).finding).toBeNull();
  });
});

describe('a log that says nothing where it should say its names and keys', () => {
  it.each([null, [], {}, 'x', 1, { previous: null }, { previous: { origin: 1 }, vkey: {} }])(
    'is exported all the same, for the verifier to see: %j',
    async (data) => {
      const stream = ['LogRestored', 'SealKeyIntroduced'].map((type) => ({ type, data }));
      const store = {
        readStream: () => Promise.resolve(stream as unknown as RecordedEvent[]),
      } as unknown as EventStore;
      expect(await sealHistory(store, ORIGIN)).toEqual({ firstOrigin: ORIGIN, keys: [] });

      const rows = await sample.log.readRows(0, 1);
      const made = rows.map((row) => row.with(4, 'LogRestored').with(8, JSON.stringify(data)));
      const log = {
        head: () => ({ ...sample.log.head(), size: 1 }),
        readRows: () => Promise.resolve(made),
      } as unknown as SealedRows;
      const source = { log, checkpoints: [], firstOrigin: ORIGIN, keys: [] };
      const lines: string[] = [];
      for await (const batch of exportLines(source)) lines.push(...batch);
      const { finding } = await verifyLines(inBatches(lines), nobody);
      expect(finding?.place.index).toBe(0);
    },
  );
});

describe('metadata that others read otherwise', () => {
  const OTHERWISE: readonly [string, (metadata: string) => string][] = [
    ['a day before the day', (metadata) => metadata.replace('{', '{"effectiveOM":"2017-01-01",')],
    ['a version behind the version', (metadata) => metadata.replace(/\}$/, ',"z":7}')],
    ['a day that is in no calendar', (metadata) => metadata.replace(/\d\d"/, '32"')],
  ];
  const of = { category: 'unit', type: 'UnitEstablished' };

  it.each(OTHERWISE)('are a finding there: %s', async (_what, change) => {
    const { finding, index } = await found(({ metadata }) => ({ metadata: change(metadata) }), of);
    expect(finding).toMatchObject({ check: 'line', place: { index } });
  });

  it('are none as they were written', async () => {
    expect((await found(() => ({}), of)).finding).toBeNull();
  });
});
