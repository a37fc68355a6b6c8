import {
  localDay,
  type Answer,
  type Capacity,
  type Instant,
  type Minutes,
  type OpenedText,
  type PlainDate,
  type PrivateText,
  type ProposalEvent,
  type StepKind,
} from '#libs/domain';
import type { EventStore, Position } from '#libs/event-store';
import type { SubjectKeys } from '#libs/privacy';

import type { Accounts } from '../accounts/query.js';
import { factOf, type Fact } from '../log/fact.js';
import { openedText } from '../log/private-texts.js';
import type { Units } from '../units/query.js';

/** One event of a case. Texts and names are `null` when there are none or they are erased. */
export interface TimelineEntry {
  readonly eventId: string;
  readonly type: ProposalEvent['type'];
  /** Legal day of the act. */
  readonly on: PlainDate;
  readonly recordedAt: Instant;
  /** Written down on a later day than it happened. */
  readonly late: boolean;
  readonly by: TimelineActor;
  readonly position: Position;
  /** Key of the step it is about. */
  readonly step: string | null;
  readonly stepKind: StepKind | null;
  readonly answer: Answer | null;
  /** Why, where an answer, the staffing rules or the service gave a reason. */
  readonly reason: OpenedText;
  readonly minutes: Minutes | null;
}

interface TimelineActor extends Capacity {
  readonly name: OpenedText;
  readonly unitName: string | null;
}

interface Sources {
  readonly store: EventStore;
  readonly keys: SubjectKeys;
  readonly accounts: Accounts;
  readonly units: Units;
  readonly position: () => Position;
}

const PAGE_SIZE = 500;

/** The history of a case. It is read from the log itself: nothing that happened can be missing. */
export class Timeline {
  constructor(private readonly sources: Sources) {}

  /**
   * Oldest first, as far as the other read models have come when it is asked. Ask `Cases.case` who
   * may see it, in the same turn: then both answers are of one moment.
   */
  async of(proposalId: string): Promise<TimelineEntry[]> {
    const facts = await this.#facts(proposalId);
    const names = this.sources.accounts.displayNames(facts.map(({ by }) => by.accountId));
    const units = this.sources.units.names(facts.map(({ by }) => by.unitId));
    const kindOf = stepKinds(facts);
    const saidOf = (fact: Fact<ProposalEvent>) => {
      const said = this.#said(fact);
      return { ...said, stepKind: kindOf.get(said.step ?? '') ?? null };
    };
    return facts.map((fact) => ({
      eventId: fact.eventId,
      type: fact.type,
      on: fact.effectiveOn,
      recordedAt: fact.recordedAt,
      late: fact.effectiveOn < localDay(fact.recordedAt),
      by: {
        ...fact.by,
        name: names.get(fact.by.accountId) ?? null,
        unitName: units.get(fact.by.unitId) ?? null,
      },
      position: fact.position,
      ...saidOf(fact),
    }));
  }

  async #facts(proposalId: string): Promise<Fact<ProposalEvent>[]> {
    const { store } = this.sources;
    const upTo = this.sources.position();
    const facts: Fact<ProposalEvent>[] = [];
    for (let more = true; more;) {
      const page = await store.readStream(`proposal-${proposalId}`, facts.length, PAGE_SIZE);
      facts.push(...page.map((recorded) => factOf(recorded) as Fact<ProposalEvent>));
      more = page.length === PAGE_SIZE;
    }
    return facts.filter(({ position }) => position <= upTo);
  }

  #said(fact: Fact<ProposalEvent>): Pick<TimelineEntry, 'step' | 'answer' | 'reason' | 'minutes'> {
    const nothing = { step: null, answer: null, reason: null, minutes: null };
    switch (fact.type) {
      case 'StepOpened':
      case 'DecisionIssued':
        return { ...nothing, step: fact.data.step };
      case 'StepAnswered': {
        const { step, answer, reason, minutes } = fact.data;
        return { step, answer, reason: this.#opened(reason), minutes };
      }
      case 'EnactmentRefused':
      case 'ProcessingFailed':
        return { ...nothing, reason: fact.data.reason };
      case 'ProposalDrafted':
      case 'ProposalRevised':
      case 'RouteFixed':
      case 'ProposalSubmitted':
      case 'ProposalWithdrawn':
      case 'ProposalEnacted':
        return nothing;
    }
  }

  #opened(text: PrivateText | null): OpenedText {
    return text && openedText(text, this.sources.keys);
  }
}

/** The kind of each step on the route of the case. */
function stepKinds(facts: readonly Fact<ProposalEvent>[]): Map<string, StepKind> {
  const fixed = facts.find((fact) => fact.type === 'RouteFixed');
  return new Map(fixed?.data.route.steps.map(({ key, kind }) => [key, kind]));
}
