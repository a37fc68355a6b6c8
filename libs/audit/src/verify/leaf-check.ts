import { FormatError, sealOf, sha256Hex, type Seal } from '#libs/log-format';

import type { ReadEvent } from '../export/event-line.js';
import { fault, type Fault } from './finding.js';

/** Worked out from the event itself. */
export function sealOfEvent(event: ReadEvent): Seal | Fault {
  const { log, stream, revision: rev, id, type, recordedAt: ts, actor, prev } = event;
  const hashes = { dataHash: sha256Hex(event.data), metaHash: sha256Hex(event.metadata) };
  const beside = { actor, cmd: event.commandId, prev };
  try {
    return sealOf({ log, stream, rev, id, type, ts, ...beside, ...hashes });
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
export function changed({ leafHash: stated }: ReadEvent, { leaf }: Seal): Fault | null {
  if (leaf.toString('hex') === stated) return null;
  return fault(
    'leaf',
    'Nội dung không khớp với mã băm đã ghi: sự kiện này đã bị sửa.',
    'The content is not what was hashed when it was written: this event was changed.',
  );
}
