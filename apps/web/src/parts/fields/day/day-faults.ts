import type { FieldProblem } from '../../../api/contract.js';
import type { Words } from '../../../words/context.js';
import { readDay } from './typed-day.js';

/** What is wrong with what a day field holds; an empty one is for its form to judge. */
export function daySentence(held: string, { days }: Words): string | null {
  const read = held === '' ? '' : readDay(held);
  return typeof read === 'string' ? null : days.faults[read.kind](read.named);
}

export function dayFaults(pointer: string, held: string, words: Words): FieldProblem[] {
  const detail = daySentence(held, words);
  return detail === null ? [] : [{ pointer, detail }];
}
