import type { ErasuresPage, ErasureView } from '#libs/read-models';

import { erasureWords } from './erasure-words.js';
import { EXIT, type ExitCode } from './exit.js';
import { answer } from './output.js';
import type { ServiceAtHand } from './service-at-hand.js';

const PAGE_SIZE = 100;

/** Prints which personal data is to be erased, on hold, or gone. Erasing takes two signed in. */
export async function runErasures(
  { operator }: ServiceAtHand,
  { json }: { readonly json: boolean },
): Promise<ExitCode> {
  const erasures: ErasureView[] = [];
  for (let after: string | null = ''; after !== null;) {
    const query = new URLSearchParams({ limit: String(PAGE_SIZE), ...(after && { after }) });
    const page: ErasuresPage = await operator.get(`/erasures?${query.toString()}`);
    erasures.push(...page.erasures);
    after = page.next;
  }
  answer(json ? JSON.stringify(erasures) : erasureWords(erasures));
  return EXIT.ok;
}
