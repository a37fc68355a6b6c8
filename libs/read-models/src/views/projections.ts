import { accountsProjection } from '../accounts/projection.js';
import { casesProjection } from '../cases/projection.js';
import { erasuresProjection } from '../erasures/projection.js';
import { obligationsProjection } from '../obligations/projection.js';
import { peopleProjection } from '../people/projection.js';
import { policiesProjection } from '../policies/projection.js';
import { staffingProjection } from '../staffing/projection.js';
import { unitsProjection } from '../units/projection.js';
import type { Projection } from './projection.js';

/** A new report that needs rows of its own is a folder beside this one and a line here. */
export const projections: readonly Projection[] = [
  accountsProjection,
  casesProjection,
  erasuresProjection,
  obligationsProjection,
  peopleProjection,
  policiesProjection,
  staffingProjection,
  unitsProjection,
];
