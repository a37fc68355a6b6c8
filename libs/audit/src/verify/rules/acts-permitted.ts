import { can, resourceOf, type Action, type Resource } from '#libs/domain';

import type { HistoryRule, Known } from './history-rule.js';
import type { PastEvent } from './past-event.js';

/** Whoever acted did so in a capacity that allows it there: the rule that lets people in. */
export const actsPermitted: HistoryRule = {
  name: 'acts-permitted',
  begin: () => (event, known) => {
    const actions = actionsFor(event);
    if (!actions) return null;
    const { accountId, personId, role, unitId } = event.fact.by;
    const actor = { accountId, personId, roles: [{ role, unitId }] };
    const resource = resourceFor(event, known);
    if (actions.some((action) => can(actor, action, resource))) return null;
    return {
      vi: `Tài khoản ${accountId} với vai trò ${role} ở ${unitId} không có quyền làm việc này.`,
      en: `The account ${accountId} as ${role} in ${unitId} may not do this.`,
    };
  },
};

/** Any of which is enough; `null` where nobody has said yet who may. */
function actionsFor({ category, fact }: PastEvent): readonly Action[] | null {
  switch (category) {
    case 'proposal':
      return [proposalAction(fact.type)];
    case 'establishment':
      return ['process.act', 'service.set-up'];
    case 'person':
      return ['person.register', 'service.set-up'];
    case 'account':
    case 'policy':
    case 'seal':
    case 'unit':
      return ['service.set-up'];
    default:
      return null;
  }
}

function proposalAction(type: string): Action {
  switch (type) {
    case 'ProposalDrafted':
    case 'ProposalRevised':
    case 'RouteFixed':
    case 'ProposalSubmitted':
    case 'ProposalWithdrawn':
      return 'proposal.write';
    case 'StepAnswered':
    case 'DecisionIssued':
      return 'proposal.answer';
    default:
      return 'process.act';
  }
}

function resourceFor({ category, id, fact }: PastEvent, { cases }: Known): Resource {
  if (category === 'person' && 'communeId' in fact.data)
    return { unitPath: [String(fact.data.communeId)] };
  if (category !== 'proposal') return { unitPath: [id] };
  if (fact.type !== 'ProposalDrafted') return resourceOf(cases.at(id));
  const { unitPath } = fact.data as { readonly unitPath: readonly { unitId: string }[] };
  return { unitPath: unitPath.map(({ unitId }) => unitId) };
}
