import { useCallback, useState } from 'react';

export interface Kept<Value> {
  readonly value: Value;
  readonly set: (value: Value) => void;
  /** It was begun earlier and found again. */
  readonly restored: boolean;
  /** Something was typed that has not been sent. */
  readonly unsent: boolean;
  /** It has been sent: nothing to restore any more. */
  readonly forget: () => void;
  /** Back to how it began. */
  readonly discard: () => void;
}

/** State that outlives a closed tab or an ended session: every change is written to this computer. */
export function useKept<Value>(name: string, initial: Value): Kept<Value> {
  const key = `totrinh.kept.1.${name}`;
  const [found] = useState(() => read(key) as Value | null);
  const [value, setValue] = useState(found ?? initial);
  const [restored, setRestored] = useState(found !== null);
  const [unsent, setUnsent] = useState(found !== null);
  const set = useCallback(
    (next: Value) => {
      setValue(next);
      setUnsent(true);
      write(key, next);
    },
    [key],
  );
  const forget = () => {
    localStorage.removeItem(key);
    setRestored(false);
    setUnsent(false);
  };
  const discard = () => {
    forget();
    setValue(initial);
  };
  return { value, set, restored, unsent, forget, discard };
}

function read(key: string): unknown {
  const text = localStorage.getItem(key);
  return text === null ? null : JSON.parse(text);
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage is full or refused: typing must go on all the same.
  }
}
