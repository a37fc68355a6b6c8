import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { DEMONSTRATION_PASSWORD } from '#libs/scenarios';

import { usernames } from '../kit/cases.js';
import { communeId } from '../kit/demonstration.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms } from '../kit/programs.js';
import { rawStatus } from '../kit/raw.js';
import { RunningService } from '../kit/service.js';
import { Visitor, type Sent } from '../kit/visitor.js';

const FAR_AHEAD = 99_999_999;
const dataDir = newDirectory();
let service: RunningService;

beforeAll(async () => {
  service = await RunningService.start(dataDir);
}, 30_000);

afterAll(async () => {
  await endPrograms();
  removeDirectories();
});

const signIn = (username: string, password = DEMONSTRATION_PASSWORD, headers?: Sent['headers']) =>
  new Visitor(service.url).send('POST', '/session', {
    body: { username, password },
    ...(headers && { headers }),
  });

describe('a session', () => {
  it('ends when its browser signs in anew', async () => {
    const first = await Visitor.signedIn(service.url, usernames.auditor);
    expect(await first.send('GET', '/session')).toMatchObject({ status: 200 });
    expect(await signIn(usernames.auditor, undefined, first.headers)).toMatchObject({
      status: 200,
    });
    expect(await first.send('GET', '/session')).toMatchObject({ status: 401 });
  });

  it('goes over TLS alone where the page came over TLS', async () => {
    const { host } = new URL(service.url);
    const cookieOf = async (headers?: Sent['headers']) =>
      (await signIn(usernames.auditor, undefined, headers)).headers.get('set-cookie');
    expect(await cookieOf()).not.toContain('Secure');
    expect(await cookieOf({ origin: `https://${host}` })).toMatch(/HttpOnly; Secure/);
  });

  it('leaves no answer behind in the browser', async () => {
    const officer = await Visitor.signedIn(service.url, usernames.commune);
    for (const path of ['/inbox', '/proposals', `/people?communeId=${communeId}`, '/session'])
      expect((await officer.send('GET', path)).headers.get('cache-control')).toBe('no-store');
  });
});

describe('somebody unknown', () => {
  it('keeps nothing waiting', async () => {
    const begun = performance.now();
    const { status } = await fetch(`${service.url}/health/live?minPosition=${FAR_AHEAD}`);
    expect(status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(4_000);
  });

  it('is not answered under a name that was made to lead here', async () => {
    const body = JSON.stringify({ username: usernames.auditor, password: DEMONSTRATION_PASSWORD });
    const { port } = new URL(service.url);
    const statusAt = (name: string) => {
      const host = `${name}:${port}`;
      const headers = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' };
      return rawStatus(service.url, { method: 'POST', path: '/session', headers, body });
    };
    for (const name of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example'])
      expect([name, await statusAt(name)]).toEqual([name, 421]);
    for (const name of ['127.0.0.1', 'localhost', '[::1]'])
      expect([name, await statusAt(name)]).toEqual([name, 200]);
  });

  it('guesses no more at once than one after the other', async () => {
    const guesses = Array.from({ length: 30 }, () => signIn(usernames.committee, randomUUID()));
    const right = signIn(usernames.committee);
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
    expect(await right).toMatchObject({ status: 429 });
  });
});

it('a session of a trial opens nothing in production', async () => {
  const before = await RunningService.start(newDirectory());
  const officer = await Visitor.signedIn(before.url, usernames.commune);
  await before.stop();
  const after = await RunningService.start(before.dataDir, { NODE_ENV: 'production' });
  const again = new Visitor(after.url, officer.headers);
  expect(await again.send('GET', '/inbox')).toMatchObject({ status: 401 });
}, 30_000);
