import { useEffect, useRef } from 'react';

import { useWords } from '../words/context.js';
import { focusAwaited, focusTaken } from './route-focus.js';

/** The page's h1: names the tab and takes the focus after a change of page. */
export function Heading({ children, tab }: { readonly children: string; readonly tab?: string }) {
  const { product } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const title = `${tab ?? children} – ${product}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    if (!focusAwaited()) return;
    heading.current?.focus();
    focusTaken();
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
