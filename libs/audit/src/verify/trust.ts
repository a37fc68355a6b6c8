import type { Sentence } from '#libs/domain';
import { FormatError, parseVerifierKey, type VerifierKey } from '#libs/log-format';

import { UnusableInput } from '../export/line-fault.js';

/** Whom whoever verifies believes, and what they already hold. */
export interface Trust {
  /** Keys of the log, from a better source than the log; empty: those the export itself names. */
  readonly log: readonly VerifierKey[];
  readonly witnesses: readonly VerifierKey[];
  /**
   * How many different witnesses must have cosigned a checkpoint for it to count as witnessed; one
   * must be. With 0 none must be, and a single cosignature counts.
   */
  readonly quorum: number;
  /** Checkpoints of this log that were kept elsewhere: signed notes. */
  readonly held: readonly string[];
  /**
   * `log` and `held` are what the keeper of the keys has: what it has forgotten, as retired, the
   * log may name, for checkpoints before one that a key of `log` signed, as its root vouches for
   * all before it. What is held lies beside the keys, so nobody asks who signed it.
   */
  readonly isKeeper?: boolean;
}

/** Throws `UnusableInput` for keys that are none and for a quorum nobody could reach. */
export function trustOf(said: {
  readonly log: readonly string[];
  readonly witnesses: readonly string[];
  readonly quorum: number | null;
  readonly held: readonly string[];
}): Trust {
  const log = said.log.map((text) => keyOf(text, 'note'));
  const witnesses = said.witnesses.map((text) => keyOf(text, 'cosignature'));
  const quorum = said.quorum ?? Math.min(1, witnesses.length);
  requireReachable(quorum, witnesses.length);
  return { log, witnesses, quorum, held: said.held };
}

/** Throws `UnusableInput` for a quorum that so many witnesses cannot reach. */
function requireReachable(quorum: number, witnesses: number): void {
  if (Number.isSafeInteger(quorum) && quorum >= 0 && quorum <= witnesses) return;
  throw new UnusableInput({
    vi:
      witnesses === 0
        ? 'Chưa đưa khóa của bên chứng kiến nào: --quorum cần thêm --witness.'
        : `--quorum nhiều nhất là ${witnesses}, số khóa chứng kiến đã đưa.`,
    en: `The quorum must be 0 to ${witnesses}, the number of witness keys given.`,
  });
}

function keyOf(text: string, type: VerifierKey['type']): VerifierKey {
  try {
    const key = parseVerifierKey(text);
    if (key.type === type) return key;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
  }
  throw new UnusableInput(notAKey(text, type));
}

function notAKey(text: string, type: VerifierKey['type']): Sentence {
  const shown = JSON.stringify(text.slice(0, 60));
  return type === 'note'
    ? {
        vi: `Không phải khóa niêm phong dạng <tên>+<mã>+<khóa>: ${shown}.`,
        en: `Not a key of a log in the form <name>+<id>+<key>: ${shown}.`,
      }
    : {
        vi: `Không phải khóa chứng kiến dạng <tên>+<mã>+<khóa>: ${shown}.`,
        en: `Not a key of a witness in the form <name>+<id>+<key>: ${shown}.`,
      };
}
