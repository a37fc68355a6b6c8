import { useEffect, useLayoutEffect, useRef } from 'react';

import { useWords } from '../../words/context.js';
import { awaitFocus, focusAwaited, focusTaken } from './route-focus.js';

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
  useLayoutEffect(() => {
    const shown = heading.current;
    return () => {
      if (shown !== null && shown === document.activeElement) awaitFocus();
    };
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
