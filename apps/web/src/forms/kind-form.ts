import type { ComponentType } from 'react';

import type { FieldProblem, PersonSummary, TitleMap } from '../api/contract.js';
import type { Words } from '../words/context.js';

/** What there is to choose from: the unit's titles and the commune's people. */
export interface Choices {
  readonly map: TitleMap;
  readonly people: readonly PersonSummary[];
}

export interface FieldsProps<Details> {
  readonly details: Details;
  readonly onChange: (details: Details) => void;
  readonly choices: Choices;
}

/** What is asked for one kind of decision. */
export interface KindForm<Details> {
  blank(unitId: string, slotId: string): Details;
  /** What is missing, before the service is asked. */
  check(details: Details, choices: Choices, words: Words): FieldProblem[];
  readonly Fields: ComponentType<FieldsProps<Details>>;
}
