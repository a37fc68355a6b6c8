let awaited = false;

/** After a change of page: to the heading that is there, or else to the one that comes. */
export function focusHeading(): void {
  const heading = document.querySelector('h1');
  awaited = heading === null;
  heading?.focus();
}

export function focusAwaited(): boolean {
  return awaited;
}

/** A heading goes away while it has the focus: the one that replaces it takes it over. */
export function awaitFocus(): void {
  awaited = true;
}

export function focusTaken(): void {
  awaited = false;
}
