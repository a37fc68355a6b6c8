import {
  account,
  addDays,
  erasure,
  establishment,
  person,
  plainDate,
  policy,
  unit,
  type Actor,
  type Role,
  type UnitLevel,
} from '#libs/domain';
import { minhHoa } from '#libs/scenarios';

import { LogRecorder } from '../../libs/read-models/src/testing/log-recorder.js';
import { decideCase, EVENTS_A_CASE, said, type CaseOffices } from './decided-case.js';
import { perSecond } from './figure.js';
import type { Workplace } from './workplace.js';

const FIRST_DAY = plainDate('2018-01-01');
const DISTRICT = 'song-may';
const PROVINCE = 'minh-hoa';
/** Of a commune in some seven years. */
const EVENTS_A_COMMUNE = 5_000;
const AT_ONCE = 64;
const HAMLETS = 4;
/** A hamlet may have five part-time officers. */
const SLOTS_A_HAMLET = 4;
const SLOTS = HAMLETS * SLOTS_A_HAMLET;
/** For each slot, who take turns at it. */
const PEOPLE_A_SLOT = 4;
const DAYS_A_CASE = 7;
/** One unit for each hamlet and the commune, one account, and two events of an erasure. */
const SET_UP = HAMLETS + 1 + SLOTS * (PEOPLE_A_SLOT + 1) + 1 + 2;
const CASES_A_COMMUNE = Math.floor((EVENTS_A_COMMUNE - SET_UP) / EVENTS_A_CASE);

const actor = (id: string, role: Role, unitId: string): Actor => ({
  ...{ accountId: id, personId: `p.${id}` },
  roles: [{ role, unitId }],
});
const operator = actor('operator', 'operator', 'service');
const protection = actor('baovedulieu', 'data-protection-officer', DISTRICT);
const service = actor('process', 'process', 'service');
const commission = actor('bantochuc', 'organisation-commission', DISTRICT);
const committee = actor('banthuongvu', 'standing-committee', DISTRICT);
const setUp = said(operator, FIRST_DAY);

/**
 * A log of communes side by side, each with its units, people, an erasure that was declined, and
 * one case after another, all of it as the deciders answer it and sealed with keys as in use.
 */
export async function writeCasesLog(place: Workplace, events: number): Promise<void> {
  const [first] = minhHoa.policies;
  if (!first) throw new Error('The sample world has rules.');
  const log = new LogRecorder(place.store, place.keys);
  await establish(log, PROVINCE, 'province', null);
  await establish(log, DISTRICT, 'district', PROVINCE);
  await log.ask(policy, DISTRICT, {
    ...{ type: 'IssuePolicyVersion', ...setUp, ...first, from: FIRST_DAY },
  });
  for (const of of [protection, commission, committee]) await openAccount(log, of);
  const { policyId, version, content } = first;
  const offices = { commission, committee, service, rules: { policyId, version, content } };
  await perSecond(Math.ceil(events / EVENTS_A_COMMUNE), AT_ONCE, (commune) =>
    writeCommune(place, `xa-${commune}`, offices),
  );
}

async function writeCommune(
  { store, keys }: Workplace,
  communeId: string,
  offices: Omit<CaseOffices, 'officer'>,
): Promise<void> {
  const log = new LogRecorder(store, keys);
  const officer = actor(`canbo.${communeId}`, 'commune-officer', communeId);
  await openAccount(log, officer);
  await writeOpening(log, communeId, offices);
  await askForErasure(log, communeId);
  const unitPath = [
    { unitId: communeId, level: 'commune' },
    { unitId: DISTRICT, level: 'district' },
    { unitId: PROVINCE, level: 'province' },
  ] as const;
  for (let n = 0; n < CASES_A_COMMUNE; n++) {
    const [slot, turn] = [n % SLOTS, Math.floor(n / SLOTS)];
    const kind = turn % 2 === 0 ? ('appointment' as const) : ('relief' as const);
    const personId = personOf(communeId, slot, Math.floor(turn / 2) % PEOPLE_A_SLOT);
    const details = { ...slotOf(communeId, slot, offices), personId };
    const draftedOn = addDays(FIRST_DAY, 1 + n * DAYS_A_CASE);
    const proposalId = `${communeId}.${n}`;
    const toDecide = { proposalId, subject: { kind, details }, unitPath, draftedOn };
    await decideCase(new LogRecorder(store, keys), log, toDecide, { ...offices, officer });
  }
}

