import { decodeBase64, decodeUtf8, encodeBase64, shown } from '../encoding.js';
import { FormatError } from '../format-error.js';
import { isKeyName, isSameKey, signEd25519, verifyEd25519 } from './note-key.js';
import type { SignerKey, VerifierKey } from './note-key.js';
import { cosignedMessage, splitCosignature } from './cosigned-message.js';

/** Of a note as a whole; C2SP asks for room for 16 signatures at least. */
const NOTE_BYTES_MAX = 1_000_000;
const SIGNATURES_MAX = 100;
const LINE_MARK = '— ';
const KEY_ID_BYTES = 4;

export interface NoteSignature {
  readonly name: string;
  /** Eight hex digits. */
  readonly id: string;
  /** What follows the key id. */
  readonly bytes: Uint8Array;
}

export interface SignedNote {
  /** With its final newline, without the blank line. Not to be believed before `openNote`. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface VerifiedSignature extends NoteSignature {
  readonly key: VerifierKey;
}

export interface OpenedNote {
  readonly text: string;
  /** In the order of the note; at least one. */
  readonly verified: readonly VerifiedSignature[];
}

/** Reads the form only; throws `FormatError` unless it is a signed note. */
export function parseNote(note: string | Uint8Array): SignedNote {
  const all = typeof note === 'string' ? note : decodeUtf8(note);
  if (Buffer.byteLength(all) > NOTE_BYTES_MAX) throw notANote('it is too long');
  requireNoteText(all);
  const end = all.lastIndexOf('\n\n');
  if (end < 0) throw notANote('no blank line');
  return {
    text: all.slice(0, end + 1),
    signatures: parseSignatureLines(all.slice(end + 2)),
  };
}

/** One or more lines, each with its newline, as a witness answers them. */
export function parseSignatureLines(lines: string): readonly NoteSignature[] {
  if (!lines.endsWith('\n')) throw notANote('a signature line without its newline');
  const all = lines.slice(0, -1).split('\n');
  if (all.length > SIGNATURES_MAX) throw notANote('too many signatures');
  return all.map(parseSignatureLine);
}

export function formatSignatureLine({ name, id, bytes }: NoteSignature): string {
  return `${LINE_MARK}${name} ${encodeBase64(Buffer.concat([Buffer.from(id, 'hex'), bytes]))}\n`;
}

export function formatNote({ text, signatures }: SignedNote): string {
  return `${text}\n${signatures.map(formatSignatureLine).join('')}`;
}

/** Signs a text that ends in a newline with keys of the type `note`; throws `FormatError`. */
export function signNote(text: string, signers: readonly SignerKey[]): string {
  requireNoteText(text);
  if (!text.endsWith('\n')) throw notANote('a text without its final newline');
  if (signers.length === 0) throw notANote('no signer');
  return formatNote({ text, signatures: signers.map((signer) => signText(text, signer)) });
}

/**
 * Checks every signature of a trusted key; the others are ignored, whatever they say.
 * Throws `FormatError`: `note` for the form, `signature` when a trusted key's signature is wrong or
 * when no trusted key signed.
 */
export function openNote(note: string | Uint8Array, trusted: readonly VerifierKey[]): OpenedNote {
  requireDistinct(trusted);
  const { text, signatures } = parseNote(note);
  const verified = signatures.flatMap((signature) => {
    const key = trusted.find(({ name, id }) => name === signature.name && id === signature.id);
    return key ? [requireValid(text, { ...signature, key })] : [];
  });
  if (verified.length === 0) throw new FormatError('signature', 'No trusted key signed the note.');
  return { text, verified };
}

function signText(text: string, signer: SignerKey): NoteSignature {
  if (signer.type !== 'note') throw new FormatError('key', 'A cosigner’s key signs no notes.');
  return { name: signer.name, id: signer.id, bytes: signEd25519(Buffer.from(text), signer) };
}

function requireValid(text: string, signature: VerifiedSignature): VerifiedSignature {
  if (!isValid(text, signature))
    throw new FormatError('signature', `The signature of ${shown(signature.name)} is wrong.`);
  return signature;
}

function isValid(text: string, { key, bytes }: VerifiedSignature): boolean {
  if (key.type === 'note') return verifyEd25519(Buffer.from(text), bytes, key);
  const { time, signature } = splitCosignature(bytes);
  return verifyEd25519(cosignedMessage(text, time), signature, key);
}

function parseSignatureLine(line: string): NoteSignature {
  const [, name = '', encoded = ''] = /^— ([^ ]+) ([^ ]+)$/.exec(line) ?? [];
  const bytes = decodeBase64(encoded);
  if (!isKeyName(name) || !bytes || bytes.length <= KEY_ID_BYTES)
    throw notANote(`a signature line that is none: ${shown(line)}`);
  return { name, id: bytes.toString('hex', 0, KEY_ID_BYTES), bytes: bytes.subarray(KEY_ID_BYTES) };
}

/** Well-formed, and no control characters below U+0020 but newlines. */
function requireNoteText(text: string): void {
  if (!text.isWellFormed() || /[\u0000-\u0009\u000b-\u001f]/.test(text))
    throw notANote('control characters');
}

function requireDistinct(trusted: readonly VerifierKey[]): void {
  for (const [index, key] of trusted.entries())
    for (const other of trusted.slice(index + 1))
      if (key.name === other.name && key.id === other.id && !isSameKey(key, other))
        throw new FormatError('key', `Two trusted keys share the name and id of ${key.name}.`);
}

function notANote(why: string): FormatError {
  return new FormatError('note', `Not a signed note: ${why}.`);
}
