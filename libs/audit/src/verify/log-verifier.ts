import { counted } from '#libs/domain';
import { Frontier, originAt } from '#libs/log-format';

import { readCheckpoint } from '../export/checkpoint-line.js';
import { isEventValue, readEvent, type ReadEvent } from '../export/event-line.js';
import type { ExportHeader } from '../export/header-line.js';
import { LineFault } from '../export/line-fault.js';
import { Checkpoints } from './checkpoints.js';
import { incomplete } from './completeness.js';
import { fault, type Fault, type Finding, type Place } from './finding.js';
import type { GoodLines } from './good-lines.js';
import { History } from './history.js';
import { IntroducedKeys } from './introduced-keys.js';
import { changed, sealOfEvent } from './leaf-check.js';
import { RecordingClock } from './recording-clock.js';
import { StreamChains } from './stream-chains.js';
import type { Trust } from './trust.js';
import { UniqueIds } from './unique-ids.js';

/** What was checked, as far as it went. */
export interface Summary {
  /** Name of the log at its end. */
  readonly origin: string;
  readonly events: number;
  readonly streams: number;
  /** Events in streams of none of our kinds: sealed, but no rule says anything about them. */
  readonly foreignEvents: number;
  /** Hex. */
  readonly root: string;
  readonly checkpoints: number;
  /** Events that a signed checkpoint covers; those after it are only what the export says. */
  readonly signedEvents: number;
  /** How many witnesses whoever verifies believes. */
  readonly witnesses: number;
  /** Events that a checkpoint with enough witnesses covers. */
  readonly witnessedEvents: number;
  /** Events that a checkpoint kept elsewhere covers. */
  readonly heldEvents: number;
  /** No key was given: the signatures are those of keys that the export itself names. */
  readonly trustsOnFirstUse: boolean;
}

export interface VerifyOptions {
  /** How far clocks of writers may differ, in milliseconds. */
  readonly clockToleranceMs?: number;
  /** Whether every event must be covered by a signed checkpoint, the last ones too. */
  readonly requireSigned?: boolean;
  /** Checks left out, by name or by rule: for the controls of the tests alone. */
  readonly without?: readonly string[];
  /** Told of what is good. */
  readonly sink?: GoodLines;
}

const CLOCK_TOLERANCE_MS = 2_000;

/** Takes the lines of an export after its header, one by one, and stops at the first bad one. */
export class LogVerifier {
  readonly #frontier = new Frontier();
  readonly #chains = new StreamChains();
  readonly #ids = new UniqueIds();
  readonly #clock: RecordingClock;
  readonly #history = new History();
  readonly #checkpoints: Checkpoints;
  readonly #without: ReadonlySet<string>;
  readonly #keys = new IntroducedKeys();
  readonly #sink: GoodLines | undefined;
  readonly #quorum: number;
  readonly #requireSigned: boolean;
  #origin: string;
  #last: Place | null = null;
  #seen = { checkpoints: 0, signed: 0, witnessed: 0 };

  /** Throws `UnusableInput` when what the auditor holds cannot be used. */
  constructor(
    private readonly header: ExportHeader,
    trust: Trust,
    {
      clockToleranceMs = CLOCK_TOLERANCE_MS,
      requireSigned = false,
      without = [],
      sink,
    }: VerifyOptions = {},
  ) {
    this.#origin = header.origin;
    this.#quorum = trust.quorum;
    this.#requireSigned = requireSigned;
    this.#checkpoints = new Checkpoints(trust, header.keys);
    this.#clock = new RecordingClock(clockToleranceMs);
    this.#without = new Set(without);
    this.#sink = sink;
  }

  get size(): number {
    return this.#frontier.size;
  }

  accept(line: string): Finding | null {
    try {
      const value = parsed(line);
      return isEventValue(value)
        ? this.#event(readEvent(value, line))
        : this.#checkpoint(readCheckpoint(value, line));
    } catch (error) {
      if (error instanceof LineFault) return this.broken(error);
      throw error;
    }
  }

