import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';

import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { isLogged, wrappedKeys } from '../kit/canaries.js';
import { usernames } from '../kit/cases.js';
import { communeId } from '../kit/demonstration.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms } from '../kit/programs.js';
import { RunningService } from '../kit/service.js';
import { filesWith } from '../kit/traces.js';
import { Visitor } from '../kit/visitor.js';

const POLL_MS = 2;
const name = 'Nguyễn Thị Mẫu';

let dataDir: string;
let personId: string;
let service: RunningService;
let keysHeld: DatabaseSync | null = null;

/** Somebody reads or writes the keys, so that the service cannot delete one. */
function holdKeys(): DatabaseSync {
  keysHeld = new DatabaseSync(join(dataDir, 'keys.db'));
  keysHeld.exec('BEGIN IMMEDIATE');
  return keysHeld;
}

function letGo(): void {
  keysHeld?.close();
  keysHeld = null;
}

const keyOf = () => wrappedKeys(join(dataDir, 'keys.db'), [personId]);

async function namesOf(url: string): Promise<string> {
  const commune = await Visitor.signedIn(url, usernames.commune);
  return JSON.stringify(await commune.get(`/people?communeId=${communeId}&minPosition=1`));
}

beforeEach(async () => {
  dataDir = newDirectory();
  service = await RunningService.start(dataDir);
  const commune = await Visitor.signedIn(service.url, usernames.commune);
  ({ personId } = await commune.tell<{ personId: string }>('/people', { communeId, name }));
  const one = await Visitor.signedIn(service.url, usernames.protection);
  const basis = { ground: 'subject-request', reference: '5/ĐƠN' };
  await one.tell('/erasures', { kind: 'person', subjectId: personId, basis });
}, 30_000);

afterEach(async () => {
  letGo();
  await endPrograms();
});
afterAll(removeDirectories);

describe('an erasure that is cut off between its event and the key', () => {
  it('is finished at the next start, before anybody is answered', async () => {
    const another = await Visitor.signedIn(service.url, usernames.erasureApproval);
    const [key = Buffer.of()] = keyOf();
    holdKeys();
    const approval = another.command(`/erasures/${personId}/approval`, {}).catch(() => null);
    while (!isLogged(dataDir, 'SubjectKeyErased')) await wait(POLL_MS);
    await service.kill();
    expect(await approval).toBeNull();
    letGo();
    expect(keyOf()).toHaveLength(1); // it was cut off in time

    const { url, program } = await RunningService.start(dataDir);
    expect(program.stderr).toBe('');
    expect(keyOf()).toEqual([]);
    expect(await namesOf(url)).not.toContain(name);
    expect(filesWith(dataDir, key)).toEqual([]);
  }, 30_000);

  it('is answered as not done yet, and finished when it is asked for again', async () => {
    const another = await Visitor.signedIn(service.url, usernames.erasureApproval);
    const key = 'e7b1a3f0-3c55-4b7e-9a52-0f0a4f3c9d11';
    const approve = () => another.command(`/erasures/${personId}/approval`, {}, { key });
    holdKeys();
    expect(await approve()).toMatchObject({ status: 503, body: { code: 'store-available' } });
    expect(isLogged(dataDir, 'SubjectKeyErased')).toBe(true);
    letGo();
    expect(keyOf()).toHaveLength(1);
    expect(await approve()).toMatchObject({ status: 200 });
    expect(keyOf()).toEqual([]);
    expect(await namesOf(service.url)).not.toContain(name);
  }, 30_000);
});
