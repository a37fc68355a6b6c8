import { counted } from '#libs/domain';
import {
  FormatError,
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  type Frontier,
  type OpenedCheckpoint,
  type VerifierKey,
} from '#libs/log-format';

import { UnusableInput } from '../export/line-fault.js';
import { fault, type Fault } from './finding.js';
import type { Trust } from './trust.js';

/** The last moment that has a date; a cosignature of a later one was made at no time. */
const SECONDS_MAX = 8_640_000_000_000;

/** What a checkpoint that holds says. */
export interface HeldTrue {
  readonly size: number;
  /** When the first of the witnesses saw it, in seconds; `null` when none did. */
  readonly seenAt: number | null;
  readonly isWitnessed: boolean;
}

interface HeldCheckpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/**
 * Signatures of checkpoints, and their roots against the tree of the events. Each root is worked
 * out from the same leaves, so that two that hold are consistent with each other: no proof between
 * neighbours could say more.
 */
export class Checkpoints {
  readonly isFirstUse: boolean;
  readonly #keys: readonly VerifierKey[];
  readonly #named: readonly VerifierKey[];
  readonly #held: readonly HeldCheckpoint[];
  #isVouchedFor = true;
  /** Events up to which the log is that of the checkpoints kept elsewhere. */
  matched = 0;

  /** `named` are the keys that the export names. Throws `UnusableInput`. */
  constructor(
    private readonly trust: Trust,
    named: readonly string[],
  ) {
    this.isFirstUse = trust.log.length === 0;
    const readable = named.flatMap(readableKey);
    this.#keys = this.isFirstUse ? readable : trust.log;
    this.#named = trust.isKeeper && !this.isFirstUse ? readable : [];
    this.#held = trust.held.map((note) => this.#readHeld(note)).sort((a, b) => a.size - b.size);
  }

  /** The largest of those that were kept elsewhere, in events. */
  get heldSize(): number {
    return this.#held.at(-1)?.size ?? 0;
  }

  /** A checkpoint after `size` events; throws nothing but what is a defect of ours. */
  open(note: string, origin: string, size: number): OpenedCheckpoint | Fault {
    const opened = this.#openWith(this.#keys, note, origin);
    this.#isVouchedFor = !('check' in opened);
    if (!('check' in opened)) return opened;
    const byNamed = this.#named.length > 0 ? this.#openWith(this.#named, note, origin) : opened;
    return 'check' in byNamed ? withStatedSize(opened, note, size) : byNamed;
  }

  get witnesses(): number {
    return this.trust.witnesses.length;
  }

  /** None after the last that the keeper's keys signed may rest on keys that the log names. */
  unvouched(): Fault | null {
    if (this.#isVouchedFor) return null;
    return fault(
      'signature',
      'Điểm niêm phong cuối không do khóa niêm phong ở máy này ký, mà do khóa khác ghi trong sổ.',
      'The last checkpoint is not signed by a key of this machine, but by another the log names.',
    );
  }

  #openWith(keys: readonly VerifierKey[], note: string, origin: string): OpenedCheckpoint | Fault {
    const log = keys.filter(({ name }) => name === origin);
    if (log.length === 0 && keys === this.trust.log && !this.trust.isKeeper)
      return ofAnotherLog(keys, origin);
    try {
      return openCheckpoint(note, { origin, log, witnesses: this.trust.witnesses });
    } catch (error) {
      if (error instanceof FormatError) return unsigned(error);
      throw error;
    }
  }

  place({ checkpoint }: OpenedCheckpoint, frontier: Frontier): Fault | null {
    const { size } = checkpoint;
    if (size === frontier.size) return null;
    return fault(
      'checkpoint-place',
      `Điểm niêm phong nói có ${counted(size)} sự kiện, ở đây mới có ${counted(frontier.size)}: có sự kiện bị bỏ hoặc thêm.`,
      `The checkpoint is over ${size} events, here are ${frontier.size}: some are gone or added.`,
    );
  }

  root({ checkpoint }: OpenedCheckpoint, frontier: Frontier): Fault | null {
    if (Buffer.compare(checkpoint.root, frontier.root()) === 0) return null;
    return fault(
      'root',
      'Gốc cây băm không khớp với điểm niêm phong đã ký: sự kiện trước đó đã bị thay.',
      'The root is not the one that was signed: an event before this has been replaced.',
    );
  }

