import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';

/** A private text as it stands in an event: AES-256-GCM under the key of its subject, base64url. */
export interface SealedText {
  readonly $private: string;
  /** Which key of the subject. */
  readonly kid: string;
  readonly iv: string;
  /** Ciphertext and tag. */
  readonly ct: string;
}

/** Where a text stands; bound into the ciphertext, so that it can be moved nowhere else. */
export interface Place {
  readonly eventId: string;
  readonly stream: string;
  /** Keys and indices from the event's data to the text, joined by `/`. */
  readonly path: string;
}

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface SubjectKey {
  readonly kid: string;
  /** 32 bytes; Node makes such an object anew, at ten times the cost, for every use of bytes. */
  readonly key: KeyObject;
}

export function sealText(
  subject: string,
  text: string,
  { kid, key }: SubjectKey,
  place: Place,
): SealedText {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(associatedData(subject, kid, place));
  const ct = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { $private: subject, kid, iv: iv.toString('base64url'), ct: ct.toString('base64url') };
}

/** Throws when the text was altered or stands in another place than it was written for. */
export function openText(sealed: SealedText, key: KeyObject, place: Place): string {
  const ct = Buffer.from(sealed.ct, 'base64url');
  const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(sealed.iv, 'base64url'))
    .setAAD(associatedData(sealed.$private, sealed.kid, place))
    .setAuthTag(ct.subarray(-TAG_BYTES));
  return decipher.update(ct.subarray(0, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
}

// Storage format: a change makes every text written before unreadable.
function associatedData(subject: string, kid: string, { eventId, stream, path }: Place): Buffer {
  return Buffer.from(['v1', eventId, stream, path, subject, kid].join('|'));
}
