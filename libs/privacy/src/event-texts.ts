import { invariant, KEY_MISSING, type JsonObject, type PrivateText } from '#libs/domain';

import { openText, sealText, type Place, type SealedText } from './sealed-text.js';
import type { SubjectKeys } from './subject-keys.js';

/** The event whose data is sealed or opened. */
export type Home = Omit<Place, 'path'>;

/** A sealed text that carries its place, so that a read model can keep it and open it later. */
export type PlacedText = SealedText & { readonly place: Place };

/**
 * Seals every private text in an event's data; the rest is copied as it is, into plain objects:
 * what comes from outside may be an instance of a class.
 */
export async function sealData(data: object, home: Home, keys: SubjectKeys): Promise<JsonObject> {
  const keyOf = new Map(
    await Promise.all(
      [...privateSubjects(data)].map(
        async (subject) => [subject, await keys.forSealing(subject)] as const,
      ),
    ),
  );
  return replacePrivate(data, '', (found, path) => {
    const { $private, text } = found as PrivateText;
    const key = keyOf.get($private);
    invariant(key && text !== null, 'An erased text cannot be written again.');
    return sealText($private, text, key, { ...home, path });
  }) as JsonObject;
}

/** Opens every private text; `text` is `null` where the key has been erased, or is missing. */
export function openData(data: object, home: Home, keys: SubjectKeys): JsonObject {
  if (!holdsPrivate(data)) return data as JsonObject; // most data is public: nothing is copied
  return replacePrivate(data, '', (found, path) =>
    openPlaced({ ...(found as SealedText), place: { ...home, path } }, keys),
  ) as JsonObject;
}

/** Keeps every private text sealed and notes where it stands. */
export function placeData(data: object, home: Home): JsonObject {
  return replacePrivate(data, '', (found, path) => ({
    ...found,
    place: { ...home, path },
  })) as JsonObject;
}

export function openPlaced(sealed: PlacedText, keys: SubjectKeys): PrivateText {
  const { $private, kid, place } = sealed;
  const key = keys.forOpening($private, kid);
  if (key) return { $private, text: openText(sealed, key, place) };
  const isErased = keys.standingOf({ subject: $private, kid }) === 'erased';
  return isErased ? { $private, text: null } : { $private, text: null, ...KEY_MISSING };
}

/** Whom the private texts in an event's data are about, sealed or not. */
export function privateSubjects(data: object): ReadonlySet<string> {
  const subjects = new Set<string>();
  eachPrivate(data, ({ $private }) => subjects.add($private));
  return subjects;
}

interface Private {
  readonly $private: string;
}

function isPrivate(value: object): value is Private {
  return '$private' in value;
}

function eachPrivate(value: unknown, visit: (found: Private) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (isPrivate(value)) visit(value);
  else for (const part of Object.values(value)) eachPrivate(part, visit);
}

function holdsPrivate(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (isPrivate(value)) return true;
  for (const key in value) if (holdsPrivate((value as Record<string, unknown>)[key])) return true;
  return false;
}

type Replace = (found: Private, path: string) => object;

function replacePrivate(value: unknown, path: string, replace: Replace): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isPrivate(value)) return replace(value, path);
  const below = (key: string | number) => (path === '' ? String(key) : `${path}/${key}`);
  if (Array.isArray(value))
    return value.map((part, index) => replacePrivate(part, below(index), replace));
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, replacePrivate(part, below(key), replace)]),
  );
}
