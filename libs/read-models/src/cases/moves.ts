import {
  holdingsOn,
  planDecision,
  Refusal,
  type Basis,
  type DecisionSubject,
  type PlainDate,
  type RulesInForce,
} from '#libs/domain';

import type { NamedPerson, PersonNames } from '../people/names.js';
import type { Policies } from '../policies/query.js';
import type { StaffingPositions } from '../staffing/positions.js';
import { titlesOf } from '../staffing/titles.js';
import type { Sql } from '../views/sql.js';
import type { CaseDocument } from './document.js';

/** What a case does to one title: who gives it up, who takes it. */
export interface CaseMove {
  readonly slotId: string;
  readonly title: string;
  readonly from: NamedPerson | null;
  readonly to: NamedPerson | null;
  /** How the title is held from then on; `null` when nobody takes it. */
  readonly basis: Basis | null;
}

interface Sources {
  readonly sql: Sql;
  readonly positions: StaffingPositions;
  readonly policies: Policies;
  readonly names: PersonNames;
}

/** One step of a move, as the staffing events state it. */
interface HolderStep {
  readonly type: 'HolderAppointed' | 'ConcurrentTitleAssigned' | 'HolderRelieved';
  readonly slotId: string;
  /** `null` for a title that nobody holds. */
  readonly personId: string | null;
}

/** Nobody decides anything here: the plan is only shown. */
const reader = { accountId: '', personId: '', role: 'process', unitId: '' } as const;

export class CaseMoves {
  constructor(private readonly sources: Sources) {}

  /** As enacted; before that as the staffing rules would move them now; else as asked for. */
  of({ state }: CaseDocument): CaseMove[] {
    const { content, paper, policy, proposalId, unitPath } = state;
    const communeId = unitPath[0]?.unitId;
    if (!content || communeId === undefined) return [];
    const day = paper?.takesEffectOn ?? content.takesEffectOn;
    const rules = policy
      ? this.sources.policies.version(policy.policyId, policy.version)
      : this.sources.policies.rulesFor(communeId, day);
    const enacted = this.#enacted(paper?.decisionId ?? proposalId);
    const steps =
      enacted.length > 0
        ? enacted
        : (this.#planned(content.subject, { communeId, day, rules, decisionId: proposalId }) ??
          this.#askedFor(content.subject, communeId, day));
    return this.#named(steps, communeId, rules);
  }

  #enacted(decisionId: string): HolderStep[] {
    return this.sources.sql.all(
      `SELECT type, slot_id AS slotId, person_id AS personId FROM staffing_moves
       WHERE decision_id = ? ORDER BY position`,
      decisionId,
    ) as HolderStep[];
  }

  #planned(
    subject: DecisionSubject,
    plan: {
      readonly communeId: string;
      readonly day: PlainDate;
      readonly rules: RulesInForce | null;
      readonly decisionId: string;
    },
  ): HolderStep[] | null {
    if (!plan.rules) return null;
    const position = this.sources.positions.staffingPosition(plan.communeId);
    try {
      return planDecision(subject, position, {
        ...plan,
        by: reader,
        rules: plan.rules.content,
      }).map(({ type, data }) => ({ type, slotId: data.slotId, personId: data.personId }));
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  }

  /** What the proposal says by itself, and who holds these titles on the day. */
  #askedFor({ kind, details }: DecisionSubject, communeId: string, day: PlainDate): HolderStep[] {
    const holdings = holdingsOn(this.sources.positions.staffingPosition(communeId), day);
    const given = (slotId: string): HolderStep => {
      const holder = holdings.find((holding) => holding.slotId === slotId);
      return { type: 'HolderRelieved', slotId, personId: holder?.personId ?? null };
    };
    switch (kind) {
      case 'appointment':
        return [given(details.slotId), { ...details, type: 'HolderAppointed' }];
      case 'relief':
        return [given(details.slotId)];
      case 'concurrent-assignment':
      case 'title-consolidation':
        return details.assignments.flatMap((asked): HolderStep[] => [
          given(asked.slotId),
          { ...asked, type: 'ConcurrentTitleAssigned' },
        ]);
    }
  }

  #named(steps: readonly HolderStep[], communeId: string, rules: RulesInForce | null): CaseMove[] {
    const position = this.sources.positions.staffingPosition(communeId);
    const titleOf = titlesOf(position, rules?.content);
    // A draft may name anybody, and tells its author nothing of another commune's people.
    const ids = steps.flatMap(({ personId }) => personId ?? []);
    const named = this.sources.names.of(ids, communeId);
    const personOf = (step?: HolderStep) => (step?.personId ? named(step.personId) : null);
    return [...Map.groupBy(steps, ({ slotId }) => slotId)].map(([slotId, ofSlot]) => {
      const relieved = ofSlot.find(({ type }) => type === 'HolderRelieved');
      const taken = ofSlot.find(({ type }) => type !== 'HolderRelieved');
      return {
        slotId,
        title: titleOf(slotId)?.title ?? slotId,
        from: personOf(relieved),
        to: personOf(taken),
        basis: taken ? basisOf(taken) : null,
      };
    });
  }
}

function basisOf({ type }: HolderStep): Basis {
  return type === 'ConcurrentTitleAssigned' ? 'concurrent' : 'principal';
}
