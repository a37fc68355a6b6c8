import { sha256 } from '#libs/log-format';

/** Three words of digest, one of value; a value of 0 is an empty place. */
const WORDS = 4;
const LOAD_MAX = 0.75;

/**
 * Numbers under texts, in 16 bytes a text: a Map of a million ids would take ten times as much.
 * 96 bits of SHA-256 stand for the text; that two differ in no log that can be written.
 */
export class DigestTable {
  #table = new Uint32Array(1_024 * WORDS);
  #count = 0;

  get size(): number {
    return this.#count;
  }

  /** The number kept under the text; keeps `value` and answers `null` when there is none yet. */
  getOrAdd(text: string, value: number): number | null {
    const digest = sha256(text);
    const key = [digest.readUInt32LE(0), digest.readUInt32LE(4), digest.readUInt32LE(8)] as const;
    const at = this.#placeOf(...key);
    const kept = this.#table[at + 3] ?? 0;
    if (kept !== 0) return kept - 1;
    this.#table.set([...key, value + 1], at);
    this.#count += 1;
    if (this.#count * WORDS > this.#table.length * LOAD_MAX) this.#grow();
    return null;
  }

  #placeOf(a: number, b: number, c: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    let at = (a * WORDS) & mask;
    while (table[at + 3] !== 0 && !(table[at] === a && table[at + 1] === b && table[at + 2] === c))
      at = (at + WORDS) & mask;
    return at;
  }

  #grow(): void {
    const before = this.#table;
    this.#table = new Uint32Array(before.length * 2);
    for (let at = 0; at < before.length; at += WORDS) {
      if (before[at + 3] === 0) continue;
      const entry = before.subarray(at, at + WORDS);
      const [a = 0, b = 0, c = 0] = entry;
      this.#table.set(entry, this.#placeOf(a, b, c));
    }
  }
}
