import { useWords } from '../../words/context.js';
import type { Kept } from './kept.js';

/** Says that what stands in the form was begun earlier, and lets it be deleted. */
export function Restored({ kept }: { readonly kept: Pick<Kept<unknown>, 'restored' | 'discard'> }) {
  const { form } = useWords();
  if (!kept.restored) return null;
  return (
    <div className="panel info">
      <p>{form.restored}</p>
      <button type="button" className="secondary" onClick={kept.discard}>
        {form.discard}
      </button>
    </div>
  );
}
