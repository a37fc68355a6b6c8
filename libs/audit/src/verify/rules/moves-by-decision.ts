import type { EstablishmentEvent, ProposalState, Sentence } from '#libs/domain';

import type { HistoryRule } from './history-rule.js';
import { asEstablishmentEvent, type PastEvent } from './past-event.js';

type DecisionEnacted = Extract<EstablishmentEvent, { type: 'DecisionEnacted' }>;

interface Enacting {
  readonly commandId: string;
  readonly decisionId: string;
  readonly day: string;
  readonly slots: ReadonlySet<string>;
}

/** Holders move by a decision that was issued and says so, or stand in an opening position. */
export const movesByDecision: HistoryRule = {
  name: 'moves-by-decision',
  begin: () => {
    const enacted = new Set<string>();
    let enacting: Enacting | null = null;
    return (event, { cases }) => {
      const fact = asEstablishmentEvent(event);
      if (!fact) return null;
      if (fact.type === 'DecisionEnacted') {
        const { decisionId, proposalId } = fact.data;
        const before = cases.at(proposalId);
        const isNew = !enacted.has(decisionId);
        enacted.add(decisionId);
        enacting = enactingBy(fact, before, event.commandId);
        return isNew && isIssued(fact, before, event.id) ? null : notIssued(fact);
      }
      return isCovered(fact, enacting, event) ? null : withoutDecision(fact);
    };
  },
};

function enactingBy(
  { data, effectiveOn }: DecisionEnacted,
  { content }: ProposalState,
  commandId: string,
): Enacting {
  const details = content?.subject.details;
  const named = details && 'assignments' in details ? details.assignments : [details];
  const slots = new Set(named.flatMap((assignment) => assignment?.slotId ?? []));
  return { commandId, decisionId: data.decisionId, day: effectiveOn, slots };
}

function isIssued(
  { data, effectiveOn }: DecisionEnacted,
  { status, paper, content, unitPath }: ProposalState,
  communeId: string,
): boolean {
  return (
    status === 'issued' &&
    paper?.decisionId === data.decisionId &&
    paper.takesEffectOn === effectiveOn &&
    content?.subject.kind === data.kind &&
    content.subject.details.unitId === data.unitId &&
    unitPath[0]?.unitId === communeId
  );
}

function isCovered(
  { type, data, by, effectiveOn }: Exclude<EstablishmentEvent, DecisionEnacted>,
  enacting: Enacting | null,
  { commandId }: PastEvent,
): boolean {
  switch (type) {
    case 'SlotOpened':
    case 'OfficialListed':
    case 'SurplusHolderRecorded':
      return by.role === 'operator';
    case 'HolderAppointed':
    case 'ConcurrentTitleAssigned':
    case 'HolderRelieved':
      if (data.decisionId === null) return by.role === 'operator' && type !== 'HolderRelieved';
      return (
        enacting?.commandId === commandId &&
        enacting.decisionId === data.decisionId &&
        enacting.day === effectiveOn &&
        enacting.slots.has(data.slotId)
      );
  }
}

function notIssued({ data }: DecisionEnacted): Sentence {
  return {
    vi: `Quyết định ${data.decisionId} được thực hiện mà chưa ban hành như vậy, hoặc thực hiện lần nữa.`,
    en: `The decision ${data.decisionId} is enacted though never issued so, or once more.`,
  };
}

function withoutDecision({ type }: EstablishmentEvent): Sentence {
  return {
    vi: `${type} không thuộc quyết định nào đã ban hành, cũng không thuộc số liệu ban đầu.`,
    en: `${type} belongs to no decision that was issued, and to no opening position.`,
  };
}
