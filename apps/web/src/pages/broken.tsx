import { Heading } from '../parts/page/heading.js';
import { Trouble } from '../parts/page/trouble.js';
import { useWords } from '../words/context.js';

export function BrokenPage({ error }: { readonly error: unknown }) {
  const words = useWords();
  return (
    <main id="main">
      <Heading>{words.problems.broken}</Heading>
      <Trouble error={error} onRetry={() => location.reload()} />
    </main>
  );
}