  truth({ checkpoint, cosignatures }: OpenedCheckpoint): HeldTrue {
    const timely = cosignatures.filter(({ time }) => time <= SECONDS_MAX);
    const times = timely.map(({ time }) => time);
    const cosigners = new Set(timely.map(({ key }) => key));
    return {
      size: checkpoint.size,
      seenAt: times.length === 0 ? null : Math.min(...times),
      isWitnessed: cosigners.size >= Math.max(1, this.trust.quorum),
    };
  }

  /** Those kept elsewhere that are over exactly these events. */
  compareHeld(frontier: Frontier, origin: string): Fault | null {
    for (const held of this.#held) {
      if (held.size !== frontier.size) continue;
      if (held.origin === origin && Buffer.compare(held.root, frontier.root()) === 0) {
        this.matched = held.size;
        continue;
      }
      return fault(
        'held-checkpoint',
        'Sổ không khớp với điểm niêm phong đang giữ: sự kiện trước đó đã bị thay.',
        'The log is not the one of the checkpoint that was kept: an earlier event was replaced.',
      );
    }
    return null;
  }

  /** One of those kept elsewhere is over more events than there are. */
  beyond(size: number): Fault | null {
    if (this.heldSize <= size) return null;
    const found = fault(
      'held-checkpoint',
      `Điểm niêm phong đang giữ có ${counted(this.heldSize)} sự kiện, sổ chỉ còn ${counted(size)}: phần cuối bị cắt.`,
      `The checkpoint that was kept is over ${this.heldSize} events, the log has ${size}: it is cut.`,
    );
    return { ...found, endsEarly: true };
  }

  /** With no keys of one's own there is nothing to hold its signature against. */
  #readHeld(note: string): HeldCheckpoint {
    try {
      const { origin } = parseCheckpoint(parseNote(note).text);
      if (this.isFirstUse || this.trust.isKeeper) return parseCheckpoint(parseNote(note).text);
      const log = this.trust.log.filter(({ name }) => name === origin);
      return openCheckpoint(note, { origin, log, witnesses: [] }).checkpoint;
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      throw new UnusableInput({
        vi: 'Điểm niêm phong đang giữ không đọc được, hoặc không do khóa đã cho ký.',
        en: 'The checkpoint that was kept cannot be read, or no given key signed it.',
      });
    }
  }
}

/** `null` for what is no checkpoint, which whoever opens it tells. */
function statedSize(note: string): number | null {
  try {
    return parseCheckpoint(parseNote(note).text).size;
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

function readableKey(text: string): VerifierKey[] {
  try {
    return [parseVerifierKey(text)];
  } catch (error) {
    if (error instanceof FormatError) return [];
    throw error;
  }
}

/** Nobody vouches for what it states, and yet it may be what shows that events are gone. */
function withStatedSize(found: Fault, note: string, size: number): Fault {
  const stated = statedSize(note);
  if (stated === null || stated === size) return found;
  const { vi, en } = found.sentence;
  return fault(
    found.check,
    `${vi} Nó nói có ${counted(stated)} sự kiện, ở đây mới có ${counted(size)}.`,
    `${en} It is over ${stated} events, here are ${size}.`,
  );
}

/** Whoever gave the keys may have taken those of another log, or have been given another log. */
function ofAnotherLog(keys: readonly VerifierKey[], origin: string): Fault {
  const names = [...new Set(keys.map(({ name }) => name))].join(', ');
  return fault(
    'signature',
    `Khóa đã đưa là của sổ ${names}, còn đây là sổ ${origin}: không khóa nào kiểm được sổ này. ` +
      'Hãy đưa khóa của chính sổ này, hoặc xem lại đây có đúng là sổ cần kiểm; ' +
      'sổ từng được khôi phục cần khóa của mỗi tên sổ, như totrinh keys list in ra.',
    `The keys given are of the log ${names}, and this is ${origin}: none of them can check it. ` +
      'Give the key of this very log, or see whether this is the log to be checked; ' +
      'one that was restored needs those of each of its names, as keys list prints them.',
  );
}

function unsigned(error: FormatError): Fault {
  return error.fault === 'signature'
    ? fault(
        'signature',
        'Điểm niêm phong không có chữ ký đúng của khóa được tin. ' +
          'Nếu sổ đã thay khóa, hãy đưa cả khóa trước và khóa sau, như totrinh keys list in ra.',
        'The checkpoint bears no right signature of a trusted key. ' +
          'Of a log that has changed its key, give those before and after, as keys list prints them.',
      )
    : fault(
        'signature',
        'Điểm niêm phong hỏng, hoặc là của sổ khác.',
        'The checkpoint is damaged, or of another log.',
      );
}
