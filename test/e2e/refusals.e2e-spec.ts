import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { DEMONSTRATION_PASSWORD } from '#libs/scenarios';

import { Case, days, officersAt, usernames, type Officers } from '../kit/cases.js';
import type { Problem } from '../kit/contract.js';
import { appointment, candidate, communeId, consolidation, vacant } from '../kit/demonstration.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms } from '../kit/programs.js';
import { rawStatus } from '../kit/raw.js';
import { RunningService } from '../kit/service.js';
import { Visitor, type Sent } from '../kit/visitor.js';

let service: RunningService;
let officers: Officers;
let nobody: Visitor;

beforeAll(async () => {
  service = await RunningService.start(newDirectory());
  officers = await officersAt(service.url);
  nobody = new Visitor(service.url);
}, 30_000);

afterAll(async () => {
  await endPrograms();
  removeDirectories();
});

const post = (path: string, body: unknown, headers: Sent['headers'] = {}) =>
  officers.commune.send<Problem>('POST', path, {
    body,
    headers: { 'idempotency-key': randomUUID(), ...headers },
  });

describe('fields that are wrong', () => {
  const good = { communeId, ...appointment(candidate(1), vacant.radio), on: days.drafted };
  const person = { communeId, name: 'Hồ Quang Cần' };
  const assignments = (value: unknown) => ({
    ...good,
    ...consolidation,
    details: { unitId: communeId, assignments: value },
  });

  it.each<[fault: string, path: string, body: unknown, pointer: string, said: string]>([
    ['unknown', '/people', { ...person, age: 40 }, '/age', 'không có trường này'],
    ['missing', '/people', { communeId }, '/name', 'còn thiếu'],
    ['of another type', '/people', { ...person, name: 7 }, '/name', 'phải là chữ'],
    ['empty', '/people', { ...person, name: '' }, '/name', 'không được để trống'],
    ['too long', '/people', { ...person, name: 'x'.repeat(101) }, '/name', 'dài quá'],
    ['of a list instead', '/people', [person], '/name', 'còn thiếu'],
    ['no such day', '/proposals', { ...good, on: '2024-02-30' }, '/on', 'ngày có thật'],
    ['no such kind', '/proposals', { ...good, kind: 'nope' }, '/kind', 'giá trị cho phép'],
    ['a kind by nature', '/proposals', { ...good, kind: '__proto__' }, '/kind', 'cho phép'],
    ['of another kind', '/proposals', { ...good, details: {} }, '/details/slotId', 'còn thiếu'],
    ['a list', '/proposals', { ...good, details: [] }, '/details', 'nhóm trường'],
    ['an empty list', '/proposals', assignments([]), '/details/assignments', 'ít nhất một'],
    ['lists in a list', '/proposals', assignments([[]]), '/details/assignments', 'nhóm trường'],
    [
      'unknown, far down',
      '/proposals',
      assignments([{ slotId: 'a', personId: 'b', age: 1 }]),
      '/details/assignments/0/age',
      'không có trường này',
    ],
  ])('%s', async (_fault, path, body, pointer, said) => {
    const answer = await post(path, body);
    expect(answer).toMatchObject({ status: 422, body: { code: 'fields-valid' } });
    const named = answer.body.errors.find((error) => error.pointer === pointer);
    expect(named?.detail).toContain(said);
  });

  it.each(['limit=0', 'limit=1000', 'limit=x', 'after=x', 'minPosition=-1', 'age=1', 'limit[]=1'])(
    'in the address: %s',
    async (query) => {
      const answer = await officers.commune.send('GET', `/proposals?${query}`);
      expect(answer.status).toBe(422);
    },
  );

  it('a day in the future', async () => {
    const answer = await post('/proposals', { ...good, on: '2999-01-01' });
    expect(answer).toMatchObject({ status: 422, body: { code: 'act-not-in-the-future' } });
  });
});

