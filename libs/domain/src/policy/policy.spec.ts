import { describe, expect, it } from '@jest/globals';

import { actors, capacityOf, context, givenFor, samplePolicy, sampleRoute } from '#libs/testing';

import { fold } from '../kernel/decider.js';
import { plainDate } from '../kernel/plain-date.js';
import type { PolicyContent } from './content.js';
import type { PolicyEvent } from './events.js';
import { policy, rulesOn, type IssuePolicyVersion } from './policy.js';

const given = givenFor(policy);

const issue = (version: number, from = '2020-01-01'): IssuePolicyVersion => ({
  type: 'IssuePolicyVersion',
  ...context(actors.operator, '2020-01-01'),
  policyId: 'bo-quy-tac-mau',
  version,
  from: plainDate(from),
  basis: 'mẫu, chưa thẩm định',
  content: samplePolicy,
});
const issued = (version: number, from = '2020-01-01', content = samplePolicy): PolicyEvent => ({
  type: 'PolicyVersionIssued',
  effectiveOn: plainDate(from),
  by: capacityOf(actors.operator),
  data: {
    policyId: 'bo-quy-tac-mau',
    version,
    from: plainDate(from),
    basis: 'mẫu, chưa thẩm định',
    content,
  },
});

describe('a policy version', () => {
  it('applies from the day it says, which may lie ahead', () =>
    given().when(issue(1, '2021-01-01')).then(issued(1, '2021-01-01')));

  it('is issued once', () => given(issued(1)).when(issue(1)).thenNothing());

  it('is the same whatever the order of the keys it is read with', () => {
    const reversed = Object.fromEntries(Object.entries(samplePolicy).reverse());
    given(issued(1, '2020-01-01', reversed as unknown as PolicyContent))
      .when(issue(1))
      .thenNothing();
  });

  it('is refused a second time with other content', () =>
    given(issued(1))
      .when({ ...issue(1), content: { ...samplePolicy, hamletPartTimeMax: 6 } })
      .thenRefused('policy-version-in-order'));

  it('is refused when a version is left out', () =>
    given(issued(1)).when(issue(3)).thenRefused('policy-version-in-order'));

  it.each(['commune-officer', 'standing-committee', 'process'] as const)(
    'is not issued by a %s',
    (role) =>
      given()
        .when({ ...issue(1), by: actors[role] })
        .thenRefused('not-allowed'),
  );
});

describe('the rules in force on a day', () => {
  const state = fold(policy, [
    issued(1, '2020-01-01'),
    issued(2, '2020-07-01'),
    issued(3, '2020-06-01'),
  ]);
  const versionOn = (day: string) => rulesOn(state, plainDate(day))?.version ?? null;

  it('are none before the first version applies', () => expect(versionOn('2019-12-31')).toBeNull());

  it('are those of the version issued last among the ones that apply by then', () => {
    expect(versionOn('2020-01-01')).toBe(1);
    expect(versionOn('2020-05-31')).toBe(1);
    expect(versionOn('2020-06-01')).toBe(3);
    expect(versionOn('2020-07-01')).toBe(3);
  });
});

describe('a policy at the edge of what is sound', () => {
  it('may pay nothing or all, demand all, and know one day', () => {
    const all = { numerator: 1, denominator: 1 };
    const edge: PolicyContent = {
      ...samplePolicy,
      titles: { head: { name: 'Trưởng thôn', level: 'hamlet', coefficient: 0 } },
      concurrencyPercent: { commune: 0, hamlet: 100 },
      calendar: { ...samplePolicy.calendar, to: samplePolicy.calendar.from },
      route: {
        id: 'r',
        steps: sampleRoute.steps.map((step) =>
          step.ballot ? { ...step, ballot: { quorum: all, passOver: all } } : step,
        ),
      },
    };
    given()
      .when({ ...issue(1), content: edge })
      .then(issued(1, '2020-01-01', edge));
  });
});

describe('a policy that is not sound is refused', () => {
  const [reception, appraisal, meeting, issuance] = sampleRoute.steps;
  if (!reception || !appraisal || !meeting?.ballot || !issuance) throw new Error('Four steps.');
  const route = (...steps: PolicyContent['route']['steps']) => ({ route: { id: 'r', steps } });
  const [first, second] = samplePolicy.baseSalary;
  if (!first || !second) throw new Error('Two base salaries.');
  const { ballot, ...noBallot } = meeting;
  const title = { name: 'Trưởng thôn', level: 'hamlet' } as const;

  it.each<[string, Partial<PolicyContent>]>([
    ['without titles', { titles: {} }],
    ['with part of a hundredth', { titles: { head: { ...title, coefficient: 0.9 } } }],
    ['with a negative coefficient', { titles: { head: { ...title, coefficient: -1 } } }],
    ['paying more than all', { concurrencyPercent: { commune: 101, hamlet: 50 } }],
    ['without a base salary', { baseSalary: [] }],
    ['with base salaries out of order', { baseSalary: [second, first] }],
    ['with two base salaries from one day', { baseSalary: [first, first] }],
    ['with half an officer', { hamletPartTimeMax: 4.5 }],
    ['without steps', route()],
    ['without issuance', route(reception, meeting)],
    ['with issuance before the end', route(issuance, meeting)],
    ['with issuance twice', route(issuance, { ...issuance, key: 'again' })],
    ['with one key for two steps', route(reception, { ...appraisal, key: 'tiep-nhan' }, issuance)],
    ['with a meeting without a ballot', route(noBallot, issuance)],
    [
      'with a quorum above all',
      route(
        { ...meeting, ballot: { ...ballot, quorum: { numerator: 3, denominator: 2 } } },
        issuance,
      ),
    ],
    [
      'with a majority of nothing',
      route(
        { ...meeting, ballot: { ...ballot, passOver: { numerator: 0, denominator: 0 } } },
        issuance,
      ),
    ],
    ['with part of a day', route({ ...reception, dueWorkingDays: 1.5 }, issuance)],
    [
      'with a body that may not answer',
      route({ ...reception, body: { role: 'commune-officer', level: 'commune' } }, issuance),
    ],
    [
      'with a calendar that ends before it begins',
      { calendar: { ...samplePolicy.calendar, to: plainDate('2019-01-01') } },
    ],
  ])('%s', (_fault, fault) =>
    given()
      .when({ ...issue(1), content: { ...samplePolicy, ...fault } })
      .thenRefused('policy-sound'),
  );
});
