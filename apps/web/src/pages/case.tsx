import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

import type { Case } from '../api/contract.js';
import { caseQuery } from '../api/queries.js';
import { CaseFacts } from '../parts/cases/case-facts.js';
import { CaseRequest } from '../parts/cases/case-request.js';
import { shownDay, today } from '../parts/shown/days.js';
import { Heading } from '../parts/page/heading.js';
import { Loaded } from '../parts/page/loaded.js';
import { useAnnounce } from '../parts/page/notice.js';
import { Timeline } from '../parts/cases/timeline.js';
import { StepDesk } from '../steps/step-desk.js';
import { useWords } from '../words/context.js';
import { WriterActions } from '../parts/cases/writer-actions.js';

const route = getRouteApi('/signed-in/to-trinh/$proposalId');

export function CasePage() {
  const words = useWords();
  const { proposalId } = route.useParams();
  const query = useQuery(caseQuery(proposalId));
  return (
    <Loaded query={query} heading={words.cases.case}>
      {(found) => <CaseView key={proposalId} shown={found} />}
    </Loaded>
  );
}

function CaseView({ shown }: { readonly shown: Case }) {
  const words = useWords();
  const { unitName, communeName, kindLabel } = shown;
  useChangeAnnounced(shown);
  return (
    <>
      <Heading>{`${kindLabel}: ${unitName}`}</Heading>
      {unitName === communeName ? null : <p className="lead">{communeName}</p>}
      <CaseFacts shown={shown} />
      {shown.enactmentRefused === null ? null : (
        <p className="warning">
          {words.case.refused}: {shown.enactmentRefused}
        </p>
      )}
      <WriterActions shown={shown} />
      <section>
        <h2>{words.case.request}</h2>
        <CaseRequest shown={shown} />
        <MapLink shown={shown} />
      </section>
      <StepDesk shown={shown} />
      <section>
        <h2>{words.case.timeline}</h2>
        <Timeline proposalId={shown.proposalId} entries={shown.timeline} />
      </section>
    </>
  );
}

/** To the titles as they are, or as they will be once the decision takes effect. */
function MapLink({ shown }: { readonly shown: Case }) {
  const words = useWords();
  const { unitId, status, paper } = shown;
  const from = status === 'enacted' && paper !== null ? paper.takesEffectOn : '';
  const isAhead = from > today();
  return (
    <p>
      <Link to="/don-vi/$unitId" params={{ unitId }} search={isAhead ? { tai: from } : {}}>
        {isAhead ? words.case.toMapFrom(shownDay(from)) : words.case.toMap}
      </Link>
    </p>
  );
}

/** Says that somebody else has moved the case while it was on the screen. */
function useChangeAnnounced({ revision, statusLabel, step }: Case): void {
  const words = useWords();
  const announce = useAnnounce();
  const seen = useRef(revision);
  useEffect(() => {
    if (seen.current === revision) return;
    seen.current = revision;
    announce(words.case.changed(step ? `${statusLabel} – ${step.label}` : statusLabel));
  }, [announce, revision, statusLabel, step, words]);
}
