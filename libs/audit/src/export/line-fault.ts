import type { Sentence } from '#libs/domain';

/** A line of an export that is not what it should be. */
export class LineFault extends Error {
  override readonly name = 'LineFault';

  constructor(readonly sentence: Sentence) {
    super(sentence.en);
  }
}

/** The input as a whole cannot be checked: not there, not an export, or of another version. */
export class UnusableInput extends Error {
  override readonly name = 'UnusableInput';

  constructor(readonly sentence: Sentence) {
    super(sentence.en);
  }
}

/** A folder, a pipe, a device, or a link where none belongs: who waits for it may wait for ever. */
export function notPlain(path: string): UnusableInput {
  return new UnusableInput({
    vi: `${path} không phải tệp thường (là thư mục, ống dẫn, thiết bị hoặc liên kết).`,
    en: `${path} is no regular file (but a folder, a pipe, a device or a link).`,
  });
}
