export type { CasesPage, CasesRequest } from './cases/lists.js';
export type { CaseMove } from './cases/moves.js';
export type { CasePaper, CaseView } from './cases/query.js';
export type { CaseSummary, OpenStep } from './cases/summary.js';
export type { ProjectionFailure } from './log/follower.js';
export { ProjectionStopped } from './log/projector.js';
export type { OpenObligation } from './obligations/query.js';
export type { PageRequest } from './page.js';
export type { NamedPerson } from './people/names.js';
export type { HeldTitle, PersonView } from './people/query.js';
export { ReadModels, type ReadModelsOptions } from './read-models.js';
export type { KnownFigures } from './staffing/figures.js';
export type {
  HamletFigures,
  TitleMap,
  TitleMapHolder,
  TitleMapRequest,
  TitleMapRow,
  WithoutSlot,
} from './staffing/query.js';
export type { TimelineActor, TimelineEntry } from './timeline/query.js';
export type { NamedUnit, UnitView } from './units/query.js';
