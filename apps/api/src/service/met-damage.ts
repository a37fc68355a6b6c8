import type { Sentence } from '#libs/domain';
import { isLogDamage } from '#libs/event-store';
import { goesOn, unreadableLog, type LogCondition } from '#libs/seals';

/** Damage of the log file that an act meets, be it before the check at the start gets there. */
export class MetDamage {
  #isReported = false;

  constructor(
    private readonly condition: LogCondition,
    private readonly settings: { readonly bootCheck: boolean },
    private readonly report: (problem: Error) => void,
  ) {}

  /** What there is to say of it, where the act failed of damage; else `null`. */
  by(error: unknown): Sentence | null {
    if (!isLogDamage(error)) return null;
    const { cause = error } = error as Error;
    const met = unreadableLog(cause);
    if (!this.settings.bootCheck) return this.#reported(goesOn(met));
    this.condition.found(met);
    return this.condition.fault?.sentence ?? met.sentence;
  }

  /** Nobody else does: what makes the log read-only is reported by that. */
  #reported(sentence: Sentence): Sentence {
    if (!this.#isReported) this.report(new Error(sentence.vi));
    this.#isReported = true;
    return sentence;
  }
}