/** Hamlets with titles that nobody holds yet, and those who will. */
async function writeOpening(
  log: LogRecorder,
  communeId: string,
  offices: Pick<CaseOffices, 'rules'>,
): Promise<void> {
  await establish(log, communeId, 'commune', DISTRICT);
  for (let n = 0; n < HAMLETS; n++)
    await establish(log, hamletOf(communeId, n * SLOTS_A_HAMLET), 'hamlet', communeId);
  for (let slot = 0; slot < SLOTS; slot++)
    for (let n = 0; n < PEOPLE_A_SLOT; n++) {
      const personId = personOf(communeId, slot, n);
      const name = `Người thứ ${slot}.${n}`;
      await log.ask(person, personId, {
        ...{ type: 'RegisterPerson', ...setUp, personId, communeId, name },
      });
    }
  for (let first = 0; first < SLOTS; first += SLOTS_A_HAMLET) {
    const slots = Array.from({ length: SLOTS_A_HAMLET }, (_, n) => ({
      ...slotOf(communeId, first + n, offices),
      holderId: null,
    }));
    const opening = { unitId: hamletOf(communeId, first), slots, officials: [], surplus: [] };
    const rules = offices.rules.content;
    const command = { type: 'LoadOpeningPosition', ...setUp, ...opening, rules } as const;
    await log.ask(establishment, communeId, command);
  }
}

async function askForErasure(log: LogRecorder, communeId: string): Promise<void> {
  const subjectId = personOf(communeId, 0, PEOPLE_A_SLOT - 1);
  const subject = { kind: 'person', unitPath: [communeId, DISTRICT], isOpenCase: false } as const;
  const basis = { ground: 'subject-request', reference: '12/ĐN' } as const;
  const by = said(protection, FIRST_DAY);
  await log.ask(erasure, subjectId, { type: 'ProposeErasure', ...by, subjectId, subject, basis });
  await log.ask(erasure, subjectId, { type: 'DeclineErasure', ...by });
}

async function openAccount(log: LogRecorder, { accountId, personId, roles }: Actor): Promise<void> {
  const named = { username: accountId, displayName: `Tài khoản ${accountId}` };
  await log.ask(account, accountId, {
    ...{ type: 'OpenAccount', ...setUp, accountId, personId, roles, ...named },
    demonstration: true,
  });
}

async function establish(
  log: LogRecorder,
  unitId: string,
  level: UnitLevel,
  parentId: string | null,
): Promise<void> {
  const name = `đơn vị ${unitId}`;
  await log.ask(unit, unitId, { type: 'EstablishUnit', ...setUp, unitId, level, name, parentId });
}

function hamletOf(communeId: string, slot: number): string {
  return `${communeId}-thon-${Math.floor(slot / SLOTS_A_HAMLET)}`;
}

function slotOf(communeId: string, slot: number, { rules }: Pick<CaseOffices, 'rules'>) {
  const titles = Object.entries(rules.content.titles).filter(([, { level }]) => level === 'hamlet');
  const titleId = titles[slot % SLOTS_A_HAMLET]?.[0] ?? '';
  const unitId = hamletOf(communeId, slot);
  return { unitId, titleId, slotId: `${unitId}.${titleId}` };
}

function personOf(communeId: string, slot: number, n: number): string {
  return `p.${communeId}.${slot}.${n}`;
}
