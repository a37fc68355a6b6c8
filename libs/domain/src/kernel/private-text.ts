/**
 * A name, a birth date or free text: anything that says something about a person. It is encrypted
 * under the key of its subject before it reaches an event, and reads as `null` once that key has
 * been erased. Every reader must be ready for `null`.
 */
export interface PrivateText {
  /** Whose key protects the text: a person's id, or the case the text was written in. */
  readonly $private: string;
  readonly text: string | null;
}

export function privateText(subject: string, text: string): PrivateText {
  return { $private: subject, text: text.normalize('NFC') };
}

/** Whether there is a letter or a digit in it: spaces come in kinds that nobody sees. */
export function saysSomething(text: string | null): text is string {
  return text !== null && /[\p{L}\p{N}]/u.test(text);
}
