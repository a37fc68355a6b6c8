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
const KEY_INTRODUCED = 'SealKeyIntroduced';

/** The key that an event introduces; `null` where it introduces none. */
export function keyIntroducedBy(event: {
  readonly type: string;
  readonly data: unknown;
}): string | null {
  return event.type === KEY_INTRODUCED ? textIn(event.data, 'vkey') : null;
}

/** Name of the log that an event begins by introducing its first key; `null` where it does not. */
export function firstOriginBy(event: {
  readonly stream: string;
  readonly type: string;
  readonly data: unknown;
}): string | null {
  const vkey = keyIntroducedBy(event);
  if (vkey === null) return null;
  // A verifier key begins with the name of what it is a key of.
  const origin = vkey.slice(0, vkey.indexOf('+'));
  return sealStreamOf(origin) === event.stream ? origin : null;
}

/**
 * The origin that the leaf of an event bears, when that of the event before it in the log bore
 * `before`: another one only where the event itself says so.
 */
export function originAt(
  before: string,
  { type, data }: { readonly type: string; readonly data: unknown },
): string {
  return (type === LOG_RESTORED ? textIn(data, 'origin') : null) ?? before;
}

/** The log that an event says this one goes on from; `null` where it says nothing of the kind. */
export function originBefore(event: {
  readonly type: string;
  readonly data: unknown;
}): string | null {
  if (event.type !== LOG_RESTORED) return null;
  const { previous } = (event.data ?? {}) as { readonly previous?: unknown };
  return textIn(previous, 'origin');
}

/** Rows that somebody made up may hold anything. */
function textIn(value: unknown, field: string): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const held = (value as Readonly<Record<string, unknown>>)[field];
  return typeof held === 'string' ? held : null;
}
