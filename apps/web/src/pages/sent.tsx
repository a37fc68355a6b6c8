import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';

import type { Case } from '../api/contract.js';
import { caseQuery } from '../api/queries.js';
import { caseNumber } from '../parts/cases/case-number.js';
import { shownDay } from '../parts/shown/days.js';
import { Heading } from '../parts/page/heading.js';
import { Loaded } from '../parts/page/loaded.js';
import { useWords, type Words } from '../words/context.js';

const route = getRouteApi('/signed-in/to-trinh/$proposalId/da-trinh');

/** The confirmation: the case's number and what happens next. */
export function SentPage() {
  const words = useWords();
  const { proposalId } = route.useParams();
  const query = useQuery(caseQuery(proposalId));
  return (
    <Loaded query={query} heading={words.cases.case}>
      {(found) => <Sent shown={found} />}
    </Loaded>
  );
}

function Sent({ shown }: { readonly shown: Case }) {
  const words = useWords();
  const { proposalId, kindLabel, unitName } = shown;
  return (
    <>
      <div className="panel sent">
        <Heading>{words.check.sent}</Heading>
        <p>
          {words.check.caseNumber}: <strong>{caseNumber(proposalId)}</strong>
        </p>
      </div>
      <p className="lead">
        {kindLabel} – {unitName}
      </p>
      <h2>{words.check.whatNext}</h2>
      <p>{nextSentence(shown, words)}</p>
      <p className="buttons">
        <Link to="/to-trinh/$proposalId" params={{ proposalId }} className="button">
          {words.check.follow}
        </Link>
        <Link to="/" className="button secondary">
          {words.check.toInbox}
        </Link>
        <button type="button" className="secondary" onClick={() => print()}>
          {words.check.print}
        </button>
      </p>
    </>
  );
}

function nextSentence({ step }: Case, { check }: Words): string {
  if (step === null) return check.beingPassedOn;
  if (step.dueOn === null) return check.waitsWithoutDue(step.body.label);
  return check.waitsFor(step.body.label, shownDay(step.dueOn));
}
