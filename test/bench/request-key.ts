import { randomBytes } from 'node:crypto';

import { v7 as uuidv7 } from 'uuid';

const KEY_BYTES = 16;
const KEYS_AT_ONCE = 256;
let unused: Buffer = Buffer.alloc(0);

/** An `Idempotency-Key` as the web page makes it; what it costs the client is not measured. */
export function requestKey(): string {
  if (unused.length === 0) unused = randomBytes(KEY_BYTES * KEYS_AT_ONCE);
  const random = unused.subarray(0, KEY_BYTES);
  unused = unused.subarray(KEY_BYTES);
  return uuidv7({ random });
}
