import {
  addDays,
  establishment,
  proposal,
  type Actor,
  type CommandContext,
  type DecisionSubject,
  type Instant,
  type PlainDate,
  type ProposalCommand,
  type RulesInForce,
  type UnitRef,
} from '#libs/domain';

import type { LogRecorder } from '../../libs/read-models/src/testing/log-recorder.js';

/** Who acts in a case, and under which rules. */
export interface CaseOffices {
  readonly officer: Actor;
  readonly commission: Actor;
  readonly committee: Actor;
  readonly service: Actor;
  readonly rules: RulesInForce;
}

export interface CaseToDecide {
  readonly proposalId: string;
  readonly subject: DecisionSubject;
  /** The proposing commune, then those above it. */
  readonly unitPath: readonly [UnitRef, UnitRef, ...UnitRef[]];
  readonly draftedOn: PlainDate;
}

/** Events of such a case. */
export const EVENTS_A_CASE = 14;
/** From the draft to the day the decision takes effect. */
const DAYS = 14;

/**
 * A case as the deciders answer it, from the draft to its enactment. The recorder of the
 * commune knows who holds what; that of the case is forgotten with the case.
 */
export async function decideCase(
  ofCase: LogRecorder,
  ofCommune: LogRecorder,
  { proposalId, subject, unitPath, draftedOn }: CaseToDecide,
  { officer, commission, committee, service, rules }: CaseOffices,
): Promise<void> {
  const ask = (command: ProposalCommand) => ofCase.ask(proposal, proposalId, command);
  const [{ unitId: communeId }, { unitId: districtId }] = unitPath;
  const takesEffectOn = addDays(draftedOn, DAYS);
  const justification = 'Kiện toàn chức danh còn trống để bảo đảm công việc của thôn.';
  const written = { proposalId, subject, unitPath, takesEffectOn, justification };
  await ask({ type: 'DraftProposal', ...said(officer, draftedOn), ...written });
  const position = ofCommune.state(establishment, communeId);
  const submitted = said(officer, addDays(draftedOn, 1));
  await ask({ type: 'SubmitProposal', ...submitted, rules, position, strangers: [] });
  for (const [index, { key, kind, body }] of rules.content.route.steps.entries()) {
    const on = addDays(draftedOn, 2 + index);
    const opening = { step: key, body: { role: body.role, unitId: districtId } };
    await ask({ type: 'OpenStep', ...said(service, on), ...opening, dueOn: addDays(on, DAYS) });
    const by = said(body.role === commission.roles[0]?.role ? commission : committee, on);
    if (kind === 'issuance') {
      await ask({ type: 'IssueDecision', ...by, decisionId: proposalId, ...paper, takesEffectOn });
      continue;
    }
    const minutes = kind === 'meeting' ? { ...ballot, heldOn: on } : null;
    await ask({ type: 'AnswerStep', ...by, step: key, answer: 'approve', reason: null, minutes });
  }
  const enacted = { decisionId: proposalId, proposalId, subject, communeId };
  const acted = said(service, takesEffectOn);
  await ofCommune.ask(establishment, communeId, {
    ...{ type: 'EnactDecision', ...acted, ...enacted, rules: rules.content },
  });
  await ask({ type: 'RecordEnactment', ...acted, decisionId: proposalId, refused: null });
}

/** At noon in Việt Nam of the day of the act. */
export function said(by: Actor, on: PlainDate): CommandContext {
  return { by, on, at: `${on}T05:00:00.000Z` as Instant };
}

const paper = {
  ...{ number: '45', symbol: 'QĐ/HU', signer: 'Bí thư Huyện ủy Sông Mây' },
  signingCapacity: 'TM',
} as const;
const ballot = { number: '12-BB/HU', summoned: 11, present: 10, inFavour: 9, against: 1 };
