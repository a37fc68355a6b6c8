import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { submit, useCommand } from '../api/commands.js';
import type { Case } from '../api/contract.js';
import { caseQuery } from '../api/queries.js';
import { CaseRequest } from '../parts/cases/case-request.js';
import { actDayFaults } from '../parts/fields/day/act-day-faults.js';
import { useFaults, WithFaults } from '../parts/fields/faults.js';
import { Heading } from '../parts/page/heading.js';
import { LateEntry, legalDay } from '../parts/fields/late-entry.js';
import { Loaded } from '../parts/page/loaded.js';
import { SummaryList } from '../parts/page/summary-list.js';
import { useWords } from '../words/context.js';

const route = getRouteApi('/signed-in/to-trinh/$proposalId/kiem-tra');

export function CheckPage() {
  const words = useWords();
  const { proposalId } = route.useParams();
  const query = useQuery(caseQuery(proposalId));
  return (
    <Loaded query={query} heading={words.check.heading}>
      {(found) => <Check shown={found} />}
    </Loaded>
  );
}

function Check({ shown }: { readonly shown: Case }) {
  const words = useWords();
  const navigate = useNavigate();
  const { proposalId, may } = shown;
  const [on, setOn] = useState('');
  const command = useCommand(submit);
  const { faults, setFound } = useFaults(command.error, on);
  const send = () => {
    const fields = actDayFaults(on, latestOn(shown), words);
    setFound(fields.length === 0 ? null : { sentence: words.days.unsound, fields });
    if (fields.length > 0) return;
    command.mutate(
      { ref: shown, ...legalDay(on) },
      {
        onSuccess: () =>
          void navigate({
            to: '/to-trinh/$proposalId/da-trinh',
            params: { proposalId },
            replace: true,
          }),
      },
    );
  };
  return (
    <WithFaults faults={faults}>
      <Heading>{words.check.heading}</Heading>
      <p className="lead">{words.check.lead}</p>
      <SummaryList
        items={[
          { term: words.form.kind, value: shown.kindLabel },
          { term: words.form.unit, value: shown.unitName },
        ]}
      />
      <CaseRequest shown={shown} />
      <LateEntry value={on} onChange={setOn} />
      <div className="buttons">
        <button
          type="button"
          disabled={command.isPending || !may.includes('submit')}
          onClick={send}
        >
          {words.check.submit}
        </button>
        {may.includes('revise') ? (
          <Link to="/to-trinh/$proposalId/sua" params={{ proposalId }} className="button secondary">
            {words.case.revise}
          </Link>
        ) : null}
      </div>
    </WithFaults>
  );
}

/** The day of the latest act of the case. */
function latestOn({ timeline }: Case): string | null {
  return (
    timeline
      .map(({ on }) => on)
      .sort()
      .at(-1) ?? null
  );
}
