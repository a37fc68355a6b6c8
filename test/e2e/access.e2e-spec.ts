import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { DEMONSTRATION_PASSWORD } from '#libs/scenarios';

import { Case, days, minutes, officersAt, paper, usernames, type Officers } from '../kit/cases.js';
import { appointment, candidate, communeId, thonTay, vacant } from '../kit/demonstration.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms } from '../kit/programs.js';
import { RunningService } from '../kit/service.js';
import { Visitor } from '../kit/visitor.js';
import { routesOfApi } from './routes.js';

const ASKERS = [
  'nobody',
  'own',
  'other',
  'commission',
  'committee',
  'auditor',
  'operator',
] as const;
type Asker = (typeof ASKERS)[number];
type Statuses = readonly number[];

interface Request {
  readonly path: string;
  readonly body?: object;
  readonly revision?: number;
}

interface Row {
  /** A request that is right in everything but perhaps who sends it, on a case of its own. */
  readonly request: (officers: Officers) => Request | Promise<Request>;
  /** In the order of `ASKERS`: the officer of this commune is `own`, of another is `other`. */
  readonly statuses: Statuses;
}

const everybody = (status: number): Statuses => ASKERS.map(() => status);
const operatorAlone = (status: number): Statuses => [401, 401, 401, 401, 401, 401, status];
const content = appointment(candidate(1), vacant.radio);

const at = (path: string, body?: object): Row['request'] => {
  const request = { path, ...(body && { body }) };
  return () => request;
};

async function onDraft(officers: Officers, act: string, body: object): Promise<Request> {
  const { path } = await Case.draft(officers, content, communeId);
  return { path: `${path}/${act}`, body, revision: 1 };
}

async function onReceipt(officers: Officers): Promise<Request> {
  const one = await Case.draft(officers, content, communeId);
  const { timeline } = await one.submit();
  const submitted = timeline.find(({ type }) => type === 'ProposalSubmitted');
  return { path: `${one.path}/receipts/${submitted?.eventId ?? ''}` };
}

async function onReadable(officers: Officers): Promise<Request> {
  const one = await Case.draft(officers, content, communeId);
  await one.submit(); // a draft is its commune's alone
  return { path: one.path };
}

async function onReceivable(officers: Officers): Promise<Request> {
  const one = await Case.draft(officers, content, communeId);
  const { revision } = await one.submit();
  const body = { step: 'reception', answer: 'approve', on: days.received };
  return { path: `${one.path}/answers`, body, revision };
}

async function onIssuable(officers: Officers): Promise<Request> {
  const one = await Case.draft(officers, content, communeId);
  await one.submit();
  await one.receive();
  await one.appraise();
  const { revision } = await one.answer('committee', {
    answer: 'approve',
    minutes,
    on: days.concluded,
  });
  return { path: `${one.path}/decision`, body: { ...paper, on: days.issued }, revision };
}

const person = { kind: 'person', subjectId: candidate(1) } as const;
const basis = { ground: 'not-selected', reference: '12/QĐ-UBND' } as const;

/** Only officers for data protection do more than ask: see `can.spec.ts`. */
async function onProposedErasure(
  { commune: { url } }: Officers,
  act: string,
  body: object = {},
): Promise<Request> {
  const officer = await Visitor.signedIn(url, usernames.protection);
  await officer.tell('/erasures', { ...person, basis });
  return { path: `/erasures/${person.subjectId}/${act}`, body };
}

const { kind, details, takesEffectOn, justification } = content;
const written = { kind, details, takesEffectOn, justification, on: days.drafted };
const replay = `/operator/replay?unitId=${communeId}&asOf=${days.effective}`;
const bisect = `/operator/bisect?unitId=${communeId}&by=day&when=slots>0`;
const between = `from=${days.drafted}&to=${days.effective}`;
const signIn = { username: usernames.commune, password: DEMONSTRATION_PASSWORD };

