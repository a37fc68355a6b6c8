import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, describe, expect, it } from '@jest/globals';

import { AggregateReader } from '#libs/aggregates';
import { aggregates, currentVersion, type Decider, type DomainEvent } from '#libs/domain';
import { MemoryEventStore, type RecordedEvent } from '#libs/event-store';
import { sealData, SubjectKeys } from '#libs/privacy';

import { newDirectory, removeDirectories } from '../kit/directories.js';
import { sampleEvents, type SampleEvent } from './sample-events.js';

// One file an event type and version, as it lies in logs: add one with every new version, and
// never edit one. TOTRINH_WRITE_GOLDEN=1 writes those that are missing, and nothing else.

const FOLDER = fileURLToPath(new URL('../golden/events', import.meta.url));
const HASHES = join(FOLDER, 'hashes.json');
const WRITES = process.env.TOTRINH_WRITE_GOLDEN === '1';

interface Golden {
  readonly category: string;
  readonly type: string;
  readonly version: number;
  readonly effectiveOn: string;
  readonly actor: object;
  readonly data: object;
}

type Owner = Pick<Decider<unknown, never, DomainEvent>, 'category' | 'upcasters'>;
const owners = Object.values(aggregates) as unknown as Owner[];
const written = owners.flatMap(({ category, upcasters }) =>
  Object.keys(upcasters).map((type) => [type, currentVersion(upcasters, type), category] as const),
);

const dir = newDirectory();
const keys = new SubjectKeys(join(dir, 'keys.db'), join(newDirectory(), 'kek'));
afterAll(() => {
  keys.close();
  removeDirectories();
});

if (WRITES) await writeMissing();

describe('every event type that is written', () => {
  it.each(written)('%s in version %i has its golden file', (type, version, category) => {
    const golden = readGolden(nameOf(type, version));
    expect(golden).toMatchObject({ category, type, version });
  });

  it.each(written)(
    '%s in version %i is still written in the shape of its golden file',
    async (...of) => {
      const [type, version] = of;
      const sample = sampleEvents().get(type);
      if (!sample) throw new Error(`No sample command leads to ${type}.`);
      const today = shapeOf(await goldenOf(sample, version));
      expect(today).toEqual(shapeOf(readGolden(nameOf(type, version))));
    },
  );
});

describe('golden files', () => {
  const names = existsSync(FOLDER) ? goldenNames() : [];

  it.each(names)('%s is read today', (name) => {
    const golden = readGolden(name);
    const owner = owners.find(({ category }) => category === golden.category);
    if (!owner) throw new Error(`Nobody owns ${golden.category}.`);
    const reader = new AggregateReader(new MemoryEventStore(), keys);
    const [event] = reader.opened(owner, [recorded(golden)]);
    expect(event).toMatchObject({ type: golden.type, by: golden.actor });
    if (currentVersion(owner.upcasters, golden.type) === golden.version)
      expect(Object.keys(event?.data ?? {}).sort()).toEqual(Object.keys(golden.data).sort());
  });

  it('are never edited and never removed', () => {
    const hashes = readHashes();
    const found = Object.fromEntries(names.map((name) => [name, hashOf(name)]));
    expect(found).toEqual(hashes);
  });
});

async function writeMissing(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  for (const [type, version] of written) {
    const file = join(FOLDER, nameOf(type, version));
    const sample = sampleEvents().get(type);
    if (existsSync(file) || !sample) continue;
    const golden = await goldenOf(sample, version);
    writeFileSync(file, `${JSON.stringify(golden, null, 2)}\n`, { flag: 'wx' });
  }
  const known = readHashes();
  const added = goldenNames().filter((name) => known[name] === undefined);
  const hashes = { ...known, ...Object.fromEntries(added.map((name) => [name, hashOf(name)])) };
  writeFileSync(HASHES, `${JSON.stringify(hashes, null, 2)}\n`);
}

/** What is random in a stored event is put as a word, so that the same event is the same file. */
async function goldenOf({ category, event }: SampleEvent, version: number): Promise<Golden> {
  const { type, effectiveOn, by, data } = event;
  const home = { eventId: '00000000-0000-5000-8000-000000000000', stream: `${category}-mau` };
  const sealed: unknown = JSON.parse(JSON.stringify(await sealData(data, home, keys)), settled);
  const salted = { ...(sealed as object), $salt: 'muoi' };
  return { category, type, version, effectiveOn, actor: by, data: salted };
}

function settled(_key: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && '$private' in value
    ? { ...value, kid: 'khoa-mau', iv: 'AAAAAAAAAAAAAAAA', ct: 'AAAAAAAAAAAAAAAAAAAAAA==' }
    : value;
}

function recorded({ category, type, version, effectiveOn, actor, data }: Golden): RecordedEvent {
  return {
    ...{ stream: `${category}-mau`, revision: 0, position: 1, type, version, effectiveOn, data },
    id: '00000000-0000-5000-8000-000000000000',
    recordedAt: '2020-01-02T05:00:00.000Z',
    ...{ actor, commandId: '' },
    meta: { commandDigest: '', correlationId: '', policies: [] },
  } as unknown as RecordedEvent;
}

/** The words may be others; what they are called and what they are may not. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== 'object' || value === null) return value === null ? null : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shapeOf(part)]));
}

function nameOf(type: string, version: number): string {
  return `${type}.v${version}.json`;
}

function goldenNames(): string[] {
  return readdirSync(FOLDER).filter((name) => /\.v\d+\.json$/.test(name));
}

function readGolden(name: string): Golden {
  return JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Golden;
}

function readHashes(): Record<string, string> {
  return existsSync(HASHES)
    ? (JSON.parse(readFileSync(HASHES, 'utf8')) as Record<string, string>)
    : {};
}

function hashOf(name: string): string {
  return createHash('sha256')
    .update(readFileSync(join(FOLDER, name)))
    .digest('hex');
}
