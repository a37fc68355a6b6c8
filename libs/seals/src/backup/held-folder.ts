import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  realpathSync,
  statSync,
} from 'node:fs';

const PLAINLY = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/**
 * A folder that stays the same one whatever bears its name by then: who may rename it could have
 * us write to, and delete in, another one by a link in its place.
 */
export class HeldFolder {
  /** Leads to the folder itself on Linux; elsewhere its name has to do. */
  readonly path: string;
  readonly #name: string;
  readonly #descriptor: number;

  constructor(folder: string) {
    this.#name = realpathSync(folder);
    this.#descriptor = openSync(this.#name, PLAINLY);
    const itself = `/proc/self/fd/${this.#descriptor}`;
    this.path = existsSync(itself) ? itself : this.#name;
  }

  /** Whether its name still leads there. */
  isInPlace(): boolean {
    return this.#is(this.#name);
  }

  /** Whether `path` still leads there. */
  isAtHand(): boolean {
    return this.#is(this.path);
  }

  release(): void {
    closeSync(this.#descriptor);
  }

  #is(path: string): boolean {
    const [held, found] = [fstatSync(this.#descriptor), statSync(path, { throwIfNoEntry: false })];
    return found?.dev === held.dev && found.ino === held.ino;
  }
}
