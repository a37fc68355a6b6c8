import { obligationId, type Instant, type Obligation } from '#libs/domain';

import type { OpenObligation } from '../reconciler.js';
import { ObservedWork } from './observed-work.js';

/** Stands for the log: what is open, and how often working an open obligation had an effect. */
export class OpenCases {
  readonly work = new ObservedWork();
  readonly effects = new Map<string, number>();
  readonly #open = new Map<string, OpenObligation>();
  #opened = 0;

  constructor() {
    this.work.onHandle = (obligation) => this.fulfil(obligation);
  }

  /** Opens so many obligations at that moment. */
  open(count: number, openedAt = new Date(0)): OpenObligation[] {
    const opened = Array.from({ length: count }, () => ({
      kind: this.#opened % 2 === 0 ? 'open-step' : 'enact',
      subject: `case-${this.#opened}`,
      revision: this.#opened++,
      openedAt: openedAt.toISOString() as Instant,
    }));
    for (const obligation of opened) this.#open.set(obligationId(obligation), obligation);
    return opened;
  }

  /** As every handler does: an obligation that is not open any more is left alone. */
  fulfil(obligation: Obligation): void {
    const id = obligationId(obligation);
    if (this.#open.delete(id)) this.effects.set(id, (this.effects.get(id) ?? 0) + 1);
  }

  list = (): Promise<readonly OpenObligation[]> => Promise.resolve([...this.#open.values()]);
}
