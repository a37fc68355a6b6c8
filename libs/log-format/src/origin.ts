/** Storage format: type of the event by which a log goes on under a new name after a restore. */
export const LOG_RESTORED = 'LogRestored';

/** The last part of an origin: tells this log from those that it went on from. */
export function logIdOf(origin: string): string {
  return origin.slice(origin.lastIndexOf('/') + 1);
}

/**
 * Storage format: the stream that says which keys seal a log of this origin. Where a restore gave
 * the log its origin, `LogRestored` is the first event of it.
 */
export function sealStreamOf(origin: string): string {
  return `seal-${logIdOf(origin)}`;
}

/** Storage format: type of the event that begins a log, and every later key of it. */
export const KEY_INTRODUCED = 'SealKeyIntroduced';

/** Name of the log that an event begins by introducing its first key; `null` where it does not. */
export function firstOriginBy(event: {
  readonly stream: string;
  readonly type: string;
  readonly data: object;
}): string | null {
  const { stream, type, data } = event;
  if (type !== KEY_INTRODUCED || !('vkey' in data) || typeof data.vkey !== 'string') return null;
  // A verifier key begins with the name of what it is a key of.
  const origin = data.vkey.slice(0, data.vkey.indexOf('+'));
  return sealStreamOf(origin) === stream ? origin : null;
}

/**
 * The origin that the leaf of an event bears, when that of the event before it in the log bore
 * `before`: another one only where the event itself says so.
 */
export function originAt(
  before: string,
  { type, data }: { readonly type: string; readonly data: object },
): string {
  return type === LOG_RESTORED && 'origin' in data && typeof data.origin === 'string'
    ? data.origin
    : before;
}