describe('requests that cannot be read', () => {
  it.each<[fault: string, body: string, headers: Record<string, string>, status: number]>([
    ['half a JSON', '{"communeId":', {}, 400],
    ['no object', '"text"', {}, 400],
    ['too large', JSON.stringify({ name: 'x'.repeat(200_000) }), {}, 413],
    ['deeper than any request', `{"name":${'['.repeat(9_000)}${']'.repeat(9_000)}}`, {}, 400],
    ['in another alphabet', '{}', { 'content-type': 'application/json; charset=foo' }, 415],
  ])('%s', async (_fault, body, headers, status) => {
    const answer = await post('/people', body, headers);
    expect(answer).toMatchObject({ status, body: { status, detail: expect.any(String) } });
  });

  it.each([
    ['half a character', '{"name":"\\ud800"}', '/name'],
    ['no character', '{"content":{"justification":"A\\u0000"}}', '/content/justification'],
  ])('%s, and the field is named', async (_fault, body, pointer) => {
    const answer = await post('/people', body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'text-readable' } });
    expect(answer.body.detail).toContain(pointer);
    expect(answer.body.errors).toEqual([{ pointer, detail: expect.stringContaining('NUL') }]);
  });

  it('an address that is none', async () => {
    expect(await officers.commune.send('GET', '/nope')).toMatchObject({ status: 404 });
    expect(await officers.commune.send('DELETE', '/proposals')).toMatchObject({ status: 404 });
  });
});

describe('who is asking', () => {
  it('must be signed in', async () => {
    const answer = await nobody.send<Problem>('GET', '/inbox');
    expect(answer).toMatchObject({ status: 401, body: { code: 'signed-in' } });
    expect(answer.body.detail).toMatch(/đăng nhập/);
  });

  it('must know the password; what is wrong is not said', async () => {
    const attempt = (username: string, password: string) =>
      nobody.send<Problem>('POST', '/session', { body: { username, password } });
    const wrong = await attempt(usernames.commune, 'sai');
    expect(wrong).toMatchObject({ status: 401, body: { code: 'sign-in' } });
    const unknown = await attempt('khong.co', DEMONSTRATION_PASSWORD);
    expect(unknown.body).toEqual(wrong.body);
  });

  it('must come from this site', async () => {
    const body = { communeId, name: 'Hồ Quang Cần' };
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ])
      expect(await post('/people', body, headers)).toMatchObject({
        status: 403,
        body: { code: 'same-origin' },
      });
    expect(await post('/people', body, { origin: service.url })).toMatchObject({ status: 201 });
  });

  it('is answered in English on request', async () => {
    const headers = { 'accept-language': 'en-GB,en;q=0.9' };
    const answer = await nobody.send<Problem>('GET', '/inbox', { headers });
    expect(answer.body.detail).toBe('You are not signed in, or your session has ended.');
  });

  it('needs the credential of the data directory to load data', async () => {
    for (const authorization of ['', 'Bearer ', `Bearer ${'x'.repeat(43)}`])
      expect(
        await nobody.send('PUT', '/operator/worlds/minh-hoa', { headers: { authorization } }),
      ).toMatchObject({ status: 401 });
  });
});

describe('what is unknown and what is another commune’s', () => {
  it('are answered alike', async () => {
    const other = await Visitor.signedIn(service.url, usernames.otherCommune);
    const content = appointment(candidate(1), vacant.radio);
    const one = await Case.draft(officers, content, communeId);
    await one.settled();
    const { body: unknown } = await other.send('GET', '/units/nope');
    for (const path of [
      one.path,
      '/proposals/nope',
      `/units/${communeId}`,
      '/units/minh-hoa',
      `/units/${communeId}/title-map`,
      '/units/nope/title-map',
      `/people?communeId=${communeId}`,
      '/people?communeId=nope',
    ])
      expect(await other.send('GET', path)).toMatchObject({ status: 404, body: unknown });
    for (const commune of [communeId, 'nope', 'song-may', '__proto__']) {
      const person = { communeId: commune, name: 'Hồ Quang Cần' };
      const draft = { communeId: commune, ...content };
      expect(await other.command('/people', person)).toMatchObject({ status: 404, body: unknown });
      expect(await other.command('/proposals', draft)).toMatchObject({
        status: 404,
        body: unknown,
      });
    }
  });

  it('are answered alike as the unit a proposal is about', async () => {
    const content = appointment(candidate(1), vacant.radio);
    for (const unitId of ['tan-lap-moi', 'tan-lap-moi-thon-thuong', 'song-may', 'nope', '..']) {
      const body = { communeId, ...content, details: { ...content.details, unitId } };
      expect(await post('/proposals', body)).toMatchObject({
        status: 404,
        body: { code: 'known-here' },
      });
    }
  });
});

