import { createContext, use, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';

import type { FieldProblem } from '../../api/contract.js';
import { ProblemError } from '../../api/problem.js';
import { useWords, type Words } from '../../words/context.js';
import { sentenceOf } from '../page/trouble.js';

/** Why a form was not taken: one sentence, and the fields it is about by JSON pointer. */
export interface Faults {
  readonly sentence: string;
  readonly fields: readonly FieldProblem[];
}

/** The day that a rule of the service is about, which its refusal does not point to. */
const DAY_OF_RULE: Readonly<Record<string, string>> = {
  'act-not-in-the-future': '/on',
  'acts-in-order': '/on',
  'meeting-after-case-came': '/minutes/heldOn',
  'effect-not-before-signature': '/takesEffectOn',
  'effect-within-a-year': '/takesEffectOn',
};

const FaultsContext = createContext<Faults | null>(null);

/**
 * What the form found wrong by itself, or else what the service answered, as long as the form still
 * holds what that was `about`.
 */
export function useFaults(error: unknown, about: unknown) {
  const words = useWords();
  const [found, setFound] = useState<Faults | null>(null);
  const held = JSON.stringify(about);
  const [refused, setRefused] = useState({ error, held });
  if (refused.error !== error) setRefused({ error, held });
  const standing = refused.held === held ? error : null;
  const answered = useMemo(() => (standing ? faultsOf(standing, words) : null), [standing, words]);
  return { faults: found ?? answered, setFound };
}

export function fieldId(pointer: string): string {
  return `field${pointer.replace(/^#/, '').replaceAll('/', '-')}`;
}

export function useFault(pointer: string): string | null {
  const id = fieldId(pointer);
  const faults = use(FaultsContext);
  return faults?.fields.find((field) => fieldId(field.pointer) === id)?.detail ?? null;
}

interface FaultsSummaryProps {
  readonly faults: Faults | null;
  readonly children: ReactNode;
}

/** The error summary at the top, focused when it appears, and the form it is about. */
export function WithFaults({ faults, children }: FaultsSummaryProps) {
  return (
    <FaultsContext value={faults}>
      {faults ? <Summary faults={faults} /> : null}
      {children}
    </FaultsContext>
  );
}

function Summary({ faults }: { readonly faults: Faults }) {
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [faults]);
  return (
    <div ref={box} className="faults" role="alert" tabIndex={-1}>
      <h2>{words.problems.heading}</h2>
      {isSaidAtField(faults) ? null : <p>{faults.sentence}</p>}
      {faults.fields.length === 0 ? null : (
        <ul>
          {faults.fields.map(({ pointer, detail }) => (
            <li key={pointer}>
              <a href={`#${fieldId(pointer)}`} onClick={(event) => goToField(event, pointer)}>
                {detail}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function goToField(event: { preventDefault: () => void }, pointer: string): void {
  event.preventDefault(); // the state of the page is in the URL: leave it alone
  const field = document.getElementById(fieldId(pointer));
  field?.scrollIntoView({ block: 'center' });
  field?.focus();
}

function isSaidAtField({ sentence, fields }: Faults): boolean {
  return fields.some(({ detail }) => detail === sentence);
}

function faultsOf(error: unknown, words: Words): Faults {
  const sentence = sentenceOf(error, words);
  const { code = '', errors = [] } = error instanceof ProblemError ? error.problem : {};
  const pointer = DAY_OF_RULE[code];
  return { sentence, fields: pointer === undefined ? errors : [{ pointer, detail: sentence }] };
}
