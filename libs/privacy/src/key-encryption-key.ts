import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const ID_BYTES = 16;
const KEY_BYTES = 32;

/** Derives the key of notes from the one that wraps: never change it. */
const NOTE_INFO = 'totrinh reconciled note v1';

/** Whose key it is; bound into the wrapping, so that no key can be passed off as another's. */
export interface Owner {
  readonly subject: string;
  readonly kid: string;
}

/** Wraps the keys of subjects. It is kept apart from them: who has one file alone reads nothing. */
export class KeyEncryptionKey {
  readonly #key: KeyObject;

  /** 32 bytes. */
  constructor(key: Uint8Array) {
    this.#key = createSecretKey(key);
  }

  /** Tells this key from another and says nothing about it. */
  get id(): string {
    const mac = createHmac('sha256', this.#key).update('totrinh kek id v1').digest();
    return mac.toString('hex', 0, ID_BYTES);
  }

  /** Authenticates what `keys.db` notes about itself. */
  mac(text: string): Buffer {
    const derived = hkdfSync('sha256', this.#key, '', NOTE_INFO, KEY_BYTES);
    const key = createSecretKey(new Uint8Array(derived));
    return createHmac('sha256', key).update(text).digest();
  }

  wrap(key: KeyObject, owner: Owner): Uint8Array {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key, iv).setAAD(associatedData(owner));
    return Buffer.concat([iv, cipher.update(key.export()), cipher.final(), cipher.getAuthTag()]);
  }

  /** Throws when the wrapped key was altered or is another subject's. */
  unwrap(wrapped: Uint8Array, owner: Owner): KeyObject {
    const decipher = createDecipheriv(ALGORITHM, this.#key, wrapped.subarray(0, IV_BYTES))
      .setAAD(associatedData(owner))
      .setAuthTag(wrapped.subarray(-TAG_BYTES));
    const key = decipher.update(wrapped.subarray(IV_BYTES, -TAG_BYTES));
    return createSecretKey(Buffer.concat([key, decipher.final()]));
  }
}

// Storage format: a change makes every key wrapped before unreadable.
function associatedData({ subject, kid }: Owner): Buffer {
  return Buffer.from(['kek-v1', kid, subject].join('|'));
}
