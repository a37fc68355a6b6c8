import { randomUUID } from 'node:crypto';

import type { JsonObject } from '#libs/domain';
import { minhHoa } from '#libs/scenarios';

/** An event before it gets its place and time. */
export interface Told {
  readonly stream: string;
  readonly type: string;
  readonly commandId: string;
  readonly data: JsonObject;
  readonly by: object;
}

const COMMUNE = 'hoa-binh-moi';
const HAMLET = 'hoa-binh-moi-thon-dong';
const DISTRICT = 'song-may';
export const DAY = '2026-03-02';
/** Slots of the commune: so many cases can run beside each other. */
export const SLOTS = 64;

const unitPath = [
  { unitId: COMMUNE, level: 'commune' },
  { unitId: DISTRICT, level: 'district' },
];
const [policy] = minhHoa.policies;
if (!policy) throw new Error('The sample world has rules.');
const { route } = policy.content;

const as = (role: string, unitId: string) => ({
  ...{ accountId: `tk.${role}`, personId: `p.${role}` },
  ...{ role, unitId },
});
const officer = as('commune-officer', COMMUNE);
const operator = as('operator', 'service');
const service = as('process', 'service');

export function opening(vkey: string): Told[] {
  const setUp = (stream: string, type: string, data: JsonObject) =>
    told(stream, type, data, operator, randomUUID());
  return [
    setUp('seal-bench', 'SealKeyIntroduced', { vkey }),
    setUp(`policy-${DISTRICT}`, 'PolicyVersionIssued', { ...policy } as unknown as JsonObject),
    ...Array.from({ length: SLOTS }, (_, slot) =>
      setUp(`establishment-${COMMUNE}`, 'SlotOpened', {
        ...{ slotId: slotOf(slot), titleId: 'h-head', unitId: HAMLET },
      }),
    ),
  ];
}

/** A whole case about one slot: filled where it is vacant, and vacated where it is held. */
export function caseEvents(slot: number, isHeld: boolean, personId: string): Told[] {
  const proposalId = randomUUID();
  const of = `proposal-${proposalId}`;
  const kind = isHeld ? 'relief' : 'appointment';
  const moved = { slotId: slotOf(slot), personId, unitId: HAMLET };
  const content = {
    subject: { kind, details: moved },
    takesEffectOn: DAY,
    justification: sealed(proposalId),
  };
  const submitting = randomUUID();
  const submitted = { policyId: DISTRICT, policyVersion: 1, route } as unknown as JsonObject;
  const enacting = randomUUID();
  const decision = { decisionId: proposalId };
  const issued = {
    ...{ ...decision, step: 'issuance', number: '45', symbol: 'QĐ/HU', takesEffectOn: DAY },
    ...{ signer: sealed(proposalId), signingCapacity: 'TM' },
  };
  const into = `establishment-${COMMUNE}`;
  const enacted = { ...decision, proposalId, kind, unitId: HAMLET };
  return [
    told(of, 'ProposalDrafted', { proposalId, unitPath, ...content }, officer),
    told(of, 'RouteFixed', submitted, officer, submitting),
    told(of, 'ProposalSubmitted', { round: 1 }, officer, submitting),
    ...route.steps.flatMap(({ key, body: { role } }) => {
      const body = { role, unitId: DISTRICT };
      const opened = told(of, 'StepOpened', { step: key, body, dueOn: DAY }, service);
      const answer = { step: key, answer: 'approve', reason: null, minutes: null };
      const by = as(role, DISTRICT);
      return key === 'issuance'
        ? [opened, told(of, 'DecisionIssued', issued, by)]
        : [opened, told(of, 'StepAnswered', answer, by)];
    }),
    told(into, 'DecisionEnacted', enacted, service, enacting),
    told(
      ...([into, isHeld ? 'HolderRelieved' : 'HolderAppointed'] as const),
      ...([{ ...moved, ...decision }, service, enacting] as const),
    ),
    told(of, 'ProposalEnacted', decision, service),
  ];
}

function told(
  stream: string,
  type: string,
  data: JsonObject,
  by: object,
  commandId: string = randomUUID(),
): Told {
  return { stream, type, data: { ...data, $salt: 'AAECAwQFBgcICQoLDA0ODw' }, by, commandId };
}

/** As long as a sealed sentence. */
function sealed(subject: string): JsonObject {
  return { $enc: 1, $private: subject, kid: subject, iv: 'A'.repeat(16), ct: 'A'.repeat(120) };
}

function slotOf(slot: number): string {
  return `${HAMLET}.h-head.${slot}`;
}
