export { CLOCK, neverBackwards, systemClock, type Clock } from './clock.js';
export { AskErasure, AskErasureHandler, type ErasureAsk } from './commands/ask-erasure.js';
export { AskProposal, AskProposalHandler, type ProposalAsk } from './commands/ask-proposal.js';
export { AskPerson, AskPersonHandler } from './commands/register-person.js';
export { DecisionContext } from './context.js';
export { Executor } from './executor.js';
export { EnactIssuedDecision } from './obligations/enact.js';
export { ObligationDesk, obligationKinds } from './obligations/handlers.js';
export { OpenNextStep } from './obligations/open-step.js';
export { SealFinalDecision } from './obligations/seal.js';
export { derivedId, type CommandRequest } from './request.js';
export { loadWorld, type Progress } from './set-up/load-world.js';
export { SetUp, operatorActor } from './set-up/set-up.js';
export {
  CaseQuestion,
  CaseQuestionHandler,
  type CaseAction,
  type CaseAnswer,
} from './questions/case.js';
export {
  CasesQuestion,
  CasesQuestionHandler,
  InboxQuestion,
  InboxQuestionHandler,
} from './questions/cases.js';
export {
  ErasuresQuestion,
  ErasuresQuestionHandler,
  PositionsHeldHandler,
  PositionsHeldQuestion,
} from './questions/erasures.js';
export { DiffQuestion, DiffQuestionHandler } from './questions/diff.js';
export { PeopleQuestion, PeopleQuestionHandler } from './questions/people.js';
export { ReplayQuestion, ReplayQuestionHandler } from './questions/replay.js';
export { TitleMapQuestion, TitleMapQuestionHandler } from './questions/title-map.js';
export { UnitQuestion, UnitQuestionHandler } from './questions/unit.js';
