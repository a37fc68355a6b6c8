import {
  cosign,
  EMPTY_ROOT,
  FormatError,
  formatSignatureLine,
  formatSize,
  openCheckpoint,
  parseAddCheckpoint,
  parseCheckpoint,
  parseNote,
  verifyConsistency,
  type AddCheckpoint,
  type SignerKey,
  type VerifierKey,
} from '#libs/log-format';

import type { StateFile } from './state-file.js';

export interface WitnessOptions {
  readonly key: SignerKey;
  /** Keys of the logs that are witnessed; the name of a key is the origin of its log. */
  readonly logs: readonly VerifierKey[];
  readonly state: StateFile;
  /** Seconds since 1970. */
  readonly now: () => number;
}

export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly body: string;
  readonly type: string;
}

const PLAIN = 'text/plain; charset=utf-8';

/** C2SP tlog-witness: cosigns a head only where it is what it cosigned before, and more. */
export class Witness {
  constructor(private readonly options: WitnessOptions) {}

  /** One body of `add-checkpoint`; nothing else happens between its check and its record. */
  addCheckpoint(body: Uint8Array): WitnessAnswer {
    try {
      const request = parseAddCheckpoint(body);
      const text = parseNote(request.checkpoint).text;
      return this.#answer(request, text);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      return refuse(400, error.message);
    }
  }

  #answer({ oldSize, proof, checkpoint: note }: AddCheckpoint, text: string): WitnessAnswer {
    const { key, logs, state, now } = this.options;
    const checkpoint = parseCheckpoint(text);
    const { origin, size } = checkpoint;
    const log = logs.filter(({ name }) => name === origin);
    if (log.length === 0) return refuse(404, 'This log is not witnessed here.');
    if (!isSigned(note, origin, log)) return refuse(403, 'No key of the log signed it.');
    if (oldSize > size) return refuse(400, 'The old size is larger than the checkpoint.');
    const latest = state.latest(origin) ?? { size: 0, root: EMPTY_ROOT };
    if (oldSize !== latest.size)
      return { status: 409, body: formatSize(latest.size), type: 'text/x.tlog.size' };
    if (!verifyConsistency(latest, checkpoint, proof))
      return refuse(422, 'The checkpoint is not shown to go on from the one cosigned before.');
    const cosignature = cosign(text, now(), key);
    state.keep(checkpoint);
    return { status: 200, body: formatSignatureLine(cosignature), type: PLAIN };
  }
}

function isSigned(note: string, origin: string, log: readonly VerifierKey[]): boolean {
  try {
    openCheckpoint(note, { origin, log, witnesses: [] });
    return true;
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}

function refuse(status: 400 | 403 | 404 | 422, why: string): WitnessAnswer {
  return { status, body: `${why}\n`, type: PLAIN };
}
