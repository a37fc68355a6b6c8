import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { bytesOf, UnusableInput } from '#libs/audit';
import { syncFolder } from '#libs/log-format';
import { storePlaceFrom, type StorePlace } from '#libs/runtime';

import { CommandFailure, EXIT, type ExitCode } from './exit.js';
import { requireFree } from './export-place.js';
import { unlessInterrupted } from './interruption.js';
import { linesOfLog } from './log-at-hand.js';
import { lookAt } from './log-damage.js';
import { number, tell, tellProgress } from './output.js';

/** Beside an export, next to nothing. */
const LOOK_MS_MAX = 2_000;

const OWNER_ONLY = 0o600;

export interface ExportOptions {
  readonly out: string;
  /** Takes the place of an export that is there. */
  readonly force: boolean;
}

/** Writes the log to a file that is there whole or not at all. */
export async function runExport(
  { out, force }: ExportOptions,
  env: NodeJS.ProcessEnv,
): Promise<ExitCode> {
  requireFree(out, force); // before a long export, not after it
  const place = storePlaceFrom(env);
  const unfinished = `${out}.${randomUUID()}.part`;
  const counted = { lines: 0 };
  try {
    const lines = counting(linesOfLog(place, env), counted);
    await unlessInterrupted((calledOff) => write(lines, unfinished, calledOff));
    requireFree(out, force); // much may have happened meanwhile
    await rename(unfinished, out);
    await syncFolder(dirname(out));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw explained(error, out);
  }
  tell(`Đã xuất ${number(counted.lines)} dòng ra ${out}. Kiểm tra: totrinh verify --export ${out}`);
  return await damageTold(place, env);
}

/** On disk, and to no file that was there before: a link could lead to one of anybody. */
async function write(
  lines: AsyncIterable<readonly string[]>,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const file = await open(path, 'wx', OWNER_ONLY);
  await pipeline(bytesOf(lines), file.createWriteStream({ flush: true }), { signal });
}

/** What is exported is evidence, damaged or not: it is told, and the verifier says what it is. */
async function damageTold(place: StorePlace, env: NodeJS.ProcessEnv): Promise<ExitCode> {
  const { damage } = await lookAt(place, env, LOOK_MS_MAX);
  if (damage === null) return EXIT.ok;
  tell(`SỔ KHÔNG TOÀN VẸN: ${damage}`);
  return EXIT.integrity;
}

async function* counting(
  batches: AsyncIterable<readonly string[]>,
  counted: { lines: number },
): AsyncGenerator<readonly string[]> {
  for await (const lines of batches) {
    counted.lines += lines.length;
    if (process.stderr.isTTY) tellProgress(`Xuất ${number(counted.lines)} dòng`, false);
    yield lines;
  }
  if (process.stderr.isTTY) tellProgress(`Xuất ${number(counted.lines)} dòng`, true);
}

function explained(error: unknown, out: string): unknown {
  if (error instanceof UnusableInput) return new CommandFailure(EXIT.usage, error.sentence.vi);
  const { code, syscall } = error as NodeJS.ErrnoException;
  return syscall === 'open' && code !== undefined
    ? new CommandFailure(EXIT.usage, `Không ghi được tệp ${out} (${code}).`)
    : error;
}
