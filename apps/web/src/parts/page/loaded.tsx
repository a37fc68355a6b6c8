import type { ReactNode } from 'react';

import { isStatus } from '../../api/problem.js';
import { useWords } from '../../words/context.js';
import { Heading } from './heading.js';
import { NotFound } from './not-found.js';
import { sentenceOf, Trouble } from './trouble.js';

interface Query<Data> {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

interface LoadedProps<Data> {
  readonly query: Query<Data>;
  /** The page's heading until the data brings its own. */
  readonly heading?: string;
  readonly children: (data: Data) => ReactNode;
}

/** What was read stays on screen while it is read anew, and beside the trouble when that fails. */
export function Loaded<Data>({ query, heading, children }: LoadedProps<Data>) {
  const words = useWords();
  const { data, error } = query;
  if (heading && data === undefined && isStatus(error, 404))
    return <NotFound sentence={sentenceOf(error, words)} />;
  return (
    <>
      {heading && data === undefined ? <Heading>{heading}</Heading> : null}
      {error ? <Trouble error={error} onRetry={() => void query.refetch()} /> : null}
      {data === undefined && !error ? <p className="loading">{words.loading}</p> : null}
      {data === undefined ? null : children(data)}
    </>
  );
}
