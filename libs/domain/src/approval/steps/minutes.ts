import { Refusal } from '../../kernel/refusal.js';
import type { Minutes, StepAnswer } from './step-type.js';

/** Outside a meeting nobody counts votes, so nobody may record a count. */
export function requireNoMinutes({ minutes }: StepAnswer): void {
  if (minutes)
    throw new Refusal('invalid', 'minutes-of-a-meeting', {
      vi: 'Bước này không phải là bước họp nên không có biên bản kiểm phiếu.',
      en: 'This step is no meeting, so it has no minutes of a ballot.',
    });
}

export function requirePossibleCount({ summoned, present, inFavour, against }: Minutes): void {
  const counts = [summoned, present, inFavour, against];
  const whole = counts.every((count) => Number.isSafeInteger(count) && count >= 0);
  if (!whole || summoned === 0 || present > summoned || inFavour + against > present)
    throw new Refusal('invalid', 'minutes-count-possible', {
      vi: 'Số phiếu không khớp: có mặt không quá triệu tập, tổng phiếu không quá có mặt.',
      en: 'The count is impossible: present within summoned, ballots within present.',
    });
}
