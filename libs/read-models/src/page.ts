import { Refusal } from '#libs/domain';

/** Most rows of one page. */
const LIMIT_MAX = 100;

export interface PageRequest {
  readonly limit: number;
  /** `next` of the page before; `null` for the first page. */
  readonly after: string | null;
}

/** How many rows a page may have: at least 1, at most 100. */
export function boundedLimit({ limit }: PageRequest): number {
  return Math.max(1, Math.min(LIMIT_MAX, Math.trunc(limit) || 1));
}

/** The key of the last row of a page, as a word that callers hand back unread. */
export function cursorOf(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The key in a cursor, or `first` where there is none; throws a `Refusal` when it is not one. */
export function keyAfter<Key extends readonly (string | number)[]>(
  { after }: PageRequest,
  first: Key,
): Key {
  if (after === null) return first;
  const key = parse(after);
  if (!Array.isArray(key) || !hasShapeOf(first, key))
    throw new Refusal('invalid', 'cursor-known', {
      vi: 'Không đọc được vị trí trang: hãy mở lại từ trang đầu.',
      en: 'This is no place in the list: start again from the first page.',
    });
  return key as unknown as Key;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}

function hasShapeOf(first: readonly unknown[], key: readonly unknown[]): boolean {
  return (
    key.length === first.length && first.every((part, index) => typeof part === typeof key[index])
  );
}
