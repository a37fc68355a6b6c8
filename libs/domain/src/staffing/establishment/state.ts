import type { StaffingPosition } from '../position.js';

export interface EstablishmentState extends StaffingPosition {
  /** Decisions already enacted, each once, with the proposal they ended. */
  readonly decisions: ReadonlyMap<string, string>;
}
