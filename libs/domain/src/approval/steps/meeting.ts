import { saysSomething } from '../../kernel/private-text.js';
import { invariant, Refusal } from '../../kernel/refusal.js';
import { compareShare, type BallotRule } from '../route.js';
import { requirePossibleCount } from './minutes.js';
import type { StepAnswer, StepType } from './step-type.js';

const COLLECTIVE_MIN = 2;

/**
 * Kết luận của tập thể: a collective decides by its minutes. The answer must follow from the count:
 * quorum and majority are both taken of those summoned.
 */
export const meeting: StepType = {
  answers: ['approve', 'reject', 'return', 'defer'],
  check(answer, step) {
    invariant(step.ballot, `Step ${step.key} is a meeting without a ballot rule.`);
    if (answer.minutes) requirePossibleCount(answer.minutes);
    if (answer.answer === 'return' || answer.answer === 'defer') return;
    requireVote(answer, step.ballot);
  },
};

function requireVote({ answer, minutes, reason }: StepAnswer, rule: BallotRule): void {
  if (!minutes || !saysSomething(minutes.number))
    throw new Refusal('invalid', 'minutes-required', {
      vi: 'Kết luận của tập thể phải có biên bản: số, ngày họp, triệu tập, có mặt, kết quả phiếu.',
      en: 'A collective conclusion needs minutes: number, day, summoned, present and the count.',
    });
  const { summoned, present, inFavour } = minutes;
  if (summoned < COLLECTIVE_MIN)
    throw new Refusal('invalid', 'collective-of-several', {
      vi: 'Một người không phải là tập thể: hãy ghi số người được triệu tập theo biên bản.',
      en: 'One person is no collective: state how many the minutes say were summoned.',
    });
  if (compareShare(present, summoned, rule.quorum) < 0)
    throw new Refusal('conflict', 'quorum', {
      vi: `Chỉ ${present}/${summoned} người được triệu tập có mặt: chưa đủ điều kiện họp.`,
      en: `Only ${present} of ${summoned} summoned were present: no quorum.`,
    });
  const share = compareShare(inFavour, summoned, rule.passOver);
  if (share === 0 && !reason)
    throw new Refusal('invalid', 'half-needs-reason', {
      vi: 'Đúng ngưỡng phiếu thì người đứng đầu quyết định: hãy ghi lý do.',
      en: 'At exactly the threshold the head decides: state the reason.',
    });
  if ((share > 0 && answer === 'reject') || (share < 0 && answer === 'approve'))
    throw new Refusal('conflict', 'conclusion-follows-count', {
      vi: `Kết luận trái với biên bản: ${inFavour}/${summoned} đồng ý.`,
      en: `The conclusion contradicts the minutes: ${inFavour}/${summoned} in favour.`,
    });
}
