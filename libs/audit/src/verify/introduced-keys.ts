import type { ReadEvent } from '../export/event-line.js';
import { fault, type Fault } from './finding.js';

/** The keys that the log itself says it is sealed with. */
export class IntroducedKeys {
  readonly #keys = new Set<unknown>();

  get count(): number {
    return this.#keys.size;
  }

  take({ type, content }: ReadEvent): void {
    if (type === 'SealKeyIntroduced') this.#keys.add(content.vkey);
  }

  /** A header names these and no others. */
  compare(named: readonly string[]): Fault | null {
    if (named.join('\n') === [...this.#keys].join('\n')) return null;
    return fault(
      'keys',
      'Khóa ghi ở đầu tệp không phải khóa mà sổ đã ghi nhận.',
      'The keys in the header are not those that the log has introduced.',
    );
  }
}
