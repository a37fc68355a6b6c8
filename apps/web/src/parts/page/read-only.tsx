import { useQuery } from '@tanstack/react-query';

import { readOnlyQuery } from '../../api/readiness.js';
import { useWords } from '../../words/context.js';

/** Said before anybody fills in a form that cannot be sent. */
export function ReadOnlyBanner() {
  const { problems } = useWords();
  const { data: isReadOnly = false } = useQuery(readOnlyQuery);
  return (
    <div role="status" className="read-only">
      {isReadOnly ? <p>{problems.readOnly}</p> : null}
    </div>
  );
}
