import type { BallotRule, Fraction } from '../../api/contract.js';
import { useWords } from '../../words/context.js';
import { countsIn, hasQuorum, isPossible, majorityIn, wholeNumber } from './ballot.js';
import type { StepEntry } from '../step-form.js';

interface BallotPreviewProps {
  readonly minutes: StepEntry['minutes'];
  readonly ballot: BallotRule | null;
}

/**
 * The shares as the numbers are typed; the conclusion itself is never filled in for the
 * meeting.
 */
export function BallotPreview({ minutes, ballot }: BallotPreviewProps) {
  const words = useWords().minutes;
  if (ballot === null) return null;
  const share = ({ numerator, denominator }: Fraction) => `${numerator}/${denominator}`;
  return (
    <div className="panel" aria-live="polite">
      <p className="hint">{words.rule(share(ballot.quorum), share(ballot.passOver))}</p>
      <Presence minutes={minutes} ballot={ballot} />
      <Favour minutes={minutes} ballot={ballot} />
    </div>
  );
}

interface SharesProps {
  readonly minutes: StepEntry['minutes'];
  readonly ballot: BallotRule;
}

function Presence({ minutes, ballot }: SharesProps) {
  const words = useWords().minutes;
  const [summoned, present] = [wholeNumber(minutes.summoned), wholeNumber(minutes.present)];
  if (Number.isNaN(summoned) || Number.isNaN(present)) return <p>{words.needCounts}</p>;
  const counts = { summoned, present, inFavour: 0, against: 0 };
  if (!isPossible(counts)) return <p className="warning">{words.impossible}</p>;
  const isMet = hasQuorum(counts, ballot);
  return (
    <p className={isMet ? 'met' : 'warning'}>
      {words.presence(present, summoned)} – {isMet ? words.quorum : words.noQuorum}
    </p>
  );
}

function Favour({ minutes, ballot }: SharesProps) {
  const words = useWords().minutes;
  const counts = countsIn(minutes);
  if (counts === null) return null;
  if (!isPossible(counts))
    return counts.present > counts.summoned || counts.summoned === 0 ? null : (
      <p className="warning">{words.impossible}</p>
    );
  const majority = majorityIn(counts, ballot);
  return (
    <p className={majority === 'passed' ? 'met' : 'warning'}>
      {words.favour(counts.inFavour, counts.summoned)} – {words[majority]}
    </p>
  );
}
