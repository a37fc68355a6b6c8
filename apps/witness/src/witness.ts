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
  type Checkpoint,
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
  /** Told what whoever runs the witness has to see to. */
  readonly report: (problem: Error) => void;
}

export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422 | 500;
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
    const { key, logs, state, now, report } = this.options;
    const checkpoint = parseCheckpoint(text);
    const { origin, size } = checkpoint;
    const log = logs.filter(({ name }) => name === origin);
    if (log.length === 0) return refuse(404, 'This log is not witnessed here.');
    if (!isSigned(note, origin, log)) return refuse(403, 'No key of the log signed it.');
    if (oldSize > size) return refuse(400, 'The old size is larger than the checkpoint.');
    const latest = state.latest(origin) ?? { size: 0, root: EMPTY_ROOT };
    if (oldSize !== latest.size)
      return { status: 409, body: formatSize(latest.size), type: 'text/x.tlog.size' };
    if (!verifyConsistency(latest, checkpoint, proof)) {
      report(doesNotGoOn(checkpoint, latest.size, note));
      return size === latest.size && proof.length === 0
        ? refuse(409, 'Another tree of this size was cosigned.')
        : refuse(422, 'The checkpoint is not shown to go on from the one cosigned before.');
    }
    const cosignature = cosign(text, now(), key);
    try {
      state.keep(checkpoint);
    } catch (error) {
      report(notRecorded(error));
      return refuse(500, 'It cannot be recorded, and so is not cosigned.');
    }
    return { status: 200, body: formatSignatureLine(cosignature), type: PLAIN };
  }
}

/** The log has signed it: beside what was cosigned, it shows that there are two histories. */
function doesNotGoOn({ origin, size }: Checkpoint, cosigned: number, note: string): Error {
  return new Error(
    `Sổ ${origin} đưa điểm niêm phong ${size} sự kiện mà không chứng minh được là nối tiếp ${cosigned} sự kiện đã ký: có thể sổ đã bị sửa. Không ký. Hãy giữ điểm này làm bằng chứng:\n${note}`,
  );
}

function notRecorded(cause: unknown): Error {
  const { code } = cause as NodeJS.ErrnoException;
  return new Error(
    `Không ghi được tệp nhớ (${code}), nên không ký. Hãy xem ổ đĩa còn chỗ và còn ghi được không.`,
    { cause },
  );
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

function refuse(status: Exclude<WitnessAnswer['status'], 200>, why: string): WitnessAnswer {
  return { status, body: `${why}\n`, type: PLAIN };
}
