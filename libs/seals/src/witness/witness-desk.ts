import type { Instant } from '#libs/domain';
import type { EventStore, SealedLog } from '#libs/event-store';
import {
  consistencyProof,
  formatVerifierKey,
  withCosignatures,
  type VerifierKey,
} from '#libs/log-format';

import type { CheckpointBook, KeptCheckpoint } from '../checkpoint-book.js';
import { witnessDisagrees, witnessKnowsMore } from '../faults.js';
import type { LogFault } from '../log-condition.js';
import type { LogTree } from '../log-tree.js';
import { OneAtATime } from '../sealing/one-at-a-time.js';
import {
  askWitness,
  CLOCKS_APART_MS_MAX,
  type WitnessAddress,
  type WitnessReply,
} from './ask-witness.js';

export interface WitnessDeskOptions {
  readonly witnesses: readonly WitnessAddress[];
  readonly store: EventStore;
  readonly log: SealedLog;
  readonly book: CheckpointBook;
  readonly tree: LogTree;
  readonly found: (fault: LogFault) => void;
  readonly report: (problem: Error) => void;
}

/** A witness that did not cosign when it was asked last. */
export interface MissingWitness {
  readonly name: string;
  /** Whether it answered that it does not know this log. */
  readonly isStranger: boolean;
  /** When it cosigned last, by its clock; `null` where none of the newest checkpoints says so. */
  readonly since: Instant | null;
  /** The end of a sentence for people. */
  readonly why: string;
}

type Heard = Exclude<WitnessReply, { said: 'holds' }>;
/** Cosigned so long after the event that came next that it would seem to be dated back. */
const OVERTAKEN = { said: 'overtaken' } as const;
const LOG_AHEAD = 'sự kiện cuối của sổ ghi giờ sau giờ của bên đó quá 1 phút (đồng hồ một bên sai)';

/** The first says what size the witness holds, the second is the proof from there. */
const TRIES_MAX = 2;

/** Brings checkpoints to witnesses, and keeps what they sign. Nobody waits for it. */
export class WitnessDesk {
  readonly #options: WitnessDeskOptions;
  /** Size that each witness has cosigned last, as it said. */
  readonly #sizes = new Map<string, number>();
  readonly #missing = new Map<string, MissingWitness>();
  readonly #rounds = new OneAtATime(() => this.#round().catch(this.#options.report));

  constructor(options: WitnessDeskOptions) {
    this.#options = options;
  }

  /** Brings the newest checkpoint to every witness. */
  bring(): Promise<void> {
    return this.#rounds.call();
  }

