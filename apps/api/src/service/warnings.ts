import type { Clock } from '#libs/application';
import { localTime, type Instant, type Sentence } from '#libs/domain';
import type { EventStore, SealedRows } from '#libs/event-store';
import { keysMissing, type SubjectKeys } from '#libs/privacy';
import type { MissingWitness, Seals } from '#libs/seals';

/** Clocks of several machines are never quite the same. */
const CLOCK_BEHIND_MS_MAX = 2_000;

export interface WarningsOptions {
  readonly store: EventStore & SealedRows;
  readonly keys: Pick<SubjectKeys, 'missingSubjects'>;
  readonly seals: Pick<Seals, 'missingWitnesses' | 'missingKey' | 'sealTrouble' | 'ignoredFault'>;
  /** As this machine has it. */
  readonly clock: Clock;
  readonly report: (problem: Error) => void;
}

interface Warning {
  readonly code:
    | 'keys-missing'
    | 'clock-behind'
    | 'seal-key'
    | 'seal-trouble'
    | 'log-damaged'
    | 'witness-strange'
    | 'witness-missing'
    | 'queue-away';
  readonly sentence: Sentence;
}

/** By the queue and by the seals themselves, at the moment it happens. */
const TOLD_ELSEWHERE: ReadonlySet<Warning['code']> = new Set([
  'queue-away',
  'seal-key',
  'seal-trouble',
  'log-damaged',
  'witness-missing',
]);

/** What somebody has to see to while the service goes on working. */
export class Warnings {
  readonly #options: WarningsOptions;
  #told: readonly string[] = [];
  #isQueueAway = () => false;

  constructor(options: WarningsOptions) {
    this.#options = options;
  }

  /** Whoever works the queue says how it is; when it went is told by the queue itself. */
  watchQueue(isAway: () => boolean): void {
    this.#isQueueAway = isAway;
  }

  async now(): Promise<readonly Warning[]> {
    const { store, keys, clock, seals } = this.#options;
    const last = await lastMoment(store);
    const missing = keys.missingSubjects();
    const found: Warning[] = [];
    if (missing > 0) found.push({ code: 'keys-missing', sentence: keysMissing(missing) });
    if (last !== null && isBehind(clock(), last))
      found.push({ code: 'clock-behind', sentence: clockBehind(last) });
    if (seals.missingKey) found.push({ code: 'seal-key', sentence: seals.missingKey });
    if (seals.sealTrouble) found.push({ code: 'seal-trouble', sentence: seals.sealTrouble });
    if (seals.ignoredFault) found.push({ code: 'log-damaged', sentence: seals.ignoredFault });
    for (const witness of seals.missingWitnesses)
      found.push(
        witness.isStranger
          ? { code: 'witness-strange', sentence: witnessStrange(witness) }
          : { code: 'witness-missing', sentence: witnessMissing(witness) },
      );
    if (this.#isQueueAway()) found.push({ code: 'queue-away', sentence: QUEUE_AWAY });
    return found;
  }

  /** Reports each once, and again when it comes back. */
  async tell(): Promise<void> {
    const found = await this.now();
    for (const { code, sentence } of found)
      if (!TOLD_ELSEWHERE.has(code) && !this.#told.includes(code))
        this.#options.report(new Error(sentence.vi));
    this.#told = found.map(({ code }) => code);
  }
}

/** When the last event was recorded; what cannot be read is for the check of the log to tell. */
export async function lastMoment(store: EventStore & SealedRows): Promise<Instant | null> {
  const { size } = store.head();
  if (size === 0) return null;
  const [last] = await store.readAll(store.positionAt(size - 1), 1).catch(() => []);
  return last?.recordedAt ?? null;
}

/** The last event may be another machine's: then one of the two clocks is wrong. */
function isBehind(now: Instant, last: Instant): boolean {
  return Date.parse(last) - Date.parse(now) > CLOCK_BEHIND_MS_MAX;
}

function clockBehind(last: Instant): Sentence {
  return {
    vi: `Đồng hồ máy chậm hơn sổ: sự kiện cuối ghi lúc ${localTime(last)}. Thời điểm ghi nhận đứng yên cho đến khi đồng hồ qua lúc đó; hãy chỉnh lại giờ máy.`,
    en: `The clock of this machine is behind the log, the last event of which was recorded at ${last}. Moments of recording stand still until the clock has passed it; set the clock right.`,
  };
}

const QUEUE_AWAY: Sentence = {
  vi: 'Không kết nối được với Redis: bước tiếp theo của các hồ sơ đợi đến khi Redis trở lại; không gì bị mất.',
  en: 'Redis cannot be reached: the next steps of cases wait until it is back; nothing is lost.',
};

/** It has lost what it kept, or the log has another name than the one it was told. */
function witnessStrange({ name }: MissingWitness): Sentence {
  return {
    vi: `Bên chứng kiến ${name} không biết sổ này: không ai ngoài máy này xác nhận sổ. Hãy xem địa chỉ của bên đó có đúng không, và hỏi bên giữ vì sao; chỉ đưa khóa kiểm mới khi sổ vừa được khôi phục.`,
    en: `The witness ${name} does not know this log: nobody elsewhere confirms it. See whether its address is right, and ask whoever keeps it why; give it a new key only where the log was just restored.`,
  };
}

/** The log is written and sealed as ever: a witness that is away stops nobody. */
function witnessMissing({ name, since, why }: MissingWitness): Sentence {
  const last =
    since === null
      ? {
          vi: 'chưa xác nhận điểm niêm phong nào gần đây',
          en: 'has cosigned none of the newest checkpoints',
        }
      : {
          vi: `không xác nhận sổ; lần cuối ${localTime(since)}`,
          en: `has not cosigned since ${since}`,
        };
  return {
    vi: `Bên chứng kiến ${name} ${last.vi}: ${why}. Sổ vẫn ghi và niêm phong, nhưng không ai ngoài máy này xác nhận phần mới. Dịch vụ hỏi lại mỗi phút; nếu kéo dài, hãy hỏi bên giữ và xem TOTRINH_WITNESSES.`,
    en: `The witness ${name} ${last.en}. The log is written and sealed, but nobody elsewhere confirms what is new. It is asked again every minute; if it lasts, ask whoever keeps it and look at TOTRINH_WITNESSES.`,
  };
}
