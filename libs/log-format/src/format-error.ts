/** What is wrong with bytes that claim to be of the format; stable, for programs to act on. */
export type FormatFault =
  | 'encoding'
  | 'not-json'
  | 'not-canonical'
  | 'value'
  | 'number'
  | 'depth'
  | 'size'
  | 'leaf'
  | 'metadata'
  | 'frontier'
  | 'key'
  | 'note'
  | 'signature'
  | 'checkpoint'
  | 'proof'
  | 'request';

/** Bytes or values that are not of the format. The message is English, for operators. */
export class FormatError extends Error {
  override readonly name = 'FormatError';

  constructor(
    readonly fault: FormatFault,
    message: string,
  ) {
    super(message);
  }
}
