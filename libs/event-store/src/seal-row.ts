import { NO_PREVIOUS, sealOf, sha256Hex, type Seal } from '#libs/log-format';

import type { EventRow } from './event-row.js';

/** `prev` is the link of the event before in the stream, `null` for the first. */
export function sealRow(
  log: string,
  stream: string,
  rev: number,
  [id, type, ts, actor, cmd, data, meta]: EventRow,
  prev: Uint8Array | null,
): Seal {
  return sealOf({
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
}
