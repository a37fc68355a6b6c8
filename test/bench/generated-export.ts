import { randomUUID } from 'node:crypto';

import {
  actorText,
  canonicalText,
  formatVerifierKey,
  Frontier,
  generateSignerKey,
  leafData,
  leafHash,
  sha256Hex,
  signCheckpoint,
} from '#libs/log-format';

import { checkpointLine } from '../../libs/audit/src/export/checkpoint-line.js';
import { eventLine } from '../../libs/audit/src/export/event-line.js';
import { headerLine } from '../../libs/audit/src/export/header-line.js';
import { caseEvents, DAY, opening, SLOTS, type Told } from './case-events.js';

const ORIGIN = 'totrinh/approval-log/bench';
const STARTED_AT = Date.parse('2026-03-02T01:00:00.000Z');
const MS_AN_EVENT = 20;
const CHECKPOINT_EVERY = 256;

/** An export of lawful cases that run beside each other, made without a store. */
export class GeneratedExport {
  readonly #key = generateSignerKey(ORIGIN, 'note');
  readonly #frontier = new Frontier();
  readonly #links = new Map<string, string>();

  get vkey(): string {
    return formatVerifierKey(this.#key);
  }

  get size(): number {
    return this.#frontier.size;
  }

  /** How many events are made where so many are asked for: a few less, for each case is whole. */
  static sizeOf(events: number): number {
    const atFirst = opening('').length;
    const round = SLOTS * caseEvents(0, false, '').length;
    return atFirst + Math.floor((events - atFirst) / round) * round;
  }

  /** The first line; true of the log once all of it has been made, and always as long. */
  header(size: number): string {
    const root = Buffer.from(this.#frontier.root()).toString('hex');
    return headerLine({ origin: ORIGIN, size, root, keys: [this.vkey] });
  }

  *lines(size: number): Generator<string[]> {
    yield opening(this.vkey).flatMap((told) => this.#add(told));
    for (let round = 0; this.size < size; round++) {
      const cases = Array.from({ length: SLOTS }, (_, slot) =>
        caseEvents(slot, round % 2 === 1, `p.${slot}.${Math.floor(round / 2)}`),
      );
      yield alternating(cases).flatMap((told) => this.#add(told));
    }
    yield [this.#checkpoint()];
  }

  #add({ stream, type, data, by, commandId }: Told): string[] {
    const before = this.#links.get(stream);
    const [prev = '', revision = -1] = before?.split(' ') ?? [];
    const event = {
      ...{ log: ORIGIN, stream, type, prev, commandId, id: randomUUID() },
      revision: Number(revision) + 1,
      recordedAt: new Date(STARTED_AT + this.size * MS_AN_EVENT).toISOString(),
      actor: actorText(by),
      data: canonicalText(data),
      metadata: canonicalText({ effectiveOn: dayOf(type), meta: besides(stream), version: 1 }),
    };
    const { id, recordedAt: ts } = event;
    const leaf = leafData({
      ...{ log: ORIGIN, stream, rev: event.revision, id, type, ts, cmd: commandId, prev },
      actor: event.actor,
      dataHash: sha256Hex(event.data),
      metaHash: sha256Hex(event.metadata),
    });
    this.#links.set(stream, `${sha256Hex(leaf)} ${event.revision}`);
    const hash = leafHash(leaf);
    this.#frontier.append(hash);
    const line = eventLine({ ...event, leafHash: hash.toString('hex') });
    return this.size % CHECKPOINT_EVERY === 0 ? [line, this.#checkpoint()] : [line];
  }

  #checkpoint(): string {
    const head = { origin: ORIGIN, size: this.size, root: this.#frontier.root() };
    return checkpointLine(signCheckpoint(head, [this.#key]));
  }
}

/** The first events of all, the second of all, and so on; those of one command stay together. */
function alternating(cases: readonly (readonly Told[])[]): Told[] {
  const rows = cases.map((events) => Object.values(Object.groupBy(events, commandOf)));
  const longest = Math.max(...rows.map(({ length }) => length));
  return Array.from({ length: longest }, (_, step) =>
    rows.flatMap((row) => row[step] ?? []),
  ).flat();
}

function commandOf({ commandId }: Told): string {
  return commandId;
}

function dayOf(type: string): string {
  return type === 'PolicyVersionIssued' || type === 'SlotOpened' ? '2024-07-01' : DAY;
}

function besides(stream: string): object {
  return {
    causationId: null,
    commandDigest: 'c'.repeat(64),
    correlationId: stream,
    policies: ['song-may@1'],
  };
}
