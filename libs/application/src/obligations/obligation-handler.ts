import { invariant, proposal, type Actor, type Obligation } from '#libs/domain';
import type { RecordedEvent } from '#libs/event-store';

import type { AggregateReader } from '#libs/aggregates';
import { derivedId, type CommandRequest } from '../request.js';

/** Does what is owed, or finds that it is no longer owed. Doing it twice changes nothing. */
export interface ObligationHandler {
  handle(obligation: Obligation): Promise<void>;
}

/** The service itself. Every act of it names the event of a person that led to it. */
export const processActor: Actor = {
  accountId: 'process:approval',
  personId: 'process:approval',
  roles: [{ role: 'process', unitId: 'service' }],
};

export function requestFor(
  obligation: Obligation,
  word: string,
  causationId: string,
): CommandRequest {
  const { kind, subject, revision } = obligation;
  return {
    commandId: derivedId(causationId, `${kind}_${subject}_${revision}_${word}`),
    body: { kind, subject, revision, word },
    actor: processActor,
    expectedRevision: null,
    correlationId: subject,
    causationId,
  };
}

/** The event of the case that the obligation follows from. */
export async function causeOf(
  { subject, revision }: Obligation,
  reader: AggregateReader,
): Promise<RecordedEvent> {
  const { history } = await reader.load(proposal, subject);
  const cause = history[revision];
  invariant(cause, `An obligation of ${subject} follows from its event ${revision}.`);
  return cause;
}
