import { setImmediate as nextTurn } from 'node:timers/promises';

import type { SealedLog } from '#libs/event-store';
import { subtreesOf, type SubtreeReader } from '#libs/log-format';

const TILE_LEVEL = 8;
const TILE = 2 ** TILE_LEVEL;
/** Tiles a turn of the event loop: about 5 ms. */
const SLICE = 8;

/** The tree over a log, for proofs. It is read tile by tile, so that no request waits for all. */
export class LogTree {
  readonly #subtreeAt: SubtreeReader;
  #warmTiles = 0;

  constructor(log: SealedLog) {
    this.#subtreeAt = subtreesOf((first, count) => log.leafHashes(first, count));
  }

  async upTo(size: number): Promise<SubtreeReader> {
    for (; (this.#warmTiles + 1) * TILE <= size; this.#warmTiles += 1) {
      this.#subtreeAt(TILE_LEVEL, this.#warmTiles);
      if (this.#warmTiles % SLICE === 0) await nextTurn();
    }
    return this.#subtreeAt;
  }
}
