import type { Obligation } from '#libs/domain';
import type { Position } from '#libs/event-store';

import type { AggregateReader } from '#libs/aggregates';
import { causeOf, type ObligationHandler } from './obligation-handler.js';

/** Has a checkpoint signed over a final decision at once, unless a newer one covers it already. */
export class SealFinalDecision implements ObligationHandler {
  constructor(
    private readonly reader: AggregateReader,
    private readonly cover: (position: Position) => Promise<void>,
  ) {}

  async handle(obligation: Obligation): Promise<void> {
    const { position } = await causeOf(obligation, this.reader);
    await this.cover(position);
  }
}
