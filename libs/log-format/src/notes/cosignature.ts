import { FormatError } from '../format-error.js';
import { parseCheckpoint } from './checkpoint.js';
import { cosignedMessage, joinCosignature } from './cosigned-message.js';
import { signEd25519, type SignerKey, type VerifierKey } from './note-key.js';
import { formatNote, openNote, parseNote, parseSignatureLines } from './signed-note.js';
import type { NoteSignature } from './signed-note.js';

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
 * The checkpoint with those of a witness's answer that trusted keys made; lines of other keys are
 * left out. Throws `FormatError` when none is left or one is wrong.
 */
export function withCosignatures(
  note: string,
  answer: string,
  trusted: readonly VerifierKey[],
): string {
  const { text, signatures } = parseNote(note);
  const offered = formatNote({ text, signatures: parseSignatureLines(answer) });
  return formatNote({ text, signatures: [...signatures, ...openNote(offered, trusted).verified] });
}
