import { FormatError } from '../format-error.js';
import { parseCheckpoint } from './checkpoint.js';
import { cosignedMessage, joinCosignature, splitCosignature } from './cosigned-message.js';
import { signEd25519, type SignerKey, type VerifierKey } from './note-key.js';
import { formatNote, openNote, parseNote, parseSignatureLines } from './signed-note.js';
import type { NoteSignature } from './signed-note.js';

/** How far the clock of a witness may be from those of whoever writes the log: verified by it. */
export const WITNESS_SKEW_MS = 120_000;

/**
 * The statement of a witness that this is the largest consistent head it has seen.
 * `time` in whole seconds since 1970. Throws `FormatError` when the text is no checkpoint.
 */
export function cosign(checkpointText: string, time: number, signer: SignerKey): NoteSignature {
  parseCheckpoint(checkpointText);
  if (signer.type !== 'cosignature') throw new FormatError('key', 'Not the key of a cosigner.');
  if (!Number.isSafeInteger(time) || time < 0)
    throw new FormatError('signature', `Not a time in seconds: ${time}`);
  const signature = signEd25519(cosignedMessage(checkpointText, time), signer);
  return { name: signer.name, id: signer.id, bytes: joinCosignature(time, signature) };
}

/**
 * The checkpoint with those of a witness's answer that trusted keys made, the first of each: it is
 * asked again and again, and a note holds a limited number. Lines of other keys are left out.
 * Throws `FormatError` when none of a trusted key is offered or one is wrong.
 */
export function withCosignatures(
  note: string,
  answer: string,
  trusted: readonly VerifierKey[],
): string {
  const { text, signatures } = parseNote(note);
  const offered = formatNote({ text, signatures: parseSignatureLines(answer) });
  const all = [...signatures, ...openNote(offered, trusted).verified];
  const isNew = (one: NoteSignature, at: number) =>
    at < signatures.length ||
    at === all.findIndex(({ name, id }) => name === one.name && id === one.id);
  return formatNote({ text, signatures: all.filter(isNew) });
}

/** When a witness cosigned a checkpoint, in seconds since 1970; `null` where it did not. */
export function cosignedAt(note: string, witness: VerifierKey): number | null {
  try {
    const [signature] = openNote(note, [witness]).verified;
    return signature ? splitCosignature(signature.bytes).time : null;
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}
