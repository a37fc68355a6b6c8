import { Metadata, status, type StatusObject } from '@grpc/grpc-js';

export type Refusal = Pick<StatusObject, 'code' | 'details' | 'metadata'>;

/** How the real server refuses: a gRPC status, and the kind of refusal in the trailers. */
function refusal(code: status, details: string, trailers: Record<string, string> = {}): Refusal {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return { code, details, metadata };
}

export const accessDenied = () =>
  refusal(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });

export const notAuthenticated = () => refusal(status.UNAUTHENTICATED, 'Authentication failed');

export const serverNotReady = () => refusal(status.UNKNOWN, 'Server Is Not Ready');

export const badRequest = () => refusal(status.UNKNOWN, 'Could not recognize BadRequest');

export const streamDeleted = (stream: string) =>
  refusal(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

export const appendTooLarge = (maxBytes: number) =>
  refusal(status.INVALID_ARGUMENT, `Maximum Append Size of ${maxBytes} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(maxBytes),
  });

export const eventTooLarge = (maxBytes: number) =>
  refusal(status.INVALID_ARGUMENT, `Event exceeds Maximum Append Event Size of ${maxBytes}.`, {
    exception: 'maximum-append-event-size-exceeded',
    'maximum-append-event-size': String(maxBytes),
  });

export const notLeader = (host: string, port: number) =>
  refusal(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  });

export const userNotFound = (name: string) =>
  refusal(status.NOT_FOUND, `User '${name}' is not found.`, {
    exception: 'user-not-found',
    'login-name': name,
  });

export const userTaken = (name: string) =>
  refusal(status.FAILED_PRECONDITION, 'Conflict.', {
    exception: 'user-conflict',
    'login-name': name,
  });
