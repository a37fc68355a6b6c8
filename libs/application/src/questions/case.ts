import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';

import { can, stepAnswers, type Action, type Actor, type Answer } from '#libs/domain';
import { ReadModels, type CaseView, type TimelineEntry } from '#libs/read-models';

import { notKnownHere } from '../not-known.js';

/** What an account may do with a case now. */
export type CaseAction = 'revise' | 'submit' | 'withdraw' | 'issue' | Answer;

export interface CaseAnswer extends Omit<CaseView, 'resource'> {
  readonly may: readonly CaseAction[];
  readonly timeline: readonly TimelineEntry[];
}

/** What is asked in this case, how has it gone, and what may I do? */
export class CaseQuestion extends Query<CaseAnswer> {
  constructor(
    readonly actor: Actor,
    readonly proposalId: string,
  ) {
    super();
  }
}

@QueryHandler(CaseQuestion)
export class CaseQuestionHandler implements IQueryHandler<CaseQuestion> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ actor, proposalId }: CaseQuestion): Promise<CaseAnswer> {
    const found = this.readModels.cases.case(proposalId, actor.roles);
    if (!found) throw notKnownHere();
    const { resource, ...view } = found;
    const allowed = (action: Action) => can(actor, action, resource) !== null;
    const timeline = await this.readModels.timeline.of(proposalId);
    return { ...view, may: actionsIn(view, allowed), timeline };
  }
}

function actionsIn(
  { status, step }: Pick<CaseView, 'status' | 'step'>,
  allowed: (action: Action) => boolean,
): CaseAction[] {
  if (step && allowed('proposal.answer'))
    return step.kind === 'issuance' ? ['issue'] : [...stepAnswers(step.kind)];
  if (!allowed('proposal.write')) return [];
  if (status === 'draft' || status === 'returned' || status === 'deferred')
    return ['revise', 'submit', 'withdraw'];
  const beforeAgenda = status === 'moving' || (step && isBeforeAgenda(step.kind));
  return beforeAgenda ? ['withdraw'] : [];
}

function isBeforeAgenda(kind: string): boolean {
  return kind === 'reception' || kind === 'appraisal';
}
