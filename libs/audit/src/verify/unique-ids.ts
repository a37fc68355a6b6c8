import type { ReadEvent } from '../export/event-line.js';
import { DigestTable } from './digest-table.js';
import { fault, type Fault } from './finding.js';

/** Every event has an id of its own, and every command wrote once, in one stream. */
export class UniqueIds {
  readonly #events = new DigestTable();
  readonly #commands = new DigestTable();
  #last: Pick<ReadEvent, 'stream' | 'commandId'> | null = null;

  event({ id }: ReadEvent, index: number): Fault | null {
    const earlier = this.#events.getOrAdd(id, index);
    if (earlier === null) return null;
    return fault(
      'event-id',
      `Mã sự kiện đã có ở sự kiện thứ ${earlier + 1}.`,
      `The id of the event stands at event ${earlier + 1} already.`,
    );
  }

  /** Events of one command are written together, so they stand together. */
  command({ stream, commandId }: ReadEvent, index: number): Fault | null {
    const isSame = this.#last?.commandId === commandId && this.#last.stream === stream;
    this.#last = { stream, commandId };
    const earlier = isSame ? null : this.#commands.getOrAdd(commandId, index);
    if (earlier === null) return null;
    return fault(
      'command-id',
      `Mã yêu cầu đã dùng ở sự kiện thứ ${earlier + 1}, trong một lần ghi khác.`,
      `The id of the command stands at event ${earlier + 1} already, in another append.`,
    );
  }
}
