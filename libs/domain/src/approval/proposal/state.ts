import type { Resource } from '../../access/can.js';
import type { RoleGrant } from '../../kernel/actor.js';
import type { PlainDate } from '../../kernel/plain-date.js';
import { invariant } from '../../kernel/refusal.js';
import type { UnitRef } from '../../organisation/unit.js';
import type { Answer, Route, RouteStep } from '../route.js';
import type { DecisionPaper, ProposalContent, ProposalEvent } from './events.js';

/**
 * Where a case stands. `moving`: the next step is to be opened by the service; `in-step`: a body
 * must answer; `returned`: the commune must supply what is missing; `issued`: the decision is
 * signed and about to move the holders; `enactment-refused`: the staffing rules said no at the end.
 */
export type ProposalStatus =
  | 'absent'
  | 'draft'
  | 'moving'
  | 'in-step'
  | 'returned'
  | 'rejected'
  | 'deferred'
  | 'withdrawn'
  | 'issued'
  | 'enacted'
  | 'enactment-refused';

export interface ProposalState {
  readonly status: ProposalStatus;
  readonly proposalId: string;
  readonly unitPath: readonly UnitRef[];
  readonly content: ProposalContent | null;
  /** Persons who drafted, edited or submitted it. */
  readonly authors: readonly string[];
  readonly policy: { readonly policyId: string; readonly version: number } | null;
  readonly route: Route | null;
  /** How often it has been submitted. */
  readonly round: number;
  /** Key of the step that is open, or that is to be opened next. */
  readonly step: string | null;
  readonly body: RoleGrant | null;
  /** Legal day of the latest act: no act may bear an earlier one. */
  readonly latestOn: PlainDate | null;
  readonly paper: DecisionPaper | null;
}

export const noProposal: ProposalState = {
  status: 'absent',
  proposalId: '',
  unitPath: [],
  content: null,
  authors: [],
  policy: null,
  route: null,
  round: 0,
  step: null,
  body: null,
  latestOn: null,
  paper: null,
};

export function evolve(before: ProposalState, event: ProposalEvent): ProposalState {
  const state = { ...before, latestOn: event.effectiveOn };
  switch (event.type) {
    case 'ProposalDrafted': {
      const { proposalId, unitPath } = event.data;
      return written({ ...state, status: 'draft', proposalId, unitPath }, event);
    }
    case 'ProposalRevised':
      return written(state, event);
    case 'RouteFixed': {
      const { policyId, policyVersion, route } = event.data;
      return { ...state, route, policy: { policyId, version: policyVersion } };
    }
    case 'ProposalSubmitted': {
      const step = routeOf(state).steps[0]?.key ?? null;
      const authors = withAuthor(state, event.by.personId);
      return { ...state, status: 'moving', step, authors, round: event.data.round };
    }
    case 'ProposalWithdrawn':
      return { ...state, status: 'withdrawn', step: null, body: null };
    case 'StepOpened':
      return { ...state, status: 'in-step', step: event.data.step, body: event.data.body };
    case 'StepAnswered':
      return answered(state, event.data.answer);
    case 'DecisionIssued':
      return { ...state, status: 'issued', step: null, body: null, paper: event.data };
    case 'ProposalEnacted':
      return { ...state, status: 'enacted' };
    case 'EnactmentRefused':
      return { ...state, status: 'enactment-refused' };
    case 'ProcessingFailed':
      return state;
  }
}

/** What permission is asked about. */
export function resourceOf({ unitPath, body, authors, round }: ProposalState): Resource {
  const path = unitPath.map((unit) => unit.unitId);
  return { unitPath: path, authors, isDraft: round === 0, ...(body && { body }) };
}

export function routeOf({ route }: ProposalState): Route {
  invariant(route, 'A submitted proposal has a route.');
  return route;
}

/** The step that is open, or about to be. */
export function currentStep(state: ProposalState): RouteStep {
  const step = routeOf(state).steps.find(({ key }) => key === state.step);
  invariant(step, `Step ${state.step ?? '(none)'} is on the route.`);
  return step;
}

function written(
  state: ProposalState,
  { by, data }: Extract<ProposalEvent, { type: 'ProposalDrafted' | 'ProposalRevised' }>,
): ProposalState {
  const { subject, takesEffectOn, justification } = data;
  const content = { subject, takesEffectOn, justification };
  return { ...state, content, authors: withAuthor(state, by.personId) };
}

function withAuthor({ authors }: ProposalState, personId: string): readonly string[] {
  return authors.includes(personId) ? authors : [...authors, personId];
}

function answered(state: ProposalState, answer: Answer): ProposalState {
  const closed = { ...state, step: null, body: null };
  switch (answer) {
    case 'approve':
      return { ...state, status: 'moving', body: null, step: stepAfter(state) };
    case 'reject':
      return { ...closed, status: 'rejected' };
    case 'return':
      return { ...closed, status: 'returned' };
    case 'defer':
      return { ...closed, status: 'deferred' };
  }
}

function stepAfter(state: ProposalState): string {
  const { steps } = routeOf(state);
  const next = steps[steps.findIndex(({ key }) => key === state.step) + 1];
  invariant(next, 'A route ends in issuance, which no plain answer closes.');
  return next.key;
}
