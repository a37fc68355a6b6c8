import type { Sentence } from '#libs/domain';

/** What is wrong with the log, for people; `kind` for programs. */
export interface LogFault {
  readonly kind: LogFaultKind;
  readonly found: Sentence;
  /** The same, with what it means for a service and what can be done there. */
  readonly sentence: Sentence;
  /** How many events somebody has confirmed, where that is more than there are. */
  readonly confirmed?: number;
}

export type LogFaultKind =
  | 'shorter'
  | 'differs'
  | 'changed'
  | 'checkpoint'
  | 'unreadable'
  | 'witness'
  | 'restored'
  | 'another';

/** Nothing is written any more; the message says what is wrong with the log. */
export class LogReadOnly extends Error {
  override readonly name = 'LogReadOnly';

  constructor(readonly fault: LogFault) {
    super(fault.sentence.en);
  }
}

/** Whether the log may be written. The first fault stays until somebody lifts it. */
export class LogCondition {
  readonly #listeners = new Set<(fault: LogFault | null) => void>();
  #fault: LogFault | null = null;

  get fault(): LogFault | null {
    return this.#fault;
  }

  /** Throws `LogReadOnly`. */
  requireWritable(): void {
    if (this.#fault) throw new LogReadOnly(this.#fault);
  }

  found(fault: LogFault): void {
    if (!this.#fault) this.#set(fault);
  }

  lift(): void {
    if (this.#fault) this.#set(null);
  }

  onChange(listener: (fault: LogFault | null) => void): void {
    this.#listeners.add(listener);
  }

  #set(fault: LogFault | null): void {
    this.#fault = fault;
    for (const listener of this.#listeners) listener(fault);
  }
}
