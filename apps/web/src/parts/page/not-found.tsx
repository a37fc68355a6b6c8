import { Link } from '@tanstack/react-router';

import { useWords } from '../../words/context.js';
import { Heading } from './heading.js';

/**
 * For an address that leads nowhere, and for what this account may not know of: both look
 * alike.
 */
export function NotFound({ sentence }: { readonly sentence?: string }) {
  const { problems, check } = useWords();
  return (
    <>
      <Heading>{problems.notFound}</Heading>
      <p>{sentence ?? problems.notFoundText}</p>
      <p className="buttons">
        <Link to="/" className="button secondary">
          {check.toInbox}
        </Link>
      </p>
    </>
  );
}
