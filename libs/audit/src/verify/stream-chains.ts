import { counted } from '#libs/domain';

import type { ReadEvent } from '../export/event-line.js';
import { DigestTable } from './digest-table.js';
import { fault, type Fault } from './finding.js';

const LINK_BYTES = 32;

/** How far each stream has come, and the link to its last event: 36 bytes a stream and its name. */
export class StreamChains {
  readonly #numbers = new DigestTable();
  #lengths = new Uint32Array(1_024);
  #links = Buffer.alloc(1_024 * LINK_BYTES);

  get count(): number {
    return this.#numbers.size;
  }

  /** The stream's number, from 0 in the order of their first events. */
  numberOf(stream: string): number {
    const next = this.#numbers.size;
    const number = this.#numbers.getOrAdd(stream, next) ?? next;
    if (number === this.#lengths.length) this.#grow();
    return number;
  }

  order(number: number, { revision }: ReadEvent): Fault | null {
    const length = this.#lengths[number] ?? 0;
    if (revision === length) return null;
    return revision > length
      ? fault(
          'stream-order',
          `Thiếu sự kiện: luồng mới có ${counted(length)} sự kiện mà sự kiện này mang số ${counted(revision)}.`,
          `Events are missing: the stream holds ${length} and this one is number ${revision}.`,
        )
      : fault(
          'stream-order',
          `Sự kiện số ${counted(revision)} của luồng đã có: lặp lại hoặc sai thứ tự.`,
          `Event ${revision} of the stream was there already: repeated, or out of order.`,
        );
  }

  link(number: number, { prev }: ReadEvent): Fault | null {
    const at = number * LINK_BYTES;
    const expected =
      this.#lengths[number] === 0 ? '' : this.#links.toString('hex', at, at + LINK_BYTES);
    if (prev === expected) return null;
    return fault(
      'chain',
      'Mắt xích không khớp với sự kiện liền trước của luồng.',
      'The link is not that of the event before it in the stream.',
    );
  }

  advance(number: number, { revision }: ReadEvent, link: Uint8Array): void {
    this.#lengths[number] = revision + 1;
    this.#links.set(link, number * LINK_BYTES);
  }

  #grow(): void {
    const lengths = new Uint32Array(this.#lengths.length * 2);
    lengths.set(this.#lengths);
    this.#lengths = lengths;
    const links = Buffer.alloc(this.#links.length * 2);
    links.set(this.#links);
    this.#links = links;
  }
}
