import type { ComponentType } from 'react';

import type {
  Answer,
  AnswerBody,
  BallotRule,
  Case,
  DecisionBody,
  OpenStep,
} from '../api/contract.js';

/** What a body types at its step; one shape, so that it can be kept whatever the step is. */
export interface StepEntry {
  readonly answer: Answer | '';
  readonly reason: string;
  readonly on: string;
  readonly minutes: Readonly<Record<keyof NonNullable<AnswerBody['minutes']>, string>>;
  readonly paper: Readonly<Record<'number' | 'symbol' | 'signer' | 'takesEffectOn', string>> & {
    readonly signingCapacity: DecisionBody['signingCapacity'];
  };
}

export const emptyEntry: StepEntry = {
  answer: '',
  reason: '',
  on: '',
  minutes: { number: '', heldOn: '', summoned: '', present: '', inFavour: '', against: '' },
  paper: { number: '', symbol: '', signer: '', takesEffectOn: '', signingCapacity: 'TM' },
};

export interface StepFormProps {
  readonly shown: Case;
  readonly step: OpenStep;
  readonly ballot: BallotRule | null;
  /** Answers this account may give now. */
  readonly answers: readonly Answer[];
  readonly entry: StepEntry;
  readonly onChange: (entry: StepEntry) => void;
  /** The service has taken it. */
  readonly onDone: (sentence: string) => void;
}

export type StepForm = ComponentType<StepFormProps>;
