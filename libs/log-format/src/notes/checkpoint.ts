import { decodeDecimal, decodeHashLine, encodeBase64, shown } from '../encoding.js';
import { FormatError } from '../format-error.js';
import type { TreeHead } from '../tree/consistency.js';
import { requireHash } from '../tree/hash.js';
import { splitCosignature } from './cosigned-message.js';
import { isKeyName, type SignerKey, type VerifierKey } from './note-key.js';
import { openNote, signNote, type VerifiedSignature } from './signed-note.js';

/** A tree head and the log that it is of. */
export interface Checkpoint extends TreeHead {
  readonly origin: string;
}

export interface CheckpointKeys {
  readonly origin: string;
  /** One of these must have signed: more than one while keys are exchanged. */
  readonly log: readonly VerifierKey[];
  /** Cosigners to look for; a missing one is no error here. */
  readonly witnesses: readonly VerifierKey[];
}

export interface Cosignature {
  readonly key: VerifierKey;
  /** Seconds since 1970, by the witness's clock. */
  readonly time: number;
}

export interface OpenedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly text: string;
  readonly signedBy: readonly VerifierKey[];
  readonly cosignatures: readonly Cosignature[];
}

/** The note text: three lines. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (!isKeyName(origin)) throw new FormatError('checkpoint', `Not an origin: ${shown(origin)}`);
  if (!Number.isSafeInteger(size) || size < 0)
    throw new FormatError('checkpoint', `Not a tree size: ${size}`);
  requireHash(root);
  return `${origin}\n${size}\n${encodeBase64(root)}\n`;
}

/** Throws `FormatError`; extension lines, which no monitor could check, are refused. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', size = '', root = '', ...rest] = text.split('\n');
  if (rest.length !== 1 || rest[0] !== '' || origin === '')
    throw new FormatError('checkpoint', 'A checkpoint has three lines: origin, size and root.');
  return {
    origin,
    size: decodeDecimal(size, 'checkpoint'),
    root: decodeHashLine(root, 'checkpoint'),
  };
}

export function signCheckpoint(checkpoint: Checkpoint, signers: readonly SignerKey[]): string {
  return signNote(formatCheckpoint(checkpoint), signers);
}

/** Believes a checkpoint that a key of its log signed; throws `FormatError` for any other. */
export function openCheckpoint(note: string | Uint8Array, keys: CheckpointKeys): OpenedCheckpoint {
  const { text, verified } = openNote(note, [...keys.log, ...keys.witnesses]);
  const checkpoint = parseCheckpoint(text);
  if (checkpoint.origin !== keys.origin)
    throw new FormatError('checkpoint', `A checkpoint of another log: ${shown(checkpoint.origin)}`);
  const signedBy = verified.map(({ key }) => key).filter((key) => keys.log.includes(key));
  if (signedBy.length === 0)
    throw new FormatError('signature', 'No key of the log signed the checkpoint.');
  return { checkpoint, text, signedBy, cosignatures: cosignaturesOf(verified, keys) };
}

function cosignaturesOf(
  verified: readonly VerifiedSignature[],
  { witnesses }: CheckpointKeys,
): Cosignature[] {
  return verified
    .filter(({ key }) => key.type === 'cosignature' && witnesses.includes(key))
    .map(({ key, bytes }) => ({ key, time: splitCosignature(bytes).time }));
}
