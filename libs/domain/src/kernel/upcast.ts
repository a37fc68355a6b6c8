import type { Upcaster } from './decider.js';
import { invariant } from './refusal.js';

/**
 * Brings stored event data to today's shape. An unknown type or a version from the future stops the
 * reader: an audit must not guess.
 */
export function upcast(
  upcasters: Readonly<Record<string, readonly Upcaster[]>>,
  stored: { readonly type: string; readonly version: number; readonly data: object },
): object {
  const steps = upcasters[stored.type];
  invariant(steps, `Event type ${stored.type} is not known.`);
  invariant(
    stored.version >= 1 && stored.version <= steps.length + 1,
    `Version ${stored.version} of ${stored.type} is not known.`,
  );
  let { data } = stored;
  for (const step of steps.slice(stored.version - 1)) data = step(data as never);
  return data;
}

/** Version that events of a type are written in today. */
export function currentVersion(
  upcasters: Readonly<Record<string, readonly unknown[]>>,
  type: string,
): number {
  const steps = upcasters[type];
  invariant(steps, `Event type ${type} is not known.`);
  return steps.length + 1;
}