  /** Once more, where one of them did not cosign it. */
  async bringAgain(): Promise<void> {
    if (this.#missing.size > 0) await this.bring();
  }

  get missing(): readonly MissingWitness[] {
    return [...this.#missing.values()];
  }

  settled(): Promise<void> {
    return this.#rounds.settled();
  }

  async #round(): Promise<void> {
    const { witnesses, book } = this.#options;
    const sealed = witnesses.length === 0 ? null : unlessUnreadable(() => book.latest());
    if (!sealed) return;
    const answers = await Promise.all(witnesses.map((witness) => this.#asked(witness, sealed)));
    const cosigned = witnesses.reduce((note, { key }, at) => {
      const lines = answers[at] ?? null;
      return lines === null ? note : withCosignatures(note, lines, [key]);
    }, sealed.note);
    if (cosigned !== sealed.note) await book.addSignatures(cosigned);
  }

  /** As `#ask`; what goes wrong with one costs no other its answer. */
  async #asked(witness: WitnessAddress, sealed: KeptCheckpoint): Promise<string | null> {
    try {
      return await this.#ask(witness, sealed);
    } catch (error) {
      this.#options.report(error as Error);
      this.#note(witness.key, false, 'chưa hỏi được, vì lỗi của dịch vụ ghi trong nhật ký');
      return null;
    }
  }

  /** The signature lines of the witness, or `null` where it gave none. */
  async #ask(witness: WitnessAddress, sealed: KeptCheckpoint): Promise<string | null> {
    for (let tries = 1; tries <= TRIES_MAX; tries++) {
      const reply = await this.#replyOf(witness, sealed);
      if (reply.said !== 'holds')
        return this.#heard(witness, sealed, await this.#amongEvents(reply, sealed));
      if (!this.#mayTryFrom(reply.size, witness, sealed)) return null;
    }
    this.#note(witness.key, false, 'mỗi lần nói đã ký đến một chỗ khác (HTTP 409)');
    return null;
  }

  async #replyOf(witness: WitnessAddress, sealed: KeptCheckpoint): Promise<WitnessReply> {
    const { size } = sealed.checkpoint;
    const oldSize = this.#sizes.get(formatVerifierKey(witness.key)) ?? 0;
    const subtreeAt = await this.#options.tree.upTo(size);
    const proof = consistencyProof(subtreeAt, oldSize, size);
    return askWitness(witness, { sealed, oldSize, proof });
  }

  /** A witness that has seen more than there is proves that something was lost. */
  #mayTryFrom(size: number, { key }: WitnessAddress, { checkpoint }: KeptCheckpoint): boolean {
    const held = this.#options.log.head().size;
    if (size > held) this.#options.found(witnessKnowsMore(key.name, size, held));
    if (size > checkpoint.size) return false;
    this.#sizes.set(formatVerifierKey(key), size);
    return true;
  }

  /** What is kept says for ever which events the witness saw, and which it did not see yet. */
  async #amongEvents(reply: Heard, { checkpoint }: KeptCheckpoint) {
    if (reply.said !== 'cosigned') return reply;
    const { store, log } = this.#options;
    const before = log.positionAt(checkpoint.size - 1);
    // What cannot be read is for the check of the log to tell.
    const [last, next] = await store.readAll(before, 2).catch(() => []);
    const aheadOf = (moment: Instant) => Date.parse(moment) - reply.seconds * 1_000;
    if (last && aheadOf(last.recordedAt) > CLOCKS_APART_MS_MAX)
      return { said: 'untimely', why: LOG_AHEAD } as const;
    return next && aheadOf(next.recordedAt) < -CLOCKS_APART_MS_MAX ? OVERTAKEN : reply;
  }

  #heard(
    { key }: WitnessAddress,
    { checkpoint }: KeptCheckpoint,
    reply: Heard | typeof OVERTAKEN,
  ): string | null {
    const vkey = formatVerifierKey(key);
    switch (reply.said) {
      case 'cosigned':
      case 'overtaken': // the next checkpoint is brought in its turn
        this.#sizes.set(vkey, checkpoint.size);
        this.#missing.delete(vkey);
        return reply.said === 'cosigned' ? reply.lines : null;
      case 'differs':
        this.#missing.delete(vkey);
        this.#options.found(witnessDisagrees(key.name));
        return null;
      default:
        this.#note(key, reply.said === 'stranger', reply.why);
        return null;
    }
  }

  /** Told once for each reason, as it is asked again and again. */
  #note(key: VerifierKey, isStranger: boolean, why: string): void {
    const { name } = key;
    const vkey = formatVerifierKey(key);
    if (this.#missing.get(vkey)?.why === why) return;
    this.#missing.set(vkey, { name, isStranger, since: this.#lastOf(key), why });
    this.#options.report(new Error(`Bên chứng kiến ${name} không xác nhận: ${why}.`));
  }

  #lastOf(key: VerifierKey): Instant | null {
    const seconds = unlessUnreadable(() => this.#options.book.lastCosignedBy(key));
    return seconds === null ? null : (new Date(seconds * 1_000).toISOString() as Instant);
  }
}

/** What cannot be read of the checkpoints is for the check of the log to tell. */
function unlessUnreadable<Value>(read: () => Value | null): Value | null {
  try {
    return read();
  } catch {
    return null;
  }
}
