/**
 * A name, a birth date or free text: anything that says something about a person. It is encrypted
 * under the key of its subject before it reaches an event, and reads as `null` once that key has
 * been erased. Every reader must be ready for `null`.
 */
export interface PrivateText {
  /** Whose key protects the text: a person's id, or the case the text was written in. */
  readonly $private: string;
  readonly text: string | null;
  /** There is no text because the key is not at hand, and not because anybody erased it. */
  readonly keyMissing?: true;
}

/** Where a key is missing, nobody may be told that the text is erased. */
export const KEY_MISSING = { keyMissing: true } as const;

/** A text for whoever reads: `null` is one that is erased, or that never was. */
export type OpenedText = string | typeof KEY_MISSING | null;

export function opened({ text, keyMissing }: PrivateText): OpenedText {
  return keyMissing ? KEY_MISSING : text;
}

export function privateText(subject: string, text: string): PrivateText {
  return { $private: subject, text: text.normalize('NFC') };
}

/** Whether there is a letter or a digit in it: spaces come in kinds that nobody sees. */
export function saysSomething(text: string | null): text is string {
  return text !== null && /[\p{L}\p{N}]/u.test(text);
}
