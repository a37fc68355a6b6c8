import { InvariantBroken } from '#libs/domain';
import { AppendTooLarge, RevisionConflict, StoreUnavailable } from '../port.js';
import type { UnavailableReason } from '../port.js';
import type { Endpoint } from './connection-string.js';

/** What the errors of the client have in common; its classes are not loaded here. */
interface ClientFailure {
  readonly type?: string;
  readonly code?: number | string;
  readonly message?: string;
  readonly actualVersion?: bigint | string;
  readonly leader?: Endpoint;
  readonly _raw?: Trailers;
}

/** Also of an error that did not pass through the client. */
interface Trailers {
  readonly metadata?: { getMap?(): Record<string, unknown> };
}

const DEADLINE_EXCEEDED = 4;
const PERMISSION_DENIED = 7;
const UNAUTHENTICATED = 16;

/** What is not trusted, and a server in plain text: both look like a server that is down. */
const CERTIFICATE =
  /certificate|altname|secure TLS|wrong version number|ssl|tls_|packet length|EPROTO/i;

/**
 * The connection was taken and closed before a word was said: so does a server that expects TLS to
 * a client in plain text, but also one that is just going away.
 */
const CLOSED_AT_ONCE = 'Failed to connect (';

const TOO_LARGE = ['maximum-append-size-exceeded', 'maximum-append-event-size-exceeded'];

/** The answer that an append was given where it is a definite no; otherwise nothing. */
export function refusalOfAppend(
  error: unknown,
  stream: string,
  expectedRevision: number,
): Error | undefined {
  const failure = error as ClientFailure;
  if (failure.type === 'wrong-expected-version')
    return new RevisionConflict(stream, expectedRevision, eventCount(failure.actualVersion));
  if (TOO_LARGE.includes(kindOf(failure)))
    return new AppendTooLarge(`The append to ${stream} is too large: ${textOf(failure)}`, {
      cause: error,
    });
  return refusalOfRead(error, stream);
}

export function refusalOfRead(error: unknown, stream: string): Error | undefined {
  if (error instanceof InvariantBroken || error instanceof StoreUnavailable) return error;
  return kindOf(error) === 'stream-deleted'
    ? new InvariantBroken(`${stream} was deleted from the event store.`)
    : undefined;
}

export function isConflict(error: unknown): boolean {
  return kindOf(error) === 'wrong-expected-version';
}

export function isStreamMissing(error: unknown): boolean {
  return kindOf(error) === 'stream-not-found';
}

/** Whether the call may have been carried out, or may be on another node or another connection. */
export function isOutcomeUnknown(error: unknown): boolean {
  const kind = kindOf(error);
  const isDefinite =
    error instanceof InvariantBroken ||
    reasonOf(error) === 'refused' ||
    [...TOO_LARGE, 'wrong-expected-version', 'stream-deleted', 'stream-not-found'].includes(kind);
  return !isDefinite;
}

/** No use in asking again: somebody has to change something first. */
export function isLasting(error: unknown): boolean {
  return reasonOf(error) === 'refused' || CERTIFICATE.test(textOf(error));
}

export function unavailable(error: unknown, waitedMs: number): StoreUnavailable {
  const reason = reasonOf(error);
  const message = {
    refused: `The event store refuses the user of the connection string: ${textOf(error)}`,
    certificate: `No trusted connection to the event store (see tls, tlsCAFile): ${textOf(error)}`,
    timeout: `The event store did not answer within ${Math.round(waitedMs)} ms.`,
    down: `The event store cannot be reached: ${textOf(error)}`,
  }[reason];
  return new StoreUnavailable(message, { cause: error, reason });
}

/** The node that a follower named as the one to ask. */
export function leaderNamedBy(error: unknown): Endpoint | undefined {
  const { leader } = error as ClientFailure;
  return kindOf(error) === 'not-leader' ? leader : undefined;
}

function reasonOf(error: unknown): UnavailableReason {
  const { code, name } = error as ClientFailure & Error;
  const text = textOf(error);
  if (kindOf(error) === 'access-denied') return 'refused';
  if (code === PERMISSION_DENIED || code === UNAUTHENTICATED) return 'refused';
  if (CERTIFICATE.test(text) || text.includes(CLOSED_AT_ONCE)) return 'certificate';
  const isLate = code === DEADLINE_EXCEEDED || kindOf(error) === 'deadline-exceeded';
  return isLate || name === 'NoAnswer' || name === 'OutOfTime' ? 'timeout' : 'down';
}

/** The server's own name for it, which some errors of the client have lost. */
export function kindOf(error: unknown): string {
  const { type, _raw: raw = error as Trailers } = error as ClientFailure;
  if (type !== undefined && type !== 'unknown') return type;
  const exception = raw.metadata?.getMap?.().exception;
  return typeof exception === 'string' ? exception : (type ?? '');
}

function textOf(error: unknown): string {
  const { message, type } = error as ClientFailure;
  return message === undefined || message === '' ? (type ?? String(error)) : message;
}

function eventCount(lastRevision: bigint | string | undefined): number {
  return typeof lastRevision === 'bigint' ? Number(lastRevision) + 1 : 0;
}
