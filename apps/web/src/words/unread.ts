import type { OpenedText } from '../api/contract.js';

interface UnreadWords {
  readonly erased: string;
  readonly keyMissing: string;
}

/** A text whose key is lost was erased by nobody, and nobody is told so. */
export function whyUnread(text: Exclude<OpenedText, string>, words: UnreadWords): string {
  return text === null ? words.erased : words.keyMissing;
}

export function textOf(text: OpenedText, words: UnreadWords): string {
  return typeof text === 'string' ? text : whyUnread(text, words);
}
