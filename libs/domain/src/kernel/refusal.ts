/** A sentence for people, in both languages of the product. */
export interface Sentence {
  readonly vi: string;
  readonly en: string;
}

/**
 * Why a command is not carried out. `invalid`: the request itself is wrong; `not-found`: there is
 * no such thing (or not for this person); `forbidden`: not this person; `conflict`: not in this
 * state; `stale`: the asker saw an older state. The edge maps them to HTTP 422, 404, 403, 409, 412.
 */
export type RefusalCode = 'invalid' | 'not-found' | 'forbidden' | 'conflict' | 'stale';

/** A rule says no. `rule` names it for tests and scripts; the sentence is for people. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: RefusalCode,
    readonly rule: string,
    readonly sentence: Sentence,
  ) {
    super(`${rule}: ${sentence.en}`);
  }
}

/** History or code is wrong: stop here, never guess on. */
export class InvariantBroken extends Error {
  override readonly name = 'InvariantBroken';
}

export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantBroken(message);
}
