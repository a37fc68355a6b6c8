import type { EventProgress } from '#libs/audit';

import { number, tellProgress } from './output.js';

const BAR_WIDTH = 24;
const EVERY_MS = 100;

/** A bar on stderr where somebody watches; nothing where nobody does. */
export function eventProgress(what: string): EventProgress {
  let next = 0;
  return (done, total) => {
    if (!process.stderr.isTTY || (done < total && performance.now() < next)) return;
    next = performance.now() + EVERY_MS;
    const share = total === 0 ? 1 : Math.min(1, done / total);
    const filled = Math.round(share * BAR_WIDTH);
    const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
    tellProgress(`${what} ${bar} ${number(done)}/${number(total)} sự kiện`, done >= total);
  };
}
