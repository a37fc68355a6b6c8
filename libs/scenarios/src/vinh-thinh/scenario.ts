import { addDays, plainDate, type DecisionSubject, type PlainDate } from '#libs/domain';

import type { Scenario, ScenarioProposal } from '../scenario.js';
import { vinhThinhData, type VinhThinhData } from './data.js';
import {
  COMMUNE,
  communeSlots,
  hamletId,
  hamletNumbers,
  hamletTitles,
  holderOf,
  officialId,
  slotId,
  vinhThinhWorld,
} from './world.js';

const HAMLETS_A_DAY = 5;

/** Vĩnh Thịnh: one proposal of the commune and one of each hamlet. */
export function vinhThinh(data: VinhThinhData = vinhThinhData): Scenario {
  const communeOn = plainDate(data.communeEffectiveOn);
  const hamlets = hamletNumbers(data).map((n) =>
    proposal(n, consolidation(n, data), plainDate(hamletDay(n, data))),
  );
  return {
    id: COMMUNE,
    world: vinhThinhWorld(data),
    communeId: COMMUNE,
    beforeOn: addDays(communeOn, -1),
    officers: {
      communeOfficer: 'vinh-thinh.xa',
      organisationCommission: 'vinh-tuong.bantochuc',
      standingCommittee: 'vinh-tuong.banthuongvu',
    },
    proposals: [proposal(0, concurrentAssignment(data), communeOn), ...hamlets],
  };
}

/** Cadres and civil servants take over part-time titles of the commune. */
function concurrentAssignment(data: VinhThinhData): DecisionSubject {
  const taken = communeSlots(data).slice(0, data.officials);
  const assignments = taken.map((slot, index) => ({
    slotId: slot.slotId,
    personId: officialId(index + 1),
  }));
  return { kind: 'concurrent-assignment', details: { unitId: COMMUNE, assignments } };
}

/** The titles of a hamlet that do not keep a head of their own pass to those that do. */
function consolidation(n: number, data: VinhThinhData): DecisionSubject {
  const unitId = hamletId(n);
  const assignments = hamletTitles(n, data).flatMap((title) =>
    'passesTo' in title && title.passesTo
      ? [{ slotId: slotId(unitId, title.id), personId: holderOf(slotId(unitId, title.passesTo)) }]
      : [],
  );
  return { kind: 'title-consolidation', details: { unitId, assignments } };
}

function hamletDay(n: number, { hamletsEffectiveOn }: VinhThinhData): string {
  return hamletsEffectiveOn[Math.floor((n - 1) / HAMLETS_A_DAY)] ?? '';
}

function proposal(n: number, subject: DecisionSubject, takesEffectOn: PlainDate): ScenarioProposal {
  const day = (before: number) => addDays(takesEffectOn, -before);
  return {
    key: `${COMMUNE}/${n}`,
    subject,
    justification:
      'Thực hiện Đề án 01 và Nghị quyết 22: sắp xếp, bố trí kiêm nhiệm người hoạt động không chuyên trách.',
    takesEffectOn,
    draftedOn: day(40),
    submittedOn: day(38),
    receivedOn: day(37),
    appraisedOn: day(25),
    minutes: {
      number: `${n + 1}-BB/HU`,
      heldOn: day(12),
      summoned: 11,
      present: 10,
      inFavour: 10,
      against: 0,
    },
    issuedOn: day(10),
    decisionNumber: String(100 + n),
  };
}
