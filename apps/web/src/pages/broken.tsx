import { Link } from '@tanstack/react-router';

import { Heading } from '../parts/page/heading.js';
import { Trouble } from '../parts/page/trouble.js';
import { useWords } from '../words/context.js';

export function NotFoundPage() {
  const words = useWords();
  return (
    <main id="main">
      <Heading>{words.problems.notFound}</Heading>
      <p>{words.problems.notFoundText}</p>
      <Link to="/">{words.check.toInbox}</Link>
    </main>
  );
}

export function BrokenPage({ error }: { readonly error: unknown }) {
  const words = useWords();
  return (
    <main id="main">
      <Heading>{words.problems.broken}</Heading>
      <Trouble error={error} onRetry={() => location.reload()} />
    </main>
  );
}
