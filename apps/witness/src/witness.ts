import {
  cosign,
  EMPTY_ROOT,
  FormatError,
  formatNote,
  formatSignatureLine,
  formatSize,
  openNote,
  parseAddCheckpoint,
  parseCheckpoint,
  parseNote,
  verifyConsistency,
  type AddCheckpoint,
  type Checkpoint,
  type SignerKey,
  type TreeHead,
  type VerifierKey,
} from '#libs/log-format';

import type { StateFile } from './state-file.js';
import { ToldOnce, type Saying } from './told-once.js';

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
const NO_MORE =
  'Đã báo nhiều điểm như vậy của sổ này: từ đây không báo thêm, cho đến khi ký tiếp được sổ.\n';

/** C2SP tlog-witness: cosigns a head only where it is what it cosigned before, and more. */
export class Witness {
  readonly #told = new ToldOnce();

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
    const signed = asSignedBy(log, note);
    if (signed === null) return refuse(403, 'No key of the log signed it.');
    if (oldSize > size) return refuse(400, 'The old size is larger than the checkpoint.');
    const latest = state.latest(origin) ?? { size: 0, root: EMPTY_ROOT };
    if (oldSize !== latest.size)
      return { status: 409, body: formatSize(latest.size), type: 'text/x.tlog.size' };
    if (!verifyConsistency(latest, checkpoint, proof)) {
      this.#tellOf(checkpoint, latest, signed);
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
    this.#told.forgetBelow(checkpoint);
    return { status: 200, body: formatSignatureLine(cosignature), type: PLAIN };
  }

  /** Accuses the log of what its own key has signed only; the rest may be whoever asks. */
  #tellOf(checkpoint: Checkpoint, latest: TreeHead, note: string): void {
    if (checkpoint.size === latest.size) {
      const isSame = verifyConsistency(latest, checkpoint, []);
      if (!isSame) this.#tell('two-trees', checkpoint, twoTrees(checkpoint, note));
    } else if (latest.size > 0) {
      this.#tell('not-shown', checkpoint, notShown(checkpoint, latest.size, note));
    }
  }

  #tell(saying: Saying, checkpoint: Checkpoint, words: string): void {
    const turn = this.#told.turnOf(saying, checkpoint);
    if (turn === 'past') return;
    this.options.report(new Error(turn === 'last' ? `${words}${NO_MORE}` : words));
  }
}

function twoTrees({ origin, size }: Checkpoint, note: string): string {
  return `Sổ ${origin} đã ký hai cây khác nhau cùng ${size} sự kiện: sổ đã bị sửa. Không ký. Hãy giữ điểm này làm bằng chứng:\n${note}`;
}

/** Anybody can bring what the log gave out, with a proof that proves nothing. */
function notShown({ origin, size }: Checkpoint, cosigned: number, note: string): string {
  return `Có yêu cầu ký điểm niêm phong ${size} sự kiện của sổ ${origin} mà không kèm chứng minh đúng rằng nó nối tiếp ${cosigned} sự kiện đã ký. Không ký. Ai cũng gửi được yêu cầu như vậy, nên riêng điều này chưa cho biết gì về sổ; nếu chính dịch vụ của sổ gửi, hãy hỏi bên giữ sổ. Điểm đó là:\n${note}`;
}

function notRecorded(cause: unknown): Error {
  const { code } = cause as NodeJS.ErrnoException;
  return new Error(
    `Không ghi được tệp nhớ (${code}), nên không ký. Hãy xem ổ đĩa còn chỗ và còn ghi được không.`,
    { cause },
  );
}

/** The note with one signature of each key that made one, and no line of anybody else. */
function asSignedBy(log: readonly VerifierKey[], note: string): string | null {
  try {
    const { text, verified } = openNote(note, log);
    const signatures = log.flatMap((key) => verified.find((one) => one.key === key) ?? []);
    return formatNote({ text, signatures });
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

function refuse(status: Exclude<WitnessAnswer['status'], 200>, why: string): WitnessAnswer {
  return { status, body: `${why}\n`, type: PLAIN };
}
