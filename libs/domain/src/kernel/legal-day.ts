import type { CommandContext } from './decider.js';
import { localDay } from './plain-date.js';
import { Refusal } from './refusal.js';

/** An act on paper is entered on its day or later (ghi nhận muộn), never before it has happened. */
export function requireNotAhead({ at, on }: CommandContext): void {
  if (on > localDay(at))
    throw new Refusal('invalid', 'act-not-in-the-future', {
      vi: 'Ngày thực hiện không được ở tương lai.',
      en: 'The day of the act may not be in the future.',
    });
}
