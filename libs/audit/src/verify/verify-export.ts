import { parseHeader } from '../export/header-line.js';
import { LineFault, UnusableInput } from '../export/line-fault.js';
import type { EventProgress } from '../export/export-log.js';
import type { Finding } from './finding.js';
import { LogVerifier, type Summary, type VerifyOptions } from './log-verifier.js';
import type { Trust } from './trust.js';

/** Whether a log is what it was when it was written. */
export interface Verdict {
  /** The first thing that is wrong; `null`: nothing is. */
  readonly finding: Finding | null;
  readonly summary: Summary;
}

export interface LinesOptions extends VerifyOptions {
  readonly progress?: EventProgress;
}

/**
 * Verifies the lines of an export as they come. Throws `UnusableInput` when there is nothing that
 * could be verified; everything after a good header that is wrong is a finding.
 */
export async function verifyLines(
  batches: AsyncIterable<readonly string[]>,
  trust: Trust,
  options: LinesOptions = {},
): Promise<Verdict> {
  const { progress = () => undefined, sink } = options;
  let pass: Pass | null = null;
  try {
    for await (const batch of batches) {
      const lines = pass ? batch : batch.slice(1);
      const [first] = batch;
      if (!pass && first === undefined) continue;
      pass ??= begin(first ?? '', trust, options);
      const finding = acceptAll(lines, pass.verifier);
      if (finding) return { finding, summary: pass.verifier.summary() };
      await sink?.flush();
      progress(pass.verifier.size, pass.total);
    }
  } catch (error) {
    if (!(error instanceof LineFault)) throw error;
    if (!pass) throw new UnusableInput(error.sentence);
    return { finding: pass.verifier.broken(error), summary: pass.verifier.summary() };
  }
  if (!pass) throw new UnusableInput({ vi: 'Tệp trống.', en: 'The file is empty.' });
  return { finding: pass.verifier.finish(), summary: pass.verifier.summary() };
}

interface Pass {
  readonly verifier: LogVerifier;
  readonly total: number;
}

function begin(line: string, trust: Trust, options: LinesOptions): Pass {
  const header = parseHeader(line);
  options.sink?.begin(header);
  return { verifier: new LogVerifier(header, trust, options), total: header.size };
}

function acceptAll(lines: readonly string[], verifier: LogVerifier): Finding | null {
  for (const line of lines) {
    const finding = verifier.accept(line);
    if (finding) return finding;
  }
  return null;
}
