import type { NeededKey } from './missing-keys.js';

/** The keys that the sealed texts in an event's data need. */
export function sealedWith(data: object): NeededKey[] {
  const found: NeededKey[] = [];
  collect(data, found);
  return found;
}

function collect(value: unknown, found: NeededKey[]): void {
  if (typeof value !== 'object' || value === null) return;
  if ('$private' in value && 'kid' in value)
    found.push({ subject: String(value.$private), kid: String(value.kid) });
  else for (const part of Object.values(value)) collect(part, found);
}
