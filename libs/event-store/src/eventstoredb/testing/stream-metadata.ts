import type { KeptEvent } from './kept-event.js';

/** The server's number for "all of it", beyond what a number here holds exactly. */
export const SOFT_DELETED = '9223372036854775807';

interface Metadata {
  readonly $tb?: number;
  readonly $maxCount?: number;
}

/** The first revision that reads still give, as the last event of the metadata stream says. */
export function visibleFrom(metadata: KeptEvent | undefined, lastRevision: number): number {
  const { $tb = 0, $maxCount } = metadataIn(metadata);
  const counted = $maxCount === undefined ? 0 : lastRevision + 1 - $maxCount;
  return Math.max($tb, counted);
}

export function isSoftDeleted(metadata: KeptEvent | undefined): boolean {
  return (metadataIn(metadata).$tb ?? 0) >= Number(SOFT_DELETED);
}

function metadataIn(event: KeptEvent | undefined): Metadata {
  const text = Buffer.from(event?.data ?? []).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Metadata);
}
