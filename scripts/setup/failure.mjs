/** Ends the setup with one sentence in both languages, after the end of a command's output. */
export class SetupFailure extends Error {
  constructor(vi, en, output = '') {
    super(en);
    this.vi = vi;
    this.en = en;
    this.output = output;
  }
}
