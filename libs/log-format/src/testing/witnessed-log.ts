import { cosign } from '../notes/cosignature.js';
import { signCheckpoint, type CheckpointKeys } from '../notes/checkpoint.js';
import { generateSignerKey, type SignerKey } from '../notes/note-key.js';
import { formatNote, parseNote } from '../notes/signed-note.js';

export const ORIGIN = 'so-noi-vu.example/totrinh/0001';
export const logKey = generateSignerKey(ORIGIN, 'note');
export const witnessKeys = ['kiem-tra.example/w1', 'thanh-tra.example/w2'].map((name) =>
  generateSignerKey(name, 'cosignature'),
);
export const strangerKey = generateSignerKey('khac.example/w3', 'cosignature');
export const keys: CheckpointKeys = { origin: ORIGIN, log: [logKey], witnesses: witnessKeys };

/** In seconds. */
export const NOON = 1_700_000_000;

export function signedHead(size: number, root: Uint8Array): string {
  return signCheckpoint({ origin: ORIGIN, size, root }, [logKey]);
}

export function cosigned(note: string, cosigners: readonly SignerKey[]): string {
  const { text, signatures } = parseNote(note);
  const more = cosigners.map((key) => cosign(text, NOON, key));
  return formatNote({ text, signatures: [...signatures, ...more] });
}
