import {
  account,
  establishment,
  person,
  plainDate,
  policy,
  unit,
  type Actor,
  type UnitLevel,
} from '#libs/domain';
import {
  actorOf,
  actors,
  communeId,
  context,
  districtId,
  hamletId,
  provinceId,
  samplePolicy,
} from '#libs/testing';

import type { LogRecorder } from './log-recorder.js';

export const otherCommuneId = 'xa-ban';
export const otherOfficer = actorOf('can-bo-xa-ban', {
  role: 'commune-officer',
  unitId: otherCommuneId,
});

const OPENED_ON = '2019-01-01';
const setUp = context(actors.operator, OPENED_ON);

const units: readonly [id: string, level: UnitLevel, name: string, parent: string | null][] = [
  [provinceId, 'province', 'tỉnh Mẫu', null],
  [districtId, 'district', 'huyện Mẫu', provinceId],
  [communeId, 'commune', 'xã Mẫu', districtId],
  [otherCommuneId, 'commune', 'xã Bạn', districtId],
  ['xa-mau-thon-10', 'hamlet', 'thôn 10', communeId],
  [hamletId, 'hamlet', 'thôn 1', communeId],
  ['xa-mau-thon-2', 'hamlet', 'thôn 2', communeId],
];

/** Registered in the first commune, in no order. */
export const names = {
  duong: 'Nguyễn Thị Đường',
  an: 'Nguyễn Văn An',
  dung: 'Đỗ Dũng',
  anh: 'Lê Ngọc Ánh',
  can: 'Hoàng Cán',
  binh: 'Trần Bình',
  anLe: 'Lê An',
} as const;

/** Two communes under one district, rules, accounts, people, and who held what at the beginning. */
export async function recordSampleWorld(log: LogRecorder): Promise<void> {
  for (const [unitId, level, name, parentId] of units)
    await log.ask(unit, unitId, { ...setUp, type: 'EstablishUnit', unitId, level, name, parentId });
  await log.ask(policy, districtId, {
    ...setUp,
    type: 'IssuePolicyVersion',
    policyId: districtId,
    version: 1,
    from: plainDate(OPENED_ON),
    basis: 'Mẫu, chưa thẩm định.',
    content: samplePolicy,
  });
  for (const actor of [...Object.values(actors), otherOfficer]) await openAccount(log, actor);
  for (const [personId, name] of Object.entries(names))
    await log.ask(person, personId, {
      ...setUp,
      type: 'RegisterPerson',
      personId,
      communeId,
      name,
    });
  await loadOpeningPositions(log);
}

async function openAccount(log: LogRecorder, actor: Actor): Promise<void> {
  const { accountId, personId, roles } = actor;
  await log.ask(account, accountId, {
    ...setUp,
    type: 'OpenAccount',
    ...{ accountId, personId, roles },
    username: personId,
    displayName: `Người ${personId}`,
    demonstration: true,
  });
}

/** Hamlet 1 has three holders and a vacancy; the commune an official and one without a slot. */
async function loadOpeningPositions(log: LogRecorder): Promise<void> {
  const nobody = { officials: [], surplus: [], rules: samplePolicy };
  const slot = (titleId: string, holderId: string | null, unitId = hamletId) => ({
    ...{ slotId: `${unitId}/${titleId}`, titleId, holderId },
  });
  await log.ask(establishment, communeId, {
    ...{ ...setUp, ...nobody, type: 'LoadOpeningPosition', unitId: communeId },
    slots: [slot('pho-ban-xa', null, communeId)],
    officials: [{ personId: 'can', workforce: 'civil-servant' }],
    surplus: [{ personId: 'dung', until: plainDate('2021-07-01') }],
  });
  await log.ask(establishment, communeId, {
    ...{ ...setUp, ...nobody, type: 'LoadOpeningPosition', unitId: hamletId },
    slots: [
      slot('bi-thu-chi-bo', 'an'),
      slot('truong-thon', 'binh'),
      slot('cong-an-vien', 'anh'),
      slot('thon-doi-truong', null),
    ],
  });
}
