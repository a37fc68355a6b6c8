import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { AggregateReader } from '#libs/aggregates';
import { person, type Actor } from '#libs/domain';
import { MemoryEventStore } from '#libs/event-store';
import { SubjectKeys } from '#libs/privacy';
import { actorOf, actors, communeId, context } from '#libs/testing';

import { commandDigest } from './command-digest.js';
import { Executor } from './executor.js';

const commandId = '5f1c8a3e-0000-4000-8000-000000000001';
const officer = actors['commune-officer'];
const colleague = actorOf('dong-nghiep', { role: 'commune-officer', unitId: communeId });

const requestOf = (name: string, actor: Actor = officer) => ({
  ...{ commandId, actor, body: { communeId, name } },
  ...{ expectedRevision: null, correlationId: 'p1', causationId: null },
});

let dir: string;
let keys: SubjectKeys;
let store: MemoryEventStore;
let executor: Executor;

function register(name: string, by: Actor = officer) {
  const command = { ...context(by, '2020-01-02'), personId: 'p1', communeId, name } as const;
  return executor.execute(person, 'p1', requestOf(name, by), () =>
    Promise.resolve({ command: { ...command, type: 'RegisterPerson' }, policies: [] }),
  );
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'totrinh-digest-'));
  keys = new SubjectKeys(join(dir, 'keys.db'), join(dir, 'kek'));
  store = new MemoryEventStore();
  executor = new Executor(new AggregateReader(store, keys), store, keys);
});
afterEach(async () => {
  await store.close();
  keys.close();
  rmSync(dir, { recursive: true });
});

describe('the digest of a request that names somebody', () => {
  it('is none that is found by trying names', async () => {
    await register('Nguyễn Văn Mẫu');
    const [recorded] = await store.readAll(0, 1);
    const tried = commandDigest(requestOf('Nguyễn Văn Mẫu'), [], keys);
    expect(recorded?.meta.commandDigest).toMatch(/^[0-9a-f]{64}$/);
    expect(recorded?.meta.commandDigest).not.toBe(tried);
  });

  it('still tells a repetition from another request', async () => {
    const first = await register('Nguyễn Văn Mẫu');
    expect(await register('Nguyễn Văn Mẫu')).toEqual(first);
    await expect(register('Nguyễn Văn Khác')).rejects.toThrow(/command-id-reused/);
    await expect(register('Nguyễn Văn Mẫu', colleague)).rejects.toThrow(/command-id-reused/);
  });

  it('dies with the key: who asked gets the first answer, and nobody else', async () => {
    const first = await register('Nguyễn Văn Mẫu');
    keys.erase(['p1']);
    expect(await register('Nguyễn Văn Mẫu')).toEqual(first);
    await expect(register('Nguyễn Văn Mẫu', colleague)).rejects.toThrow(/command-id-reused/);
  });

  it('is the same in whatever order the log keeps the fields', async () => {
    await Promise.all(['a', 'b'].map((subject) => keys.forSealing(subject)));
    const [a, b] = [{ $private: 'a' }, { $private: 'b' }];
    const digests = [
      { x: a, y: b },
      { y: b, x: a },
    ].map((data) => commandDigest(requestOf('Nguyễn Văn Mẫu'), [{ data }], keys));
    expect(digests[0]).toBe(digests[1]);
  });
});

describe('a text about somebody whose key is erased', () => {
  it('is refused, and nothing is written', async () => {
    keys.erase(['p1']);
    await expect(register('Nguyễn Văn Mẫu')).rejects.toThrow(/subject-erased/);
    expect(await store.readAll(0, 1)).toEqual([]);
  });
});
