import { keyIntroducedBy } from '#libs/log-format';

import type { ReadEvent } from '../export/event-line.js';
import { fault, type Fault } from './finding.js';

/** The keys that the log itself says it is sealed with. */
export class IntroducedKeys {
  readonly #keys = new Set<string>();

  get count(): number {
    return this.#keys.size;
  }

  take({ type, content }: ReadEvent): void {
    const vkey = keyIntroducedBy({ type, data: content });
    if (vkey !== null) this.#keys.add(vkey);
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