describe('ids that are strange', () => {
  const ids = [
    ...['%20', '..', '%2e%2e', 'a%2fb', '%00', '%ff', '%', '$all', '__proto__', 'constructor'],
    ...['%22', "'", '%27%3B--', 'a:b', '*', '%0d%0aX:1', '%ED%A0%80', 'x'.repeat(5_000)],
    ...[encodeURIComponent('xã Hòa Bình'), encodeURIComponent('𝒳')],
  ];

  it.each(ids.map((id) => [id.slice(0, 20), id]))('%s', async (_shown, id) => {
    const asCommune = { ...officers.commune.headers, 'if-match': '"1"' };
    const asOperator = { authorization: `Bearer ${service.operatorToken}` };
    const requests: [method: string, path: string, headers: Sent['headers'], body?: string][] = [
      ['GET', `/units/${id}`, asCommune],
      ['GET', `/units/${id}/title-map`, asCommune],
      ['GET', `/people?communeId=${id}`, asCommune],
      ['GET', `/proposals/${id}`, asCommune],
      ['POST', `/proposals/${id}/submission`, asCommune, '{}'],
      ['POST', `/proposals/${id}/withdrawal`, asCommune, '{}'],
      ['POST', `/proposals/${id}/answers`, asCommune, '{"step":"reception","answer":"approve"}'],
      ['GET', `/operator/replay?asOf=2024-10-01&unitId=${id}`, asOperator],
      ['PUT', `/operator/worlds/${id}`, asOperator],
    ];
    const surprises: unknown[] = [];
    for (const [method, path, sent, body] of requests) {
      const headers = { ...sent, 'idempotency-key': randomUUID() };
      const status = await rawStatus(service.url, { method, path, headers, body });
      if (![400, 404, 422].includes(status)) surprises.push([status, method, path]);
    }
    expect(surprises).toEqual([]);
  });

  it('as people in a proposal', async () => {
    for (const personId of ['..', '__proto__', 'xa', 'x'.repeat(200)]) {
      const content = appointment(personId, vacant.radio);
      const one = await Case.draft(officers, content, communeId);
      const { revision } = await one.settled();
      const answer = await officers.commune.command(
        `${one.path}/submission`,
        { on: days.submitted },
        { revision },
      );
      expect(answer).toMatchObject({ status: 422, body: { code: 'people-registered' } });
    }
  });
});

describe('an address that there is nothing at, outside of the API', () => {
  const paths = ['/health/nope', '/metrics', '/api', '/assets/nope.js'];
  const ask = (path: string, headers: Record<string, string>) =>
    fetch(`${service.url}${path}`, { headers });

  it.each(paths)('is a problem for a program: %s', async (path) => {
    for (const accept of ['*/*', 'application/json', 'application/problem+json']) {
      const response = await ask(path, { accept });
      expect([response.status, response.headers.get('content-type')]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
      ]);
      expect(await response.json()).toMatchObject({
        code: 'http-404',
        title: 'Không có địa chỉ này.',
      });
    }
    const english = await ask(path, { 'accept-language': 'en' });
    expect(await english.json()).toMatchObject({ title: 'There is nothing at this address.' });
  });

  it.each(paths)('is a page for whoever browses: %s', async (path) => {
    const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
    const response = await ask(path, { accept, 'accept-language': 'vi' });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const page = await response.text();
    expect(page).toContain('<html lang="vi">');
    expect(page).toContain('Không có địa chỉ này.');
    expect(page).not.toContain('Cannot GET');
    const english = await ask(path, { accept, 'accept-language': 'en-GB' });
    expect(await english.text()).toContain('There is nothing at this address.');
  });

  it('takes nothing either, also where a page of the web client is', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect((await fetch(`${service.url}/ho-so`, { method })).status).toBe(404);
    expect((await ask('/ho-so', { accept: 'text/html' })).status).toBe(200);
  });

  it('is none where there is something', async () => {
    expect((await ask('/health/live', { accept: 'text/html' })).status).toBe(200);
  });
});
