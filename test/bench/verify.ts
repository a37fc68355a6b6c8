import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { print } from './figure.js';
import { GeneratedExport } from './generated-export.js';

/** The design asks for a million; the default keeps the bench short. */
const EVENTS = Number(process.env.TOTRINH_BENCH_VERIFY_EVENTS ?? 100_000);
const MILLION = 1_000_000;
const SECONDS_A_MILLION_MAX = 60;
const VERIFIER = fileURLToPath(new URL('../../verify.mjs', import.meta.url));
const MEGABYTE = 1_000_000;

/** The stand-alone verifier over a log of whole cases, in a process of its own. */
export function measureVerify(): void {
  const dir = mkdtempSync(join(process.env.TOTRINH_BENCH_DIR ?? tmpdir(), 'totrinh-bench-'));
  try {
    const file = join(dir, 'log.jsonl');
    const { vkey, size, bytes } = write(file);
    const startedAt = performance.now();
    const { seconds, peakBytes } = verify(file, vkey);
    const elapsed = (performance.now() - startedAt) / 1_000;
    const target = MILLION / SECONDS_A_MILLION_MAX;
    print({ name: `verify ${size} events`, value: size / elapsed, unit: 'events/s', target });
    print({ name: 'verify, processor time', value: seconds, unit: 's' });
    print({ name: 'verify, peak memory', value: peakBytes / MEGABYTE, unit: 'MB', target: 300 });
    print({ name: 'export, bytes an event', value: bytes / size, unit: 'bytes' });
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** The header stands first and is known last: it is written again when all else is there. */
function write(file: string) {
  const made = new GeneratedExport();
  const size = GeneratedExport.sizeOf(EVENTS);
  const out = openSync(file, 'w');
  let bytes = writeSync(out, `${made.header(size)}\n`);
  for (const lines of made.lines(size)) bytes += writeSync(out, `${lines.join('\n')}\n`);
  writeSync(out, made.header(size), 0);
  closeSync(out);
  return { vkey: made.vkey, size, bytes };
}

/** Told by the process itself at its end: what it used, and the most memory it held. */
const TELL = `process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stderr.write(JSON.stringify({ maxRSS, cpu: userCPUTime + systemCPUTime }));
});`;

function verify(file: string, vkey: string): { seconds: number; peakBytes: number } {
  const tell = `data:text/javascript,${encodeURIComponent(TELL)}`;
  const args = ['--import', tell, VERIFIER, file, '--vkey', vkey];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The verifier ended with ${status ?? 'a signal'}: ${stdout}`);
  const { maxRSS, cpu } = JSON.parse(stderr) as { maxRSS: number; cpu: number };
  return { seconds: cpu / 1e6, peakBytes: maxRSS * 1_024 };
}
