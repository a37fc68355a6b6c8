import type { SealedLog } from '#libs/event-store';
import {
  consistencyProof,
  formatAddCheckpoint,
  formatVerifierKey,
  parseSize,
  withCosignatures,
  type VerifierKey,
} from '#libs/log-format';

import type { CheckpointBook, KeptCheckpoint } from '../checkpoint-book.js';
import { witnessDisagrees, witnessKnowsMore } from '../faults.js';
import type { LogFault } from '../log-condition.js';
import type { LogTree } from '../log-tree.js';
import { OneAtATime } from '../sealing/one-at-a-time.js';
import { whyUnreached } from './unreached.js';

/** A witness to ask: where it listens, and the key its answers are checked with. */
export interface WitnessAddress {
  readonly url: string;
  readonly key: VerifierKey;
}

export interface WitnessDeskOptions {
  readonly witnesses: readonly WitnessAddress[];
  readonly log: SealedLog;
  readonly book: CheckpointBook;
  readonly tree: LogTree;
  readonly found: (fault: LogFault) => void;
  readonly report: (problem: Error) => void;
}

const ANSWER_WITHIN_MS = 2_000;
/** The first says what size the witness holds, the second is the proof from there. */
const TRIES_MAX = 2;

/** Brings checkpoints to witnesses, and keeps what they sign. Nobody waits for it. */
export class WitnessDesk {
  readonly #options: WitnessDeskOptions;
  /** Size that each witness has cosigned last, as it said. */
  readonly #sizes = new Map<string, number>();
  readonly #strangers = new Set<string>();
  readonly #rounds = new OneAtATime(() => this.#round());

  constructor(options: WitnessDeskOptions) {
    this.#options = options;
  }

  /** Brings the newest checkpoint to every witness; one that is away is asked with the next. */
  bring(): Promise<void> {
    return this.#rounds.call();
  }

  /** Names of those that did not know this log when they were asked last. */
  get strangers(): readonly string[] {
    return [...this.#strangers];
  }

  settled(): Promise<void> {
    return this.#rounds.settled();
  }

  async #round(): Promise<void> {
    const { witnesses, book } = this.#options;
    const sealed = witnesses.length === 0 ? null : latestIn(book);
    if (!sealed) return;
    const answers = await Promise.all(witnesses.map((witness) => this.#ask(witness, sealed)));
    const cosigned = witnesses.reduce((note, { key }, at) => {
      const lines = answers[at];
      return lines === null || lines === undefined ? note : this.#joined(note, lines, key);
    }, sealed.note);
    if (cosigned !== sealed.note) await book.addSignatures(cosigned);
  }

  /** The signature lines of the witness, or `null` where it gave none. */
  async #ask(witness: WitnessAddress, sealed: KeptCheckpoint): Promise<string | null> {
    try {
      for (let tries = 1; tries <= TRIES_MAX; tries++) {
        const response = await this.#send(witness, sealed);
        const text = await response.text();
        if (response.status === 404) this.#strangers.add(witness.key.name);
        else this.#strangers.delete(witness.key.name);
        if (response.ok) {
          this.#sizes.set(formatVerifierKey(witness.key), sealed.checkpoint.size);
          return text;
        }
        if (response.status === 422) this.#options.found(witnessDisagrees(witness.key.name));
        if (response.status !== 409) throw new Error(`HTTP ${response.status}: ${text.trim()}`);
        if (!this.#mayTryFrom(parseSize(text), witness, sealed)) return null;
      }
      return null;
    } catch (cause) {
      this.#options.report(
        new Error(`Bên chứng kiến ${witness.key.name} không xác nhận: ${whyUnreached(cause)}.`, {
          cause,
        }),
      );
      return null;
    }
  }

  async #send(witness: WitnessAddress, { checkpoint, note }: KeptCheckpoint): Promise<Response> {
    const oldSize = this.#sizes.get(formatVerifierKey(witness.key)) ?? 0;
    const subtreeAt = await this.#options.tree.upTo(checkpoint.size);
    const proof = consistencyProof(subtreeAt, oldSize, checkpoint.size);
    return fetch(`${witness.url.replace(/\/$/, '')}/add-checkpoint`, {
      method: 'POST',
      body: formatAddCheckpoint({ oldSize, proof, checkpoint: note }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
  }

  /** A witness that has seen more than there is proves that something was lost. */
  #mayTryFrom(size: number, { key }: WitnessAddress, { checkpoint }: KeptCheckpoint): boolean {
    const held = this.#options.log.head().size;
    if (size > held) this.#options.found(witnessKnowsMore(key.name, size, held));
    if (size > checkpoint.size) return false;
    this.#sizes.set(formatVerifierKey(key), size);
    return true;
  }

  #joined(note: string, lines: string, key: VerifierKey): string {
    try {
      return withCosignatures(note, lines, [key]);
    } catch (cause) {
      this.#options.report(new Error(`Chữ ký của ${key.name} không đúng.`, { cause }));
      return note;
    }
  }
}

/** `null` too where it cannot be read, which is for the check of the log to tell. */
function latestIn(book: CheckpointBook): KeptCheckpoint | null {
  try {
    return book.latest();
  } catch {
    return null;
  }
}
