/** Nothing can be written beside the keys; the message is a sentence for people. */
export class NotKept extends Error {
  override readonly name = 'NotKept';

  /** Any other error than one of the system stays what it is. */
  static of(error: unknown, what: string, file: string): unknown {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) return error;
    const sentence = `Không ghi được ${what} cạnh khóa niêm phong (${file}: ${code}).`;
    return new NotKept(sentence, { cause: error });
  }
}
