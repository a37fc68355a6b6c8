/** A setting that cannot be used; the message says which and what it may be. */
export class UnusableSetting extends Error {
  override readonly name = 'UnusableSetting';
}
