import { FormatError, leafData, leafHash, sha256Hex } from '#libs/log-format';

import type { ReadEvent } from '../export/event-line.js';
import { fault, type Fault } from './finding.js';

/** The bytes that the event's leaf covers, worked out from the event itself. */
export function leafOf(event: ReadEvent): Uint8Array | Fault {
  const {
    log,
    stream,
    revision: rev,
    id,
    type,
    recordedAt: ts,
    actor,
    commandId: cmd,
    prev,
  } = event;
  const hashes = {
    dataHash: sha256Hex(event.data),
    metaHash: sha256Hex(event.metadata),
  };
  try {
    return leafData({ log, stream, rev, id, type, ts, actor, cmd, ...hashes, prev });
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return fault(
      'leaf',
      'Các trường của sự kiện không làm thành lá của sổ.',
      'The fields of the event make no leaf of the log.',
    );
  }
}

/** Whether it is what was hashed when it was written. */
export function changed({ leafHash: stated }: ReadEvent, leaf: Uint8Array): Fault | null {
  if (leafHash(leaf).toString('hex') === stated) return null;
  return fault(
    'leaf',
    'Nội dung không khớp với mã băm đã ghi: sự kiện này đã bị sửa.',
    'The content is not what was hashed when it was written: this event was changed.',
  );
}
