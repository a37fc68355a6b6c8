import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import { Program, runCli, type Ended } from './programs.js';
import { readLog } from './log.js';

/** What `scenario vinh-thinh --json` prints, as far as the tests read it. */
export interface ScenarioSeen {
  readonly scenario: string;
  readonly ok: boolean;
  readonly figures: readonly { readonly key: string; readonly holds: boolean }[];
  readonly events: number;
  readonly cases: number;
  readonly position: number;
  readonly durationMs: number;
}

/** Events of the staffing record, and cases, once the programme has run. */
export const WHOLE = { events: 624, cases: 16 } as const;

export const COMMUNE = 'vinh-thinh';
const POLL_MS = 5;

export function runScenario(dataDir: string): Program {
  return new Program('cli', {
    args: ['scenario', COMMUNE, '--json'],
    env: { TOTRINH_DATA_DIR: dataDir },
  });
}

export function resultOf({ code, stdout, stderr }: Ended): ScenarioSeen {
  if (code !== 0) throw new Error(`The scenario ended with ${code ?? 'a signal'}: ${stderr}`);
  return JSON.parse(stdout) as ScenarioSeen;
}

/** SHA-256 of what `replay --json` prints: it is long, and either the same or not. */
export async function replayed(dataDir: string, asOf: string): Promise<string> {
  const args = ['replay', '--unit', COMMUNE, '--as-of', asOf, '--json'];
  const { stdout, stderr } = await runCli(args, { TOTRINH_DATA_DIR: dataDir });
  if (stdout === '') throw new Error(`Nothing was replayed: ${stderr}`);
  return createHash('sha256').update(stdout).digest('hex');
}

/** What the log holds once nobody holds it. */
export async function loggedIn(dataDir: string): Promise<{ events: number; cases: number }> {
  const log = await readLog(dataDir);
  return {
    events: log.filter(({ stream }) => stream === `establishment-${COMMUNE}`).length,
    cases: log.filter(({ type }) => type === 'ProposalDrafted').length,
  };
}

/** Position at which the log had so many enacted cases; with 0, half of what is loaded at first. */
export async function positionAt(dataDir: string, cases: number): Promise<number> {
  const log = await readLog(dataDir);
  const positions = log.flatMap(({ type, position }) =>
    type === 'ProposalEnacted' ? [position] : [],
  );
  const firstCase = log.find(({ type }) => type === 'ProposalDrafted')?.position ?? 0;
  return cases === 0 ? Math.round(firstCase / 2) : (positions[cases - 1] ?? Infinity);
}

/** Resolves when the log has come so far; rejects when the programme ends before that. */
export async function reached(scenario: Program, dataDir: string, position: number): Promise<void> {
  let isOver = false;
  const over = scenario.ended.then(({ stderr }) => {
    isOver = true;
    throw new Error(`It ended too early: ${stderr}`);
  });
  const seen = async () => {
    while (!isOver && !(await hasReached(dataDir, position).catch(() => false)))
      await wait(POLL_MS);
  };
  await Promise.race([seen(), over]);
  over.catch(() => undefined); // from here on it may end as it likes
}

/** Throws while nobody answers. */
async function hasReached(dataDir: string, position: number): Promise<boolean> {
  const announced = readFileSync(join(dataDir, 'server.json'), 'utf8');
  const { url } = JSON.parse(announced) as { url: string };
  const response = await fetch(`${url}/health/ready`);
  return ((await response.json()) as { position: number }).position >= position;
}
