import { shown } from '../encoding.js';
import { FormatError } from '../format-error.js';
import { parseLeafData, type Leaf } from '../leaf.js';
import { leafHash } from '../tree/hash.js';
import { parseCheckpoint, type CheckpointKeys, type OpenedCheckpoint } from './checkpoint.js';
import { checkProofFile, parseProofFile } from './proof-file.js';
import { parseNote } from './signed-note.js';

/** Whom the holder of a receipt trusts; the keys of the log may be of several of its names. */
export interface ReceiptTrust extends Pick<CheckpointKeys, 'log' | 'witnesses'> {
  /** How many different witnesses must have cosigned. */
  readonly quorum: number;
}

/** What a receipt proves: that this leaf stands at this place in the log that was signed. */
export interface CheckedReceipt {
  readonly leaf: Leaf;
  readonly index: number;
  readonly opened: OpenedCheckpoint;
}

/** Needs no log and no network; throws `FormatError` for whatever does not prove its leaf. */
export function checkReceipt(file: string | Uint8Array, trust: ReceiptTrust): CheckedReceipt {
  const proof = parseProofFile(file);
  if (!proof.extra) throw new FormatError('proof', 'The proof file does not say of which event.');
  const { origin } = parseCheckpoint(parseNote(proof.checkpoint).text);
  const log = trust.log.filter(({ name }) => name === origin);
  if (log.length === 0)
    throw new FormatError('signature', `No key of the log ${shown(origin)} is trusted.`);
  const policy = { ...trust, origin, log };
  const opened = checkProofFile(proof, leafHash(proof.extra), policy);
  return { leaf: parseLeafData(proof.extra), index: proof.index, opened };
}
