import type { Case, CaseStatus, DecisionPaper } from '../../api/contract.js';
import { useWords, type Words } from '../../words/context.js';
import { textOf } from '../../words/unread.js';
import { caseNumber } from './case-number.js';
import { shownDay } from '../shown/days.js';
import { Due } from './due.js';
import { Name } from '../shown/name.js';
import { StatusTag } from './status-tag.js';
import { SummaryList, type SummaryItem } from '../page/summary-list.js';

const STOPPED: readonly CaseStatus[] = ['returned', 'deferred', 'rejected'];

/** Where the case stands, whose turn it is and until when, and the paper that ended it. */
export function CaseFacts({ shown }: { readonly shown: Case }) {
  const words = useWords();
  const { proposalId, status, statusLabel, submittedOn, round, paper } = shown;
  const submitted: readonly SummaryItem[] =
    submittedOn === null
      ? []
      : [
          { term: words.case.submittedOn, value: shownDay(submittedOn) },
          { term: words.case.round, value: round },
        ];
  return (
    <SummaryList
      items={[
        { term: words.cases.status, value: <StatusTag status={status} label={statusLabel} /> },
        ...reasonItems(shown, words),
        ...turnItems(shown, words),
        { term: words.case.number, value: caseNumber(proposalId) },
        ...submitted,
        ...(paper === null ? [] : paperItems(paper, words)),
      ]}
    />
  );
}

/** Why it was sent back, put off or refused: the first thing the commune wants to know. */
function reasonItems({ status, timeline }: Case, words: Words): readonly SummaryItem[] {
  if (!STOPPED.includes(status)) return [];
  const reason = timeline.findLast((entry) => entry.answer !== null)?.reason ?? null;
  if (reason === null) return [];
  return [
    {
      term: words.case.reason,
      value: <strong className="written">{textOf(reason, words)}</strong>,
    },
  ];
}

function turnItems({ step }: Case, words: Words): readonly SummaryItem[] {
  if (step === null) return [];
  return [
    { term: words.case.turn, value: `${step.body.label} – ${step.label}` },
    { term: words.case.openedOn, value: shownDay(step.openedOn) },
    { term: words.case.until, value: <Due on={step.dueOn} /> },
  ];
}

function paperItems(paper: DecisionPaper, words: Words): readonly SummaryItem[] {
  const { number, symbol, signer, signingCapacity, signedOn, takesEffectOn } = paper;
  return [
    { term: words.case.paper, value: `${number}-${symbol}` },
    {
      term: words.case.signer,
      value: (
        <>
          {signingCapacity}. <Name of={signer} />
        </>
      ),
    },
    { term: words.case.signedOn, value: shownDay(signedOn) },
    { term: words.case.effect, value: shownDay(takesEffectOn) },
  ];
}
