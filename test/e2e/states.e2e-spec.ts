import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { Case, days, minutes, officersAt, paper, usernames, type Officers } from '../kit/cases.js';
import type { Acknowledged, Drafted, Problem } from '../kit/contract.js';
import { appointment, candidate, communeId, otherCommuneId, vacant } from '../kit/demonstration.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms } from '../kit/programs.js';
import { RunningService } from '../kit/service.js';
import { Visitor, type Answer } from '../kit/visitor.js';

const content = appointment(candidate(1), vacant.radio);
const ofOtherCommune = {
  ...{ communeId: otherCommuneId, ...appointment(candidate(1), vacant.otherRadio) },
  on: days.drafted,
};
const approve = (step: string) => ({ step, answer: 'approve', on: days.issued });
const sentence = /^\p{Lu}.*[à-ỹ].*\.$/u;

let officers: Officers;
let other: Visitor;

beforeAll(async () => {
  const { url } = await RunningService.start(newDirectory());
  officers = await officersAt(url);
  other = await Visitor.signedIn(url, usernames.otherCommune);
}, 30_000);

afterAll(async () => {
  await endPrograms();
  removeDirectories();
});

/** Where the log ends, told by something that is written there and then. */
async function endOfLog(): Promise<number> {
  const person = { communeId, name: 'Bùi Kim Lụa' };
  return (await officers.commune.tell('/people', person)).position;
}

/** What the command is answered, once it is sure that nothing was written. */
async function refused(command: () => Promise<Answer<Problem>>): Promise<Answer<Problem>> {
  const before = await endOfLog();
  const answer = await command();
  expect(await endOfLog()).toBe(before + 1);
  return answer;
}

const draft = () => Case.draft(officers, content, communeId);

async function submitted(): Promise<Case> {
  const one = await draft();
  await one.submit();
  return one;
}

async function onAgenda(): Promise<Case> {
  const one = await submitted();
  await one.receive();
  await one.appraise();
  return one;
}

async function rejected(): Promise<Case> {
  const one = await submitted();
  const body = { answer: 'return', reason: 'Thiếu lý lịch.', on: days.received };
  await one.answer('commission', body);
  await one.withdraw(days.received);
  return one;
}

describe('what the state of a case does not allow', () => {
  type Attempt = [
    attempt: string,
    stand: () => Promise<Case>,
    by: keyof Officers,
    act: string,
    body: object,
    rule: string,
  ];

  const attempts: Attempt[] = [
    ['to answer a draft', draft, 'commune', 'answers', approve('reception'), 'step-open'],
    ['to issue a draft', draft, 'commune', 'decision', paper, 'step-open'],
    ['to submit twice', submitted, 'commune', 'submission', {}, 'proposal-writable'],
    ['to answer ahead', submitted, 'committee', 'answers', approve('conclusion'), 'step-open'],
    ['to answer no step', submitted, 'commission', 'answers', approve('nope'), 'step-open'],
    ['to issue ahead', submitted, 'commission', 'decision', paper, 'issued-at-the-end'],
    ['to withdraw late', onAgenda, 'commune', 'withdrawal', {}, 'withdraw-before-agenda'],
    ['to answer again', onAgenda, 'commission', 'answers', approve('appraisal'), 'step-open'],
    ['to submit the ended', rejected, 'commune', 'submission', {}, 'proposal-writable'],
    ['to answer the ended', rejected, 'commission', 'answers', approve('reception'), 'step-open'],
  ];

  it.each(attempts)('%s', async (_attempt, stand, by, act, body, rule) => {
    const one = await stand();
    const { revision } = await one.settled();
    const answer = await refused(() =>
      officers[by].command(`${one.path}/${act}`, body, { revision }),
    );
    expect(answer).toMatchObject({ status: 409, body: { code: rule, status: 409 } });
    expect(answer.body.detail).toMatch(sentence);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect((await one.settled()).revision).toBe(revision);
  });

  it('to know of a draft, for whoever is not of its commune', async () => {
    const one = await draft();
    const { revision } = await one.settled();
    const answer = await refused(() =>
      officers.commission.command(`${one.path}/answers`, approve('reception'), { revision }),
    );
    expect(answer).toMatchObject({ status: 404, body: { code: 'known-here' } });
  });

  it('to edit what is under way', async () => {
    const one = await submitted();
    const { revision } = await one.settled();
    const { kind, details, takesEffectOn, justification } = content;
    const body = { kind, details, takesEffectOn, justification };
    const beside = { revision, method: 'PUT' } as const;
    const answer = await refused(() =>
      officers.commune.command(`${one.path}/content`, body, beside),
    );
    expect(answer).toMatchObject({ status: 409, body: { code: 'proposal-writable' } });
  });

  it('to conclude without minutes, or to reject without a reason', async () => {
    const one = await onAgenda();
    const { revision } = await one.settled();
    const conclude = (body: object) =>
      refused(() =>
        officers.committee.command(
          `${one.path}/answers`,
          { ...approve('conclusion'), ...body },
          { revision },
        ),
      );
    expect(await conclude({})).toMatchObject({ body: { code: 'minutes-required' } });
    const noReason = await conclude({ answer: 'reject', minutes, reason: '  ' });
    expect(noReason).toMatchObject({ status: 422, body: { code: 'reason-required' } });
    const tooFew = { ...minutes, present: 7, inFavour: 7, against: 0 };
    expect(await conclude({ minutes: tooFew })).toMatchObject({ body: { code: 'quorum' } });
  });

  it('to appoint to a title that somebody holds', async () => {
    const taken = appointment(candidate(1), 'hoa-binh-moi.c-clerk.1');
    const one = await Case.draft(officers, taken, communeId);
    const { revision } = await one.settled();
    const answer = await refused(() =>
      officers.commune.command(`${one.path}/submission`, { on: days.submitted }, { revision }),
    );
    expect(answer).toMatchObject({ status: 409, body: { code: 'one-holder-per-slot' } });
  });

  it('to decide on one’s own proposal', async () => {
    const one = await submitted();
    const { revision } = await one.settled();
    const answer = await refused(() =>
      officers.commune.command(`${one.path}/answers`, approve('reception'), { revision }),
    );
    expect(answer).toMatchObject({ status: 403, body: { code: 'author-never-decides' } });
  });
});

