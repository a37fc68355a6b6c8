/** `damage`: what is written is not what was written; it outweighs all else. */
export type Status = 'ok' | 'warning' | 'failure' | 'damage';

export interface Outcome {
  readonly status: Status;
  readonly sentence: string;
  /** What somebody has to do about it. */
  readonly advice?: string;
  /** What the sentence sums up, a line each. */
  readonly more?: readonly string[];
}

/** One question about a place. A new one is a file and a line in the list of its place. */
export interface Check<Place> {
  /** Scripts rely on it: never rename. */
  readonly id: string;
  /** `null` where there is nothing to ask. */
  readonly ask: (place: Place) => Outcome | null | Promise<Outcome | null>;
}

/** Of a file that nothing else can be made from. */
export const BACK_IN =
  'Hãy trả tệp cùng tên từ bản sao lưu về chỗ cũ; tệp hỏng thì cất ra nơi khác.';

export function ok(sentence: string): Outcome {
  return { status: 'ok', sentence };
}

export function warning(sentence: string, advice: string): Outcome {
  return { status: 'warning', sentence, advice };
}

export function failure(sentence: string, advice: string): Outcome {
  return { status: 'failure', sentence, advice };
}
