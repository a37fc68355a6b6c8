import { createContext, use, useCallback, useEffect, useState, type ReactNode } from 'react';

import { useResending } from '../../api/commands.js';
import { useWords } from '../../words/context.js';

type Announce = (text: string) => void;

const AnnounceContext = createContext<Announce>(() => undefined);

const SHOWN_MS = 8000;

/**
 * One polite live region for "saved", "changed" and "trying again": never the only proof of what it
 * says.
 */
export function NoticeProvider({ children }: { readonly children: ReactNode }) {
  const words = useWords();
  const [text, setText] = useState('');
  const said = useResending() ? words.resending : text;
  useEffect(() => {
    const clearing = setTimeout(() => setText(''), SHOWN_MS);
    return () => clearTimeout(clearing);
  }, [text]);
  const announce = useCallback((next: string) => setText(next), []);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="notice" role="status" aria-live="polite">
        {said === '' ? null : <p>{said}</p>}
      </div>
    </AnnounceContext>
  );
}

export function useAnnounce(): Announce {
  return use(AnnounceContext);
}
