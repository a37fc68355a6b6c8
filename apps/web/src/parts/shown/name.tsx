import type { OpenedText } from '../../api/contract.js';
import { whyUnread } from '../../words/unread.js';
import { useWords } from '../../words/context.js';

/** A person's name, or why there is none. */
export function Name({ of }: { readonly of: OpenedText }) {
  const words = useWords();
  return typeof of === 'string' ? of : <em className="erased">{whyUnread(of, words)}</em>;
}

export function useName(): (name: OpenedText) => string {
  const words = useWords();
  return (name) => (typeof name === 'string' ? name : `(${whyUnread(name, words)})`);
}
