import { firstOriginBy } from '#libs/log-format';
import type { StoredRow } from '../event-row.js';

/** The store holds no log to follow: none was begun there, or it is somebody else's. */
export class LogNotBegun extends Error {
  override readonly name = 'LogNotBegun';

  constructor(readonly found: 'empty' | 'foreign') {
    super(
      found === 'empty'
        ? 'No log has been begun in the event store.'
        : 'The first event in the event store does not begin a log of ours.',
    );
  }
}

/** Name of the log that this event begins; `null` where it begins none. */
export function firstOriginIn([, stream, , , type, , , , data]: StoredRow): string | null {
  return firstOriginBy({ stream, type, data: JSON.parse(data) as object });
}
