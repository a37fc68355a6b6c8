import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';

import {
  counted,
  linesOfFile,
  trustFrom,
  UnusableInput,
  verdictAnswer,
  verdictWords,
  verifyLines,
} from '#libs/audit';

import { argumentWords, fileCountWords } from './argument-words.js';

// The verifier as one file that needs nothing but Node: for whoever trusts neither our packages
// nor our machines. It is built from the very sources that `totrinh verify` runs.

const EXIT = { ok: 0, error: 1, usage: 2, integrity: 3 } as const;
const PROGRESS_MS = 200;

const USAGE = `Cách dùng: node verify.mjs <tệp xuất> [--vkey khóa] [--witness khóa] [--quorum số]
           [--old-checkpoint tệp] [--require-signed] [--json]
Kiểm tra một tệp xuất của Tờ Trình mà không cần mạng hay gói nào khác.
--vkey, --witness và --old-checkpoint lặp lại được; khóa có thể là tên tệp có khóa.
--require-signed: sự kiện sau điểm niêm phong cuối cũng là lỗi, mã 3.
Mã kết thúc: 0 toàn vẹn · 3 không toàn vẹn · 2 không kiểm tra được · 1 lỗi.
`;

// A million events in 250 MB; Node by itself would let its young garbage grow by 70 MB more.
setFlagsFromString('--semi-space-growth-factor=1');
// Whoever reads no further, as `head` does, still gets the code of what was found.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await run(process.argv.slice(2));

async function run(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        vkey: { type: 'string', multiple: true, default: [] },
        witness: { type: 'string', multiple: true, default: [] },
        quorum: { type: 'string' },
        'old-checkpoint': { type: 'string', multiple: true, default: [] },
        'require-signed': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      process.stderr.write(USAGE);
      return EXIT.ok;
    }
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) {
      process.stderr.write(`${fileCountWords(positionals.length)}\n${USAGE}`);
      return EXIT.usage;
    }
    const { vkey, witness, quorum } = values;
    const trust = trustFrom({ vkey, witness, quorum, oldCheckpoint: values['old-checkpoint'] });
    const verdict = await verifyLines(linesOfFile(file), trust, {
      progress: progressBar(),
      requireSigned: values['require-signed'],
    });
    const said = values.json ? JSON.stringify(verdictAnswer(verdict)) : verdictWords(verdict);
    process.stdout.write(`${said}\n`);
    return verdict.finding ? EXIT.integrity : EXIT.ok;
  } catch (error) {
    return explain(error);
  }
}

function explain(error: unknown): number {
  if (error instanceof UnusableInput) {
    process.stderr.write(`${error.sentence.vi}\n${error.sentence.en}\n`);
    return EXIT.usage;
  }
  const refused = argumentWords(error);
  process.stderr.write(refused === null ? `${String(error)}\n` : `${refused}\n${USAGE}`);
  return refused === null ? EXIT.error : EXIT.usage;
}

function progressBar(): (done: number, total: number) => void {
  let next = 0;
  return (done, total) => {
    if (!process.stderr.isTTY || (done < total && performance.now() < next)) return;
    next = performance.now() + PROGRESS_MS;
    const end = done >= total ? '\n' : '';
    const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
    process.stderr.write(
      `\r\u001b[K${percent}% · ${counted(done)}/${counted(total)} sự kiện${end}`,
    );
  };
}