/** Who may do what at every route. A route that is not listed fails the test. */
const TABLE: Readonly<Record<string, Row>> = {
  'GET /health/live': { request: at('/../../health/live'), statuses: everybody(200) },
  'GET /health/ready': { request: at('/../../health/ready'), statuses: everybody(200) },
  'GET /operator/replay': { request: at(replay), statuses: operatorAlone(200) },
  'GET /operator/diff': {
    request: at(`/operator/diff?unitId=${communeId}&${between}`),
    statuses: operatorAlone(200),
  },
  'GET /operator/log': { request: at('/operator/log?limit=5'), statuses: operatorAlone(200) },
  'GET /operator/shown/:what': { request: at('/operator/shown/1'), statuses: operatorAlone(200) },
  'GET /operator/export': { request: at('/operator/export'), statuses: operatorAlone(200) },
  'GET /operator/bisect': { request: at(bisect), statuses: operatorAlone(200) },
  'GET /operator/seal-keys': { request: at('/operator/seal-keys'), statuses: operatorAlone(200) },
  'POST /operator/seal-keys': {
    request: at('/operator/seal-keys', {}),
    statuses: operatorAlone(201),
  },
  // Refused with their own sentences: there is no such key, and nothing to accept.
  'POST /operator/retired-seal-keys': {
    request: at('/operator/retired-seal-keys', { vkey: 'khong-co' }),
    statuses: operatorAlone(404),
  },
  'POST /operator/accepted-restores': {
    request: at('/operator/accepted-restores', {}),
    statuses: operatorAlone(409),
  },
  'POST /operator/backups': {
    request: () => ({ path: '/operator/backups', body: { to: `${newDirectory()}/backup` } }),
    statuses: operatorAlone(201),
  },
  'PUT /operator/worlds/:worldId': {
    request: at('/operator/worlds/minh-hoa', {}),
    statuses: operatorAlone(204),
  },
  'GET /people': {
    request: at(`/people?communeId=${communeId}`),
    statuses: [401, 200, 404, 200, 200, 200, 200],
  },
  'POST /people': {
    request: at('/people', { communeId, name: 'Vũ Văn Đoài' }),
    statuses: [401, 201, 404, 403, 403, 403, 201],
  },
  'GET /inbox': { request: at('/inbox'), statuses: [401, 200, 200, 200, 200, 200, 200] },
  'GET /proposals': { request: at('/proposals'), statuses: [401, 200, 200, 200, 200, 200, 200] },
  'GET /proposals/:proposalId': {
    request: onReadable,
    statuses: [401, 200, 404, 200, 200, 200, 404],
  },
  'GET /proposals/:proposalId/receipts/:eventId': {
    request: onReceipt,
    statuses: [401, 200, 404, 200, 200, 200, 404],
  },
  'POST /proposals': {
    request: at('/proposals', { communeId, ...written }),
    statuses: [401, 201, 404, 403, 403, 403, 403],
  },
  'PUT /proposals/:proposalId/content': {
    request: (officers) => onDraft(officers, 'content', written),
    statuses: [401, 200, 404, 404, 404, 404, 404],
  },
  'POST /proposals/:proposalId/submission': {
    request: (officers) => onDraft(officers, 'submission', { on: days.submitted }),
    statuses: [401, 200, 404, 404, 404, 404, 404],
  },
  'POST /proposals/:proposalId/withdrawal': {
    request: (officers) => onDraft(officers, 'withdrawal', { on: days.submitted }),
    statuses: [401, 200, 404, 404, 404, 404, 404],
  },
  'POST /proposals/:proposalId/answers': {
    request: onReceivable,
    statuses: [401, 403, 404, 200, 403, 403, 404],
  },
  'POST /proposals/:proposalId/decision': {
    request: onIssuable,
    statuses: [401, 403, 404, 403, 200, 403, 404],
  },
  'GET /erasures': { request: at('/erasures'), statuses: [401, 200, 200, 200, 200, 200, 200] },
  'POST /erasures': {
    request: at('/erasures', { ...person, basis }),
    statuses: [401, 403, 404, 403, 403, 403, 201],
  },
  'POST /erasures/:subjectId/approval': {
    request: (officers) => onProposedErasure(officers, 'approval'),
    statuses: [401, 403, 404, 403, 403, 403, 403],
  },
  'POST /erasures/:subjectId/hold': {
    request: (officers) =>
      onProposedErasure(officers, 'hold', { kind: 'person', reference: '7/CV-UBKT' }),
    statuses: [401, 403, 404, 403, 403, 403, 403],
  },
  'POST /erasures/:subjectId/release': {
    request: (officers) => onProposedErasure(officers, 'release'),
    statuses: [401, 403, 404, 403, 403, 403, 403],
  },
  'POST /erasures/:subjectId/refusal': {
    request: (officers) => onProposedErasure(officers, 'refusal'),
    statuses: [401, 403, 404, 403, 403, 403, 200],
  },
  'POST /session': { request: at('/session', signIn), statuses: everybody(200) },
  'GET /session': { request: at('/session'), statuses: [401, 200, 200, 200, 200, 200, 401] },
  'DELETE /session': { request: at('/session'), statuses: everybody(204) },
  'GET /stream': { request: at('/stream'), statuses: [401, 200, 200, 200, 200, 200, 200] },
  'GET /units/:unitId': {
    request: at(`/units/${thonTay}`),
    statuses: [401, 200, 404, 200, 200, 200, 200],
  },
  'GET /units/:unitId/replay': {
    request: at(`/units/${thonTay}/replay`),
    statuses: [401, 200, 404, 200, 200, 200, 200],
  },
  'GET /units/:unitId/diff': {
    request: at(`/units/${thonTay}/diff?${between}`),
    statuses: [401, 200, 404, 200, 200, 200, 200],
  },
  'GET /units/:unitId/title-map': {
    request: at(`/units/${thonTay}/title-map`),
    statuses: [401, 200, 404, 200, 200, 200, 200],
  },
};

