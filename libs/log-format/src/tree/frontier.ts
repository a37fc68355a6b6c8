import { FormatError } from '../format-error.js';
import { EMPTY_ROOT, HASH_BYTES, nodeHash, requireHash } from './hash.js';

const SIZE_BYTES = 8;

/**
 * All that is needed to add leaves to an RFC 6962 tree and to know its root: the roots of the
 * complete subtrees it falls into, largest first. Adding costs one hash a leaf on average.
 */
export class Frontier {
  #size: number;
  readonly #peaks: Uint8Array[];

  constructor() {
    this.#size = 0;
    this.#peaks = [];
  }

  /** Throws `FormatError` unless the bytes are what `toBytes` gave. */
  static fromBytes(bytes: Uint8Array): Frontier {
    const frontier = new Frontier();
    const stored = Buffer.from(bytes);
    const size = stored.length < SIZE_BYTES ? NaN : Number(stored.readBigUInt64BE());
    if (!Number.isSafeInteger(size) || stored.length !== storedLength(size))
      throw new FormatError('frontier', 'Not a stored frontier.');
    frontier.#size = size;
    for (let at = SIZE_BYTES; at < stored.length; at += HASH_BYTES)
      frontier.#peaks.push(stored.subarray(at, at + HASH_BYTES));
    return frontier;
  }

  get size(): number {
    return this.#size;
  }

  append(leafHash: Uint8Array): void {
    requireHash(leafHash);
    let complete = leafHash;
    for (let pairs = this.#size; pairs % 2 === 1; pairs = (pairs - 1) / 2)
      complete = nodeHash(this.#takePeak(), complete);
    // A caller may use its buffer again.
    this.#peaks.push(Buffer.from(complete));
    this.#size += 1;
  }

  root(): Uint8Array {
    return (
      this.#peaks.reduceRight<Uint8Array | null>(
        (right, left) => (right ? nodeHash(left, right) : left),
        null,
      ) ?? EMPTY_ROOT
    );
  }

  /** Storage format: the size in 8 bytes, big-endian, then the peaks, largest subtree first. */
  toBytes(): Buffer {
    const size = Buffer.alloc(SIZE_BYTES);
    size.writeBigUInt64BE(BigInt(this.#size));
    return Buffer.concat([size, ...this.#peaks]);
  }

  #takePeak(): Uint8Array {
    const peak = this.#peaks.pop();
    if (!peak) throw new FormatError('frontier', 'A frontier with fewer peaks than its size says.');
    return peak;
  }
}

function storedLength(size: number): number {
  let peaks = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) peaks += rest % 2;
  return SIZE_BYTES + peaks * HASH_BYTES;
}