  /** A line that cannot be read; as good as an event that was changed. */
  broken({ sentence }: LineFault): Finding {
    const found = { check: 'line', sentence, place: this.#end(), since: this.size } as const;
    return this.size < this.header.size ? found : { ...found, about: 'log' };
  }

  /** What is wrong with the log as a whole, once its last line is in. */
  finish(): Finding | null {
    const { size, root } = this.header;
    const isWhole = this.size === size && this.#rootHex() === root;
    const found =
      this.#minds(isWhole ? null : incomplete(this.size, size)) ??
      this.#minds(this.#checkpoints.beyond(this.size)) ??
      this.#minds(this.#keys.compare(this.header.keys)) ??
      this.#minds(this.#unsigned()) ??
      this.#minds(this.#checkpoints.unvouched()) ??
      this.#minds(this.#unwitnessed());
    if (!found) return this.#unsignedTail();
    const since = Math.min(this.#sure(found), this.size);
    return { ...found, place: this.#end(), since, ...(!found.endsEarly && { about: 'log' }) };
  }

  summary(): Summary {
    return {
      origin: this.#origin,
      events: this.size,
      streams: this.#chains.count,
      foreignEvents: this.#history.foreign,
      root: this.#rootHex(),
      checkpoints: this.#seen.checkpoints,
      signedEvents: this.#seen.signed,
      witnesses: this.#checkpoints.witnesses,
      witnessedEvents: this.#seen.witnessed,
      heldEvents: this.#checkpoints.matched,
      trustsOnFirstUse: this.#checkpoints.isFirstUse,
    };
  }

  #event(event: ReadEvent): Finding | null {
    const { stream, revision, id } = event;
    const place = { index: this.size, stream, revision, id };
    const found = this.#eventFault(event, place);
    if (found) return { ...found, place, since: place.index };
    this.#last = place;
    this.#keys.take(event);
    this.#sink?.event(event);
    const held = this.#minds(this.#checkpoints.compareHeld(this.#frontier, this.#origin));
    return held && { ...held, place, since: this.#checkpoints.matched };
  }

  #eventFault(event: ReadEvent, place: Place): Fault | null {
    const number = this.#chains.numberOf(event.stream);
    const seal = sealOfEvent(event);
    const found =
      this.#minds(this.#chains.order(number, event)) ??
      this.#minds('check' in seal ? seal : changed(event, seal)) ??
      this.#minds(this.#chains.link(number, event)) ??
      this.#minds(this.#originFault(event)) ??
      this.#minds(this.#ids.event(event, place.index)) ??
      this.#minds(this.#ids.command(event, place.index)) ??
      this.#minds(this.#clock.order(event)) ??
      this.#minds(this.#clock.notBefore(event, place)) ??
      this.#history.take(event, (rule) => this.#minds(rule) === null);
    if (found || 'check' in seal) return found;
    this.#chains.advance(number, event, seal.link);
    this.#frontier.append(seal.leaf);
    return null;
  }

  /** A log goes on under another name only from an event on that says so. */
  #originFault({ log, type, content }: ReadEvent): Fault | null {
    this.#origin = originAt(this.#origin, { type, data: content });
    if (log === this.#origin) return null;
    return fault(
      'origin',
      `Sự kiện mang tên sổ ${log}, không phải ${this.#origin}.`,
      `The event is of the log ${log}, not of ${this.#origin}.`,
    );
  }

  #checkpoint(note: string): Finding | null {
    const opened = this.#checkpoints.open(note, this.#origin, this.size);
    if ('check' in opened) return this.#found(this.#minds(opened));
    const found =
      this.#minds(this.#checkpoints.place(opened, this.#frontier)) ??
      this.#minds(this.#checkpoints.root(opened, this.#frontier));
    if (found) return this.#found(found);
    const { size, seenAt, isWitnessed } = this.#checkpoints.truth(opened);
    this.#sink?.checkpoint({ size, note });
    // One that stands there twice is still one.
    if (this.#seen.checkpoints === 0 || this.#seen.signed !== size) this.#seen.checkpoints += 1;
    this.#seen.signed = size;
    if (isWitnessed) this.#seen.witnessed = size;
    const ahead = seenAt === null ? null : this.#clock.witnessed(seenAt);
    if (!ahead || !this.#minds(ahead.fault)) return null;
    return { ...ahead.fault, place: ahead.place, since: ahead.place.index };
  }

  #unsigned(): Fault | null {
    if (this.size === 0 || this.#seen.checkpoints > 0) return null;
    if (this.#checkpoints.isFirstUse && this.#keys.count === 0) return null;
    return fault(
      'signature',
      'Không có điểm niêm phong nào do khóa của sổ ký.',
      'There is no checkpoint that a key of the log signed.',
    );
  }

  /** Its first event is what nobody vouches for, so that is the place. */
  #unsignedTail(): Finding | null {
    const { signed } = this.#seen;
    if (!this.#requireSigned || signed === this.size) return null;
    const found = this.#minds(
      fault(
        'unsigned',
        `${counted(this.size - signed)} sự kiện cuối chưa có điểm niêm phong nào bảo đảm, mà --require-signed đòi hỏi.`,
        `No checkpoint covers the last ${this.size - signed} events, as --require-signed asks for.`,
      ),
    );
    return found && { ...found, place: { ...this.#end(), index: signed }, since: signed };
  }

  #unwitnessed(): Fault | null {
    if (this.#quorum === 0 || this.size === 0 || this.#seen.witnessed > 0) return null;
    return fault(
      'witness',
      `Không có điểm niêm phong nào đủ ${this.#quorum} bên chứng kiến.`,
      `No checkpoint was cosigned by ${this.#quorum} of the witnesses.`,
    );
  }

  #minds(found: Fault | null): Fault | null {
    if (!found) return null;
    const { check, rule } = found;
    const isOff = this.#without.has(check) || (rule !== undefined && this.#without.has(rule));
    return isOff ? null : found;
  }

  /** What is said about all events so far concerns those that no checkpoint has covered yet. */
  #found(found: Fault | null): Finding | null {
    if (!found) return null;
    const since = this.#seen.signed;
    if (found.check === 'root' && since < this.size && this.#last)
      return { ...found, place: this.#last, since };
    return { ...found, place: this.#end(), since, about: 'checkpoint' };
  }

  /** How many events stand beyond doubt, whatever the fault. */
  #sure({ check }: Fault): number {
    return check === 'witness' ? this.#seen.witnessed : this.#seen.signed;
  }

  /** Where the next event would stand. */
  #end(): Place {
    return { index: this.size, stream: null, revision: null, id: null };
  }

  #rootHex(): string {
    return Buffer.from(this.#frontier.root()).toString('hex');
  }
}

function parsed(line: string): object {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Said below.
  }
  throw new LineFault({ vi: 'Dòng không phải JSON.', en: 'The line is not JSON.' });
}