describe('who may do what', () => {
  let service: RunningService;
  let officers: Officers;

  beforeAll(async () => {
    service = await RunningService.start(newDirectory());
    officers = await officersAt(service.url);
  }, 30_000);

  afterAll(async () => {
    await endPrograms();
    removeDirectories();
  });

  it('is said for every route there is', () => {
    expect(Object.keys(TABLE).sort()).toEqual(routesOfApi().sort());
  });

  it.each(Object.entries(TABLE))('%s', async (route, { request, statuses }) => {
    const [method = ''] = route.split(' ');
    const askers = await signedIn(service);
    const found = await Promise.all(
      ASKERS.map(async (asker) => [
        asker,
        await statusOf(askers[asker], method, await request(officers)),
      ]),
    );
    expect(found).toEqual(ASKERS.map((asker, index) => [asker, statuses[index]]));
  });
});

/** Sessions of their own for each row: one of them is ended by what it asks. */
async function signedIn({ url, operatorToken }: RunningService): Promise<Record<Asker, Visitor>> {
  const [own, other, commission, committee, auditor] = await Promise.all(
    [
      usernames.commune,
      usernames.otherCommune,
      usernames.commission,
      usernames.committee,
      usernames.auditor,
    ].map((username) => Visitor.signedIn(url, username)),
  );
  if (!own || !other || !commission || !committee || !auditor) throw new Error('Nobody came.');
  const operator = Visitor.operator(url, operatorToken);
  return { nobody: new Visitor(url), own, other, commission, committee, auditor, operator };
}

async function statusOf(
  { url, headers }: Visitor,
  method: string,
  { path, body, revision }: Request,
): Promise<number> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...headers,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...(revision !== undefined && { 'if-match': `"${revision}"` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  await response.body?.cancel(); // a live stream has no end
  return response.status;
}
