import { Frontier, leafData, leafHash, linkTo, sha256Hex } from '#libs/log-format';

import { checkpointLine } from '../export/checkpoint-line.js';
import { eventLine, readEvent, type ExportedEvent } from '../export/event-line.js';
import { headerLine, parseHeader, type ExportHeader } from '../export/header-line.js';

export interface Forged {
  event: ExportedEvent;
}
interface Sealed {
  note: string;
}
type Item = Forged | Sealed;

/** An export taken apart, for whoever wants to put it together differently. */
export class Forgery {
  header: ExportHeader;
  items: Item[];

  constructor(lines: readonly string[]) {
    const [first = '', ...rest] = lines;
    this.header = parseHeader(first);
    this.items = rest.map(itemOf);
  }

  get events(): Forged[] {
    return this.items.filter((item) => 'event' in item);
  }

  /** Where among the lines the event of this index stands. */
  placeOf(index: number): number {
    const forged = this.events[index];
    return forged ? this.items.indexOf(forged) : this.items.length;
  }

  /** New hashes and links all through, and a header that agrees: what no key is needed for. */
  rechain(): this {
    const links = new Map<string, string>();
    for (const forged of this.events) {
      const { stream } = forged.event;
      const prev = links.get(stream) ?? '';
      forged.event = { ...forged.event, prev };
      this.rehash(forged);
      links.set(stream, linkTo(dataOf(forged.event)));
    }
    return this.rewriteHeader();
  }

  rehash(forged: Forged): void {
    const leaf = leafHash(dataOf(forged.event)).toString('hex');
    forged.event = { ...forged.event, leafHash: leaf };
  }

  rewriteHeader(): this {
    const frontier = new Frontier();
    for (const { event } of this.events) frontier.append(Buffer.from(event.leafHash, 'hex'));
    const root = Buffer.from(frontier.root()).toString('hex');
    this.header = { ...this.header, size: frontier.size, root };
    return this;
  }

  /** Every checkpoint anew, over what now stands before it. */
  reseal(sign: (size: number, root: Uint8Array, before: string) => string): this {
    const frontier = new Frontier();
    for (const item of this.items)
      if ('event' in item) frontier.append(Buffer.from(item.event.leafHash, 'hex'));
      else item.note = sign(frontier.size, frontier.root(), item.note);
    return this;
  }

  lines(): string[] {
    return [headerLine(this.header), ...this.items.map(lineOf)];
  }
}

function itemOf(line: string): Item {
  const value = JSON.parse(line) as object;
  return 'checkpoint' in value
    ? { note: value.checkpoint as string }
    : { event: readEvent(value, line) };
}

function lineOf(item: Item): string {
  return 'event' in item ? eventLine(item.event) : checkpointLine(item.note);
}

function dataOf(event: ExportedEvent): Buffer {
  const {
    log,
    stream,
    revision: rev,
    id,
    type,
    recordedAt: ts,
    actor,
    commandId: cmd,
    prev,
  } = event;
  return leafData({
    ...{ log, stream, rev, id, type, ts, actor, cmd, prev },
    dataHash: sha256Hex(event.data),
    metaHash: sha256Hex(event.metadata),
  });
}
