/** Exit codes scripts may rely on: never renumber. */
export const EXIT = {
  ok: 0,
  error: 1,
  usage: 2,
  integrity: 3,
  figures: 4,
  conflict: 5,
  noData: 10,
  inUse: 11,
  notAllowed: 12,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends the command with a sentence for people and a code for scripts. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';

  constructor(
    readonly code: ExitCode,
    sentence: string,
    /** The same for whoever reads no Vietnamese, where programs are told. */
    readonly en: string = sentence,
  ) {
    super(sentence);
  }
}
