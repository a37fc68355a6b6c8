import { expect } from '@jest/globals';

import { runCli, type ProgramStart } from './programs.js';

interface CheckSeen {
  readonly id: string;
  readonly status: string;
  readonly sentence: string;
  readonly advice?: string;
  readonly more?: readonly string[];
}

/** What the doctor says. */
export class Diagnosis {
  private constructor(
    private readonly env: ProgramStart['env'],
    readonly code: number | null,
    readonly checks: readonly CheckSeen[],
  ) {}

  static async of(env: ProgramStart['env']): Promise<Diagnosis> {
    const { code, stdout, stderr } = await runCli(['doctor', '--json'], env);
    const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: CheckSeen[] };
    expect(ok).toBe(code === 0);
    expect(stdout + stderr).not.toMatch(SECRETS);
    for (const { status, advice } of checks)
      expect([status, advice === undefined]).toEqual([status, status === 'ok']);
    return new Diagnosis(env, code, checks);
  }

  /** The same for people: every check has its line. */
  async inWords(): Promise<string> {
    const { code, stdout, stderr } = await runCli(['doctor'], this.env);
    expect(code).toBe(this.code);
    expect(stdout + stderr).not.toMatch(SECRETS);
    for (const { status, sentence, advice } of this.checks) {
      const line = [MARKS[status], steady(sentence), advice].filter(Boolean).join(' ');
      expect(steady(stdout)).toContain(line);
    }
    return stdout;
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

/** What the tests use as passwords. */
const SECRETS = /pa55|wr0ng|ch4nge1t/;

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
