import { hash } from 'node:crypto';

import { privateSubjects, type SubjectKeys } from '#libs/privacy';

import type { CommandRequest } from './request.js';

/**
 * Tells a repetition of a request from another request under its id. The account is part of it:
 * nobody learns the answer to another's request by using its id. Where private text came of the
 * request it is a digest under the key of whom that text is about, which dies with them: a plain
 * hash is found by whoever tries names. `null` when that key is gone.
 */
export function commandDigest(
  { actor, body }: CommandRequest,
  events: readonly { readonly data: object }[],
  keys: SubjectKeys,
): string | null {
  const asked = JSON.stringify([actor.accountId, sortKeys(body)]);
  // The same one whatever the order of an event's fields, which the log puts in its own.
  const [subject] = events.flatMap(({ data }) => [...privateSubjects(data)]).sort();
  return subject === undefined ? hash('sha256', asked, 'hex') : keys.digest(subject, asked);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => [key, sortKeys(part)]);
}
