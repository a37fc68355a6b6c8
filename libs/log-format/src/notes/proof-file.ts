import { decodeBase64, decodeDecimal, decodeHashLine, decodeUtf8 } from '../encoding.js';
import { encodeBase64 } from '../encoding.js';
import { FormatError } from '../format-error.js';
import { verifyInclusion } from '../tree/inclusion.js';
import { requireHash } from '../tree/hash.js';
import { openCheckpoint, type CheckpointKeys, type OpenedCheckpoint } from './checkpoint.js';
import { parseNote } from './signed-note.js';

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
/** A tree of 2^63 leaves needs no more. */
const PROOF_LINES_MAX = 63;

/** C2SP tlog-proof: that a leaf is in the log, for somebody without access to it. */
export interface ProofFile {
  /** The leaf data in our receipts. Not vouched for until it hashes to the proven leaf. */
  readonly extra: Uint8Array | null;
  readonly index: number;
  readonly proof: readonly Uint8Array[];
  /** A signed note, as the log gave it out. */
  readonly checkpoint: string;
}

export interface ReceiptPolicy extends CheckpointKeys {
  /** How many different witnesses must have cosigned. */
  readonly quorum: number;
}

export function formatProofFile({ extra, index, proof, checkpoint }: ProofFile): string {
  proof.forEach(requireHash);
  const head = [FIRST_LINE];
  if (extra) head.push(`extra ${encodeBase64(extra)}`);
  head.push(`index ${index}`, ...proof.map(encodeBase64));
  const text = `${head.join('\n')}\n\n${checkpoint}`;
  parseProofFile(text);
  return text;
}

/** Whether the bytes claim to be one, whatever else is in them. */
export function isProofFile(file: Uint8Array): boolean {
  const claim = Buffer.from(`${FIRST_LINE}\n`);
  return claim.equals(file.subarray(0, claim.length));
}

/** Reads the form only; throws `FormatError`. */
export function parseProofFile(file: string | Uint8Array): ProofFile {
  const text = typeof file === 'string' ? file : decodeUtf8(file);
  const end = text.indexOf('\n\n');
  if (end < 0) throw notAProof('no blank line');
  const checkpoint = text.slice(end + 2);
  parseNote(checkpoint);
  const [first, ...rest] = text.slice(0, end).split('\n');
  if (first !== FIRST_LINE) throw notAProof('its first line');
  const extraLine = rest[0]?.startsWith('extra ') ? rest.shift() : undefined;
  const indexLine = rest.shift();
  if (!indexLine?.startsWith('index ')) throw notAProof('its index');
  if (rest.length > PROOF_LINES_MAX) throw notAProof('too many hashes');
  return {
    extra: extraLine === undefined ? null : decodeExtra(extraLine),
    index: decodeDecimal(indexLine.slice('index '.length), 'proof'),
    proof: rest.map((line) => decodeHashLine(line, 'proof')),
    checkpoint,
  };
}

/** Needs no log and no network; throws `FormatError` unless the leaf is proven under the policy. */
export function checkProofFile(
  file: ProofFile,
  leafHash: Uint8Array,
  policy: ReceiptPolicy,
): OpenedCheckpoint {
  const opened = openCheckpoint(file.checkpoint, policy);
  const { size, root } = opened.checkpoint;
  if (!verifyInclusion({ index: file.index, size, leafHash, root }, file.proof))
    throw new FormatError('proof', 'The leaf is not in the tree of the checkpoint.');
  const cosigners = new Set(opened.cosignatures.map(({ key }) => `${key.name}+${key.id}`)).size;
  if (cosigners < policy.quorum)
    throw new FormatError('signature', `${cosigners} of ${policy.quorum} witnesses cosigned.`);
  return opened;
}

function decodeExtra(line: string): Buffer {
  const extra = decodeBase64(line.slice('extra '.length));
  if (!extra) throw notAProof('its extra data');
  return extra;
}

function notAProof(why: string): FormatError {
  return new FormatError('proof', `Not a proof file: ${why}.`);
}