describe('a command that comes again', () => {
  const body = { communeId, ...content, on: days.drafted };

  it('is answered as it was and carried out once, also many times at once', async () => {
    const key = randomUUID();
    const before = await endOfLog();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        officers.commune.command<Drafted>('/proposals', body, { key }),
      ),
    );
    const [first] = answers;
    expect(first).toMatchObject({ status: 201, body: { revision: 1, position: before + 1 } });
    for (const again of answers) expect(again.body).toEqual(first?.body);
    expect(await endOfLog()).toBe(before + 2);
  });

  it('is refused when it is another command', async () => {
    const key = randomUUID();
    await officers.commune.tell<Drafted>('/proposals', body, { key });
    const changed = { ...body, justification: 'Lý do khác.' };
    const answer = await refused(() => officers.commune.command('/proposals', changed, { key }));
    expect(answer).toMatchObject({ status: 409, body: { code: 'command-id-reused' } });
  });

  it('is another one where another person sends it', async () => {
    const key = randomUUID();
    const mine = await officers.commune.tell<Drafted>('/proposals', body, { key });
    const stolen = await refused(() => other.command('/proposals', body, { key }));
    expect(stolen.body).not.toHaveProperty('proposalId');
    const theirs = await other.tell<Drafted>('/proposals', ofOtherCommune, { key });
    expect(theirs.proposalId).not.toBe(mine.proposalId);
  });

  it('is answered to one alone when two different ones come at once under one id', async () => {
    const key = randomUUID();
    const before = await endOfLog();
    const two = [body, { ...body, justification: 'Lý do khác.' }];
    const answers = await Promise.all(
      two.map((one) => officers.commune.command<Drafted>('/proposals', one, { key })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await endOfLog()).toBe(before + 2);
  });

  it('stands though the case has moved on since', async () => {
    const one = await draft();
    const key = randomUUID();
    const submit = () =>
      officers.commune.command<Acknowledged>(
        `${one.path}/submission`,
        { on: days.submitted },
        { key, revision: 1 },
      );
    const first = await submit();
    one.sawActAt(first.body.position);
    await one.receive();
    expect(await refused(submit as () => Promise<Answer<never>>)).toMatchObject({
      status: 200,
      body: first.body,
    });
  });
});

describe('what the asker must have seen', () => {
  const act = { on: days.submitted };

  it('goes with a command, and must be the latest', async () => {
    const one = await draft();
    const submit = (headers: Record<string, string>) =>
      officers.commune.send<Problem>('POST', `${one.path}/submission`, { body: act, headers });
    const key = { 'idempotency-key': randomUUID() };
    expect(await refused(() => submit({ 'if-match': '"1"' }))).toMatchObject({
      status: 400,
      body: { code: 'idempotency-key' },
    });
    const saying = (word: string) => expect.stringContaining(word) as unknown;
    expect(
      await refused(() => submit({ 'idempotency-key': 'x', 'if-match': '"1"' })),
    ).toMatchObject({ status: 400, body: { detail: saying('Không phải UUID') } });
    expect(await refused(() => submit(key))).toMatchObject({
      status: 428,
      body: { detail: saying('Thiếu') },
    });
    expect(await refused(() => submit({ ...key, 'if-match': '*' }))).toMatchObject({
      status: 428,
      body: { detail: saying('không đúng dạng') },
    });
    const stale = await refused(() => submit({ ...key, 'if-match': '"7"' }));
    expect(stale).toMatchObject({ status: 412, body: { code: 'seen-latest-state' } });
  });

  it('says the same to a stranger about a case, whatever they claim, and about none', async () => {
    const one = await draft();
    const { revision } = await one.settled();
    const bodies = await Promise.all(
      [one.path, '/proposals/nope'].flatMap((path) =>
        [0, revision, 7].map(async (claimed) => {
          const answer = await other.command(`${path}/submission`, act, { revision: claimed });
          return [answer.status, answer.body];
        }),
      ),
    );
    expect(bodies[0]?.[0]).toBe(404);
    for (const body of bodies) expect(body).toEqual(bodies[0]);
  });

  it('shows nobody the names of another commune’s people', async () => {
    const theirs = appointment('p.tan-lap-moi.candidate.1', vacant.radio);
    const one = await Case.draft(officers, theirs, communeId);
    const { moves } = await one.settled();
    expect(moves).toMatchObject([{ to: { personId: 'p.tan-lap-moi.candidate.1', name: null } }]);
  });
});
