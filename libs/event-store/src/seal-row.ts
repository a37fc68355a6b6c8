import { leafData, leafHash, NO_PREVIOUS, sha256, sha256Hex } from '#libs/log-format';

import type { EventRow } from './event-row.js';

/** What binds an event into its stream and into the tree; 32 bytes each. */
export interface Seal {
  /** The next event of the stream names it as its `prev`. */
  readonly link: Buffer;
  readonly leaf: Buffer;
}

/** `prev` is the link of the event before in the stream, `null` for the first. */
export function sealRow(
  log: string,
  stream: string,
  rev: number,
  [id, type, ts, actor, cmd, data, meta]: EventRow,
  prev: Uint8Array | null,
): Seal {
  const bytes = leafData({
    log,
    stream,
    rev,
    id,
    type,
    ts,
    actor,
    cmd,
    dataHash: sha256Hex(data),
    metaHash: sha256Hex(meta),
    prev: prev === null ? NO_PREVIOUS : Buffer.from(prev).toString('hex'),
  });
  return { link: sha256(bytes), leaf: leafHash(bytes) };
}
