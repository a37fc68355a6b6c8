import { useState } from 'react';

import type { Action, Answer, Case, OpenStep } from '../api/contract.js';
import { useKept } from '../parts/fields/kept.js';
import { Restored } from '../parts/fields/restored.js';
import { useAnnounce } from '../parts/page/notice.js';
import { useWords } from '../words/context.js';
import { stepForms } from './index.js';
import { emptyEntry } from './step-form.js';

const ANSWERS: readonly Answer[] = ['approve', 'reject', 'return', 'defer'];

/**
 * The place of the body whose turn it is. When the case moves on while something is being typed,
 * what was typed stays in view.
 */
export function StepDesk({ shown }: { readonly shown: Case }) {
  const open = openFor(shown);
  const [last, setLast] = useState(open);
  if (open !== null && open.step.key !== last?.step.key) setLast(open);
  const current = open ?? last;
  if (current === null) return null;
  const name = nameOf(shown, current);
  return <Desk key={name} name={name} shown={shown} current={current} isOpen={open !== null} />;
}

interface AtHand {
  readonly step: OpenStep;
  readonly round: number;
  readonly ballot: Case['ballot'];
}

interface DeskProps {
  readonly name: string;
  readonly shown: Case;
  readonly current: AtHand;
  readonly isOpen: boolean;
}

function Desk({ name, shown, current, isOpen }: DeskProps) {
  const words = useWords();
  const announce = useAnnounce();
  const kept = useKept(name, emptyEntry);
  const Form = stepForms[current.step.kind];
  if (!isOpen && !kept.unsent) return null;
  return (
    <section className="panel desk">
      <h2>{words.step.yourTurn(current.step.label)}</h2>
      {isOpen ? <Restored kept={kept} /> : null}
      {isOpen ? null : (
        <div className="warning">
          <p>{words.step.closed}</p>
          <button type="button" className="secondary" onClick={kept.discard}>
            {words.step.discard}
          </button>
        </div>
      )}
      <Form
        shown={shown}
        step={current.step}
        ballot={current.ballot}
        answers={isOpen ? answersIn(shown.may) : []}
        entry={kept.value}
        onChange={kept.set}
        onDone={(sentence) => {
          kept.discard();
          announce(sentence);
        }}
      />
    </section>
  );
}

function openFor({ step, may, round, ballot }: Case): AtHand | null {
  const isMine = may.includes('issue') || answersIn(may).length > 0;
  return step !== null && isMine ? { step, round, ballot } : null;
}

/** Same step, same round: what was typed belongs there and nowhere else. */
function nameOf({ proposalId }: Case, { step, round }: AtHand): string {
  return `${proposalId}.${round}.${step.key}`;
}

function answersIn(may: readonly Action[]): readonly Answer[] {
  return ANSWERS.filter((answer) => may.includes(answer));
}
