import type { Asked, ServerExamination } from '#libs/event-store';

import { unavailableWords } from '../../server-words.js';
import type { KeysPlace } from '../keys-place.js';
import { failure, type Outcome } from '../check.js';

/** A server that was asked already, and the settings it is reached with. */
export interface ServerPlace extends KeysPlace {
  readonly url: string;
  readonly found: ServerExamination;
  readonly isShared: true;
}

/** Tells why there is no answer, or whatever follows from it; `null` where nobody was asked. */
export function told<Value>(
  asked: Asked<Value> | null,
  { found }: ServerPlace,
  tell: (value: Value) => Outcome | null,
): Outcome | null {
  if (!asked) return null;
  if ('value' in asked) return tell(asked.value);
  const words = unavailableWords(asked.failure, found.address, 'EVENT_STORE_URL');
  return failure(words.sentence, words.advice);
}
