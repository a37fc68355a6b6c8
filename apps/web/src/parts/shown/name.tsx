import { useWords } from '../../words/context.js';

/** A person's name, or that it was erased. */
export function Name({ of }: { readonly of: string | null }) {
  const words = useWords();
  return of ?? <em className="erased">{words.erased}</em>;
}

export function useName(): (name: string | null) => string {
  const words = useWords();
  return (name) => name ?? `(${words.erased})`;
}
