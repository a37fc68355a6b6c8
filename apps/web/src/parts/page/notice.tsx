import { createContext, use, useCallback, useEffect, useState, type ReactNode } from 'react';

type Announce = (text: string) => void;

const AnnounceContext = createContext<Announce>(() => undefined);

const SHOWN_MS = 8000;

/** One polite live region for "saved" and "changed": never the only proof of what it says. */
export function NoticeProvider({ children }: { readonly children: ReactNode }) {
  const [text, setText] = useState('');
  useEffect(() => {
    const clearing = setTimeout(() => setText(''), SHOWN_MS);
    return () => clearTimeout(clearing);
  }, [text]);
  const announce = useCallback((next: string) => setText(next), []);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="notice" role="status" aria-live="polite">
        {text === '' ? null : <p>{text}</p>}
      </div>
    </AnnounceContext>
  );
}

export function useAnnounce(): Announce {
  return use(AnnounceContext);
}
