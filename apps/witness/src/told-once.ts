import { formatCheckpoint, type Checkpoint } from '#libs/log-format';

/** The log has signed another tree of a size, or one came without a proof that it goes on. */
export type Saying = 'two-trees' | 'not-shown';

interface Told {
  readonly saying: Saying;
  readonly origin: string;
  readonly size: number;
  readonly text: string;
}

/** Of one log: who can sign for it could have the disk filled otherwise. */
const TOLD_MAX = 100;

/** What was told about checkpoints, as anybody may bring one again and again. */
export class ToldOnce {
  #told: readonly Told[] = [];

  /** Whether to tell of it: `past` where it was told of before, or so much was. */
  turnOf(saying: Saying, checkpoint: Checkpoint): 'next' | 'last' | 'past' {
    const { origin, size } = checkpoint;
    const text = formatCheckpoint(checkpoint);
    const alike = this.#told.filter((one) => one.saying === saying && one.origin === origin);
    if (alike.length >= TOLD_MAX || alike.some((one) => one.text === text)) return 'past';
    this.#told = [...this.#told, { saying, origin, size, text }];
    return alike.length + 1 < TOLD_MAX ? 'next' : 'last';
  }

  /** None smaller than what was cosigned is looked at any more. */
  forgetBelow({ origin, size }: Checkpoint): void {
    this.#told = this.#told.filter((one) => one.origin !== origin || one.size >= size);
  }
}
