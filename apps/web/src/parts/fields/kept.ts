import { useCallback, useState } from 'react';

import { useAccount } from '../../app/account.js';

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

/**
 * State that outlives a closed tab or an ended session: every change is written to this computer,
 * under the account's own name, for on an office computer the next person is somebody else.
 */
export function useKept<Value>(name: string, initial: Value): Kept<Value> {
  const { accountId } = useAccount();
  const key = ownPrefix(accountId) + name;
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

/** Whether something the account typed lies on this computer unsent. */
export function isAnythingKept(accountId: string): boolean {
  return keysOf(accountId).length > 0;
}

export function forgetAllKept(accountId: string): void {
  for (const key of keysOf(accountId)) localStorage.removeItem(key);
}

function keysOf(accountId: string): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(ownPrefix(accountId)));
}

function ownPrefix(accountId: string): string {
  return `totrinh.kept.1/${accountId}/`;
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
