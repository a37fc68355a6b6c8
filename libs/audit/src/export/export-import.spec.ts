import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { SqliteEventStore } from '#libs/event-store';

import { OfficeKeys } from '../testing/office.js';
import {
  fullTrust,
  inBatches,
  ORIGIN,
  sampleExport,
  type Sample,
} from '../testing/sample-export.js';
import { verifyLines } from '../verify/verify-export.js';
import type { CheckpointNote } from './checkpoint-files.js';
import { exportLines } from './export-log.js';
import { importLog, type ImportTarget } from './import-log.js';
import { UnusableInput } from './line-fault.js';
import { linesIn } from './lines.js';
import { sealHistory } from './seal-history.js';

let dir: string;
let office: OfficeKeys;
let sample: Sample;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'totrinh-export-'));
  office = new OfficeKeys();
  sample = await sampleExport(3, office.keys, 3);
});
afterAll(() => {
  office.close();
  rmSync(dir, { recursive: true });
});

function newLog(name: string): { store: () => SqliteEventStore } & ImportTarget & {
    kept: CheckpointNote[];
  } {
  let store: SqliteEventStore | undefined;
  const kept: CheckpointNote[] = [];
  return {
    kept,
    create: (origin) => (store = SqliteEventStore.open(join(dir, name), { origin })),
    keepCheckpoint: (checkpoint) => kept.push(checkpoint),
    store: () => {
      if (!store) throw new Error('There is no log yet.');
      return store;
    },
  };
}

async function linesOf(store: SqliteEventStore, checkpoints: Iterable<CheckpointNote>) {
  const source = { log: store, checkpoints, ...(await sealHistory(store, store.head().origin)) };
  const lines: string[] = [];
  for await (const batch of exportLines(source)) lines.push(...batch);
  return lines;
}

describe('an export', () => {
  it('goes into an empty log byte for byte: the same root, the same export again', async () => {
    const target = newLog('copy.db');
    const { finding } = await importLog(inBatches(sample.lines), target, fullTrust(sample));
    expect(finding).toBeNull();
    const store = target.store();
    expect(store.head()).toEqual(sample.log.head());
    expect(target.kept).toEqual(sample.checkpoints);
    expect(await store.readRows(0, 10_000)).toEqual(await plainRows());
    expect(await linesOf(store, target.kept)).toEqual(sample.lines);
    await store.close();
  });

  it('is refused by a log that holds anything', async () => {
    const target = newLog('copy.db');
    const importing = importLog(inBatches(sample.lines), target, fullTrust(sample));
    await expect(importing).rejects.toThrow(UnusableInput);
    await target.store().close();
  });

  it('is verified while it is imported', async () => {
    const lines = sample.lines.map((line, index) =>
      index === 40 ? line.replace('"specversion":"1.0"', '"specversion":"1.1"') : line,
    );
    const target = newLog('bad.db');
    const { finding } = await importLog(inBatches(lines), target, fullTrust(sample));
    expect(finding).toMatchObject({ check: 'line' });
    await target.store().close();
  });

  it('keeps private texts sealed', () => {
    const said = sample.lines.join('\n');
    expect(said).toContain('"$private"');
    expect(said).not.toMatch(/Kiện toàn chức danh|Người ký mẫu/);
  });

  it('is made of CloudEvents 1.0', () => {
    const events = sample.lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((value) => 'specversion' in value);
    expect(events.length).toBe(sample.log.head().size);
    for (const { data, ...attributes } of events) {
      expect(data).toBeInstanceOf(Object);
      expect(attributes).toMatchObject({ specversion: '1.0', source: ORIGIN });
      for (const [name, value] of Object.entries(attributes)) {
        expect(name).toMatch(/^[a-z0-9]{1,20}$/);
        expect(['string', 'number']).toContain(typeof value);
      }
      expect(URL.canParse(String(attributes.dataschema))).toBe(true);
      expect(String(attributes.time)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
  });
});

describe('a file', () => {
  it('is verified from the disk as from memory, whatever the size of the pieces', async () => {
    const file = fileOf(`${sample.lines.join('\n')}\n`);
    for (const highWaterMark of [7, 1_000, 65_536]) {
      const chunks = createReadStream(file, { highWaterMark });
      const verdict = await verifyLines(linesIn(chunks), fullTrust(sample));
      expect(verdict.finding).toBeNull();
    }
  });

  it.each([
    ['an empty file', ''],
    ['a foreign file', 'PK\u0003\u0004 gì đó khác\n'],
    ['foreign JSON', '{"format":"khac"}\n'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x0a])],
    ['a header that is cut off', '{"format":"totrinh-export","ke'],
    ['one line without end', Buffer.alloc(3_000_000, 'x')],
  ])('cannot be verified when it is %s', async (_what, bytes) => {
    const chunks = createReadStream(fileOf(bytes));
    await expect(verifyLines(linesIn(chunks), fullTrust(sample))).rejects.toThrow(UnusableInput);
  });

  it('of another version is said to be one', async () => {
    const header = sample.lines[0]?.replace('"version":1', '"version":2') ?? '';
    await expect(verifyLines(inBatches([header]), fullTrust(sample))).rejects.toThrow(/version 2/);
  });

  it.each([
    ['cut off within a line', (text: string) => text.slice(0, -50)],
    ['that ends without its last newline', (text: string) => text.slice(0, -1)],
    ['with bytes that are no text', (text: string) => text.replace('"time"', '"\udc00"')],
  ])('%s is found out, not refused', async (_what, damage) => {
    const file = fileOf(damage(`${sample.lines.join('\n')}\n`));
    const verdict = await verifyLines(linesIn(createReadStream(file)), fullTrust(sample));
    expect(verdict.finding?.check).toBe('line');
  });
});

function fileOf(bytes: string | Buffer): string {
  const file = join(dir, 'export.jsonl');
  writeFileSync(file, bytes);
  return file;
}

/** Of what the driver hands over, the hashes are plain bytes. */
async function plainRows() {
  const rows = await sample.log.readRows(0, 10_000);
  return rows.map((row) =>
    row.map((cell) => (Buffer.isBuffer(cell) ? new Uint8Array(cell) : cell)),
  );
}
