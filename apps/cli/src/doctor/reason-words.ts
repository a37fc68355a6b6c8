import { diskTrouble } from '../../../api/src/service/disk-words.js';
import { systemWords } from '../system-words.js';

/** Why something could not be looked at: the rest of a sentence after a colon. */
export function reasonWords(error: unknown): string {
  const otherwise = error instanceof Error ? error.message : String(error);
  return diskTrouble(error)?.words ?? systemWords(error) ?? otherwise;
}
