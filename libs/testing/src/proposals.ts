import {
  plainDate,
  privateText,
  type Capacity,
  type DecisionSubject,
  type Minutes,
  type ProposalEvent,
} from '#libs/domain';
import { actors, capacityOf } from './actors.js';
import { sampleRoute, sampleRules } from './policy.js';
import { districtId, hamletId, unitPath } from './units.js';

/** Where a sample case has got to: the last thing that happened to it. */
export type ProposalStage = keyof typeof proposalAt;

export const sampleSubject: DecisionSubject = {
  kind: 'appointment',
  details: { unitId: hamletId, slotId: `${hamletId}/truong-thon`, personId: 'nguoi-moi' },
};

/** 10 summoned, 8 present, 7 in favour. */
export const sampleMinutes: Minutes = {
  number: '12-BB/HU',
  heldOn: plainDate('2020-03-16'),
  summoned: 10,
  present: 8,
  inFavour: 7,
  against: 1,
};

const proposalId = 'to-trinh-1';
const decisionId = 'quyet-dinh-1';
const officer = capacityOf(actors['commune-officer']);
const commission = capacityOf(actors['organisation-commission']);
const committee = capacityOf(actors['standing-committee']);
const service = capacityOf(actors.process);

const drafted = event('ProposalDrafted', '2020-03-02', officer, {
  proposalId,
  unitPath,
  subject: sampleSubject,
  takesEffectOn: plainDate('2020-04-01'),
  justification: privateText(proposalId, 'Kiện toàn chức danh còn trống.'),
});
const routeFixed = event('RouteFixed', '2020-03-03', officer, {
  policyId: sampleRules.policyId,
  policyVersion: sampleRules.version,
  route: sampleRoute,
});
const submitted = event('ProposalSubmitted', '2020-03-03', officer, { round: 1 });

const draft: ProposalEvent[] = [drafted];
const awaitingReception = [...draft, routeFixed, submitted];
const inReception = [...awaitingReception, opened('tiep-nhan', commission, '2020-03-03')];
const awaitingAppraisal = [...inReception, answered('tiep-nhan', 'approve', '2020-03-04')];
const inAppraisal = [...awaitingAppraisal, opened('tham-dinh', commission, '2020-03-04')];
const awaitingMeeting = [...inAppraisal, answered('tham-dinh', 'approve', '2020-03-09')];
const inMeeting = [...awaitingMeeting, opened('hop', committee, '2020-03-09')];
const awaitingIssuance = [...inMeeting, answered('hop', 'approve', '2020-03-16')];
const inIssuance = [...awaitingIssuance, opened('ban-hanh', committee, '2020-03-16')];
const issued = [
  ...inIssuance,
  event('DecisionIssued', '2020-03-18', committee, {
    step: 'ban-hanh',
    decisionId,
    number: '45',
    symbol: 'QĐ/HU',
    signer: privateText(proposalId, 'Người ký mẫu'),
    signingCapacity: 'TM',
    takesEffectOn: plainDate('2020-04-01'),
  }),
];

/** The history of one case, an appointment, up to each stage it can be found in. */
export const proposalAt = {
  draft,
  awaitingReception,
  inReception,
  returned: [...inReception, answered('tiep-nhan', 'return', '2020-03-04')],
  awaitingAppraisal,
  inAppraisal,
  awaitingMeeting,
  inMeeting,
  rejected: [...inMeeting, answered('hop', 'reject', '2020-03-16')],
  deferred: [...inMeeting, answered('hop', 'defer', '2020-03-16')],
  awaitingIssuance,
  inIssuance,
  issued,
  enacted: [...issued, event('ProposalEnacted', '2020-03-18', service, { decisionId })],
  enactmentRefused: [
    ...issued,
    event('EnactmentRefused', '2020-03-18', service, {
      decisionId,
      rule: 'hamlet-cap',
      reason: 'Thôn đã đủ người.',
    }),
  ],
  withdrawn: [
    ...awaitingReception,
    event('ProposalWithdrawn', '2020-03-03', officer, { round: 1 }),
  ],
} satisfies Record<string, readonly ProposalEvent[]>;

function opened(step: string, { role }: Capacity, on: string): ProposalEvent {
  const body = { role, unitId: districtId };
  return event('StepOpened', on, service, { step, body, dueOn: null });
}

function answered(
  step: string,
  answer: 'approve' | 'reject' | 'return' | 'defer',
  on: string,
): ProposalEvent {
  return event('StepAnswered', on, step === 'hop' ? committee : commission, {
    step,
    answer,
    reason: answer === 'approve' ? null : privateText(proposalId, 'Lý do mẫu.'),
    minutes: step === 'hop' && answer !== 'defer' ? minutesFor(answer) : null,
  });
}

function minutesFor(answer: 'approve' | 'reject' | 'return'): Minutes {
  return answer === 'reject' ? { ...sampleMinutes, inFavour: 1, against: 7 } : sampleMinutes;
}

function event<Type extends ProposalEvent['type']>(
  type: Type,
  on: string,
  by: Capacity,
  data: Extract<ProposalEvent, { type: Type }>['data'],
): ProposalEvent {
  return { type, effectiveOn: plainDate(on), by, data } as ProposalEvent;
}
