import { decodeDecimal, decodeHashLine, decodeUtf8, encodeBase64 } from '../encoding.js';
import { FormatError } from '../format-error.js';
import { requireHash } from '../tree/hash.js';
import { parseNote } from './signed-note.js';

const PROOF_LINES_MAX = 63;

/** The body of C2SP tlog-witness `POST …/add-checkpoint`. */
export interface AddCheckpoint {
  /** The size that the sender believes the witness has cosigned last; 0 for none. */
  readonly oldSize: number;
  /** From `oldSize` to the size of the checkpoint. */
  readonly proof: readonly Uint8Array[];
  /** A signed note. */
  readonly checkpoint: string;
}

export function formatAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpoint): string {
  proof.forEach(requireHash);
  const head = [`old ${oldSize}`, ...proof.map(encodeBase64)];
  const body = `${head.join('\n')}\n\n${checkpoint}`;
  parseAddCheckpoint(body);
  return body;
}

/** Throws `FormatError`, which a witness answers with 400. Signatures are not looked at here. */
export function parseAddCheckpoint(body: string | Uint8Array): AddCheckpoint {
  const text = typeof body === 'string' ? body : decodeUtf8(body);
  const end = text.indexOf('\n\n');
  const [old = '', ...lines] = text.slice(0, Math.max(end, 0)).split('\n');
  if (!old.startsWith('old '))
    throw new FormatError('request', 'The body does not begin with the old size.');
  if (lines.length > PROOF_LINES_MAX)
    throw new FormatError('request', `More than ${PROOF_LINES_MAX} lines of proof.`);
  const checkpoint = text.slice(end + 2);
  parseNote(checkpoint);
  return {
    oldSize: decodeDecimal(old.slice('old '.length), 'request'),
    proof: lines.map((line) => decodeHashLine(line, 'request')),
    checkpoint,
  };
}

/** The body of a 409: the size that the witness has cosigned. */
export function formatSize(size: number): string {
  return `${size}\n`;
}

export function parseSize(body: string): number {
  if (!body.endsWith('\n')) throw new FormatError('request', 'A size without its newline.');
  return decodeDecimal(body.slice(0, -1), 'request');
}
