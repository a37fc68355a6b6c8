import { expect } from '@jest/globals';

import { runCli, type ProgramStart } from './programs.js';

interface CheckSeen {
  readonly id: string;
  readonly status: string;
  readonly sentence: string;
  readonly advice?: string;
  readonly more?: readonly string[];
}

/** What the doctor says, said once as JSON and once in words. */
export class Diagnosis {
  private constructor(
    readonly code: number | null,
    readonly checks: readonly CheckSeen[],
    readonly words: string,
  ) {}

  static async of(env: ProgramStart['env']): Promise<Diagnosis> {
    const [seen, told] = [await runCli(['doctor', '--json'], env), await runCli(['doctor'], env)];
    const { ok, checks } = JSON.parse(seen.stdout) as { ok: boolean; checks: CheckSeen[] };
    expect([told.code, ok]).toEqual([seen.code, seen.code === 0]);
    for (const text of [seen.stdout, seen.stderr, told.stdout, told.stderr])
      expect(text).not.toMatch(/pa55|wr0ng|ch4nge1t/);
    const words = steady(told.stdout);
    for (const { status, sentence, advice } of checks) {
      expect(words).toContain([MARKS[status], steady(sentence), advice].filter(Boolean).join(' '));
      expect([status, advice === undefined]).toEqual([status, status === 'ok']);
    }
    return new Diagnosis(seen.code, checks, told.stdout);
  }

  /** `id: status` of whatever is not well. */
  get complaints(): readonly string[] {
    const unwell = this.checks.filter(({ status }) => status !== 'ok');
    return unwell.map(({ id, status }) => `${id}: ${status}`);
  }

  check(id: string): CheckSeen | undefined {
    return this.checks.find((one) => one.id === id);
  }
}

const MARKS: Readonly<Record<string, string>> = {
  ok: '✔',
  warning: '!',
  failure: '✖',
  damage: '✖',
};

/** The disk is others' too: how much of it is free changes from one moment to the next. */
function steady(text: string): string {
  return text.replaceAll(/[\d.]+ MB/g, 'MB');
}
