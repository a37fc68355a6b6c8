import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, runCli } from '../kit/programs.js';
import { RunningService } from '../kit/service.js';

const VERIFIER = fileURLToPath(new URL('../../dist/verify.mjs', import.meta.url));

interface VerdictSeen {
  readonly ok: boolean;
  readonly events: number;
  readonly root: string;
  readonly signedEvents: number;
  readonly trustsOnFirstUse: boolean;
  readonly finding: null | { readonly check: string; readonly place: { readonly index: number } };
}

let dataDir: string;
let file: string;
let whole: VerdictSeen;

/** The demonstration district, exported while its service runs, and verified where it lies. */
beforeAll(async () => {
  dataDir = newDirectory();
  file = join(newDirectory(), 'so.jsonl');
  const service = await RunningService.start(dataDir, { TOTRINH_DEMO: 'on' });
  const env = { TOTRINH_DATA_DIR: dataDir };
  const live = await runCli(['verify', '--json'], env);
  expect([live.code, live.stderr]).toEqual([0, '']);
  whole = verdictIn(live.stdout);
  expect((await runCli(['export', '--out', file], env)).code).toBe(0);
  await service.stop();
}, 120_000);
afterEach(endPrograms);
afterAll(removeDirectories);

describe('totrinh verify', () => {
  it('says the same of the running service, of the log alone and of an export', async () => {
    expect(whole).toMatchObject({ ok: true, finding: null, trustsOnFirstUse: false });
    const env = { TOTRINH_DATA_DIR: dataDir };
    for (const args of [[], ['--export', file]]) {
      const { code, stdout } = await runCli(['verify', '--json', ...args], env);
      expect(code).toBe(0);
      const { ok, events, root, signedEvents } = verdictIn(stdout);
      expect(ok).toBe(true);
      expect(events).toBeGreaterThanOrEqual(whole.events);
      expect(signedEvents).toBe(events);
      if (events === whole.events) expect(root).toBe(whole.root);
    }
  }, 120_000);

  it('names the first event that was changed, and ends with 3', async () => {
    const lines = readFileSync(file, 'utf8').split('\n');
    const bad = join(newDirectory(), 'sua.jsonl');
    lines[20] = (lines[20] ?? '').replace('"role\\":\\"operator', '"role\\":\\"auditor');
    writeFileSync(bad, lines.join('\n'));
    const { code, stdout } = await runCli(['verify', '--export', bad, '--json']);
    expect(code).toBe(3);
    expect(verdictIn(stdout)).toMatchObject({ ok: false, finding: { check: 'leaf' } });
    const words = await runCli(['verify', '--export', bad]);
    expect(words.stdout).toContain('SỔ KHÔNG TOÀN VẸN');
  }, 120_000);

  it('says in both programs that an export cut off at its end ends early', async () => {
    const cut = join(newDirectory(), 'cut.jsonl');
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, 50);
    writeFileSync(cut, `${lines.join('\n')}\n`);
    const { code, stdout } = await runCli(['verify', '--export', cut]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/Tệp xuất kết thúc sớm: .* trở đi bị thiếu\.\n/);
    expect(stdout).not.toContain('Sự kiện sai');
    const alone = spawnSync(process.execPath, [VERIFIER, cut], { encoding: 'utf8' });
    expect([alone.status, alone.stdout]).toEqual([3, stdout]);
  }, 120_000);

  it.each([
    ['a file that is not there', ['--export', 'khong-co.jsonl']],
    ['a key that is none', ['--vkey', 'khong+phai+khoa']],
    ['a file of keys that is not there', ['--vkey', 'khong-co.key']],
    ['a quorum nobody can reach', ['--quorum', '2']],
  ])(
    'ends with 2 and one sentence for %s',
    async (_what, args) => {
      const { code, stdout, stderr } = await runCli(['verify', '--export', file, ...args]);
      expect([code, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1]);
    },
    60_000,
  );

  it('tells of events that nobody signed, and ends with 3 where that is not enough', async () => {
    const tail = withoutLastCheckpoint();
    expect((await runCli(['verify', '--export', tail])).code).toBe(0);
    const { code, stdout } = await runCli(['verify', '--export', tail, '--require-signed']);
    expect(code).toBe(3);
    expect(stdout).toContain('SỔ KHÔNG TOÀN VẸN (unsigned)');
    expect((await runCli(['verify', '--export', file, '--require-signed'])).code).toBe(0);
  }, 120_000);

  it('finds no log where there is none', async () => {
    const env = { TOTRINH_DATA_DIR: newDirectory() };
    expect((await runCli(['verify'], env)).code).toBe(10);
    const { code, stdout } = await runCli(['verify', '--json'], env);
    expect([code, verdictIn(stdout)]).toMatchObject([10, { ok: false, finding: null }]);
  }, 120_000);
});

describe('a data directory without its log', () => {
  it('is no whole log, but a lost one, where checkpoints say that there was one', async () => {
    const env = { TOTRINH_DATA_DIR: newDirectory() };
    cpSync(join(dataDir, 'checkpoints'), join(env.TOTRINH_DATA_DIR, 'checkpoints'), {
      recursive: true,
    });
    const json = await runCli(['verify', '--json'], env);
    expect([json.code, verdictIn(json.stdout).finding?.check]).toEqual([3, 'log-file']);
    const { code, stdout, stderr } = await runCli(['verify'], env);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/thiếu tệp .*log\.db, mà điểm niêm phong bên cạnh đã ký \d+ sự kiện/);
  }, 120_000);

  it('had none where its checkpoints are as empty', async () => {
    const env = { TOTRINH_DATA_DIR: newDirectory() };
    mkdirSync(join(env.TOTRINH_DATA_DIR, 'checkpoints'));
    expect((await runCli(['verify'], env)).code).toBe(10);
  }, 120_000);
});

describe('totrinh export', () => {
  it('ends with 2 and one sentence where a directory has the name, and writes nothing', async () => {
    const out = newDirectory();
    const exported = await runCli(['export', '--out', out], { TOTRINH_DATA_DIR: dataDir });
    expect(exported).toMatchObject({ code: 2, stdout: '' });
    expect(exported.stderr).toBe(`${out} là một thư mục: --out cần tên một tệp.\n`);
    expect([readdirSync(out), existsSync(`${out}.part`)]).toEqual([[], false]);
  }, 120_000);
});

describe('totrinh export, where the file is there already', () => {
  it('leaves it as it is, unless it is told to take its place', async () => {
    const out = join(newDirectory(), 'so.jsonl');
    const older = readFileSync(file, 'utf8').slice(0, 500);
    writeFileSync(out, older);
    const env = { TOTRINH_DATA_DIR: dataDir };
    const refused = await runCli(['export', '--out', out], env);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toBe(
      `Đã có tệp ${out}: hãy chọn tên khác, hoặc thêm --force để ghi đè.\n`,
    );
    expect(readFileSync(out, 'utf8')).toBe(older);
    expect((await runCli(['export', '--out', out, '--force'], env)).code).toBe(0);
    expect(readFileSync(out, 'utf8').length).toBe(readFileSync(file, 'utf8').length);
    expect(existsSync(`${out}.part`)).toBe(false);
  }, 120_000);
});

describe('totrinh import', () => {
  it('brings the same log into an empty data directory, and into no other', async () => {
    const env = { TOTRINH_DATA_DIR: newDirectory() };
    expect((await runCli(['import', file], env)).code).toBe(0);
    for (const made of ['log.db', 'keys.db']) {
      const { mode } = statSync(join(env.TOTRINH_DATA_DIR, made));
      expect([made, mode & 0o077]).toEqual([made, 0]);
    }
    const { stdout } = await runCli(['verify', '--json'], env);
    const exported = await runCli(['verify', '--json', '--export', file]);
    expect(verdictIn(stdout)).toEqual(verdictIn(exported.stdout));
    expect((await runCli(['import', file], env)).code).toBe(5);
  }, 120_000);

  it('gives the keys up that did not come along: only one to seal with is missed', async () => {
    const dataDir = newDirectory();
    expect((await runCli(['import', file], { TOTRINH_DATA_DIR: dataDir })).code).toBe(0);
    const { url } = await RunningService.start(dataDir, { TOTRINH_DEMO: 'off' });
    const response = await fetch(`${url}/health/ready`);
    const warnings = [expect.stringContaining('totrinh keys rotate')];
    const answer: unknown = await response.json();
    expect(answer).toEqual({ status: 'ok', position: expect.any(Number), warnings });
  }, 120_000);

  it('leaves nothing of an export that does not verify', async () => {
    const bad = join(newDirectory(), 'cat.jsonl');
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(bad, `${lines.slice(0, 60).join('\n')}\n`);
    const env = { TOTRINH_DATA_DIR: newDirectory() };
    expect((await runCli(['import', bad], env)).code).toBe(3);
    expect((await runCli(['verify'], env)).code).toBe(10);
  }, 120_000);
});

describe('verify.mjs, alone in an empty directory', () => {
  it('needs no packages and says the same', async () => {
    const dir = newDirectory();
    copyFileSync(VERIFIER, join(dir, 'verify.mjs'));
    copyFileSync(file, join(dir, 'so.jsonl'));
    const exported = await runCli(['verify', '--json', '--export', file]);
    const alone = alike(dir, ['so.jsonl', '--json']);
    expect(alone).toMatchObject({ status: 0, stderr: '' });
    expect(verdictIn(alone.stdout)).toEqual(verdictIn(exported.stdout));
    writeFileSync(
      join(dir, 'so.jsonl'),
      readFileSync(file, 'utf8').replace('"time":"2', '"time":"1'),
    );
    expect(alike(dir, ['so.jsonl']).status).toBe(3);
    expect(alike(dir, ['verify.mjs']).status).toBe(2);
  }, 120_000);

  it.each([
    [['--khac'], 'Không có tùy chọn --khac.'],
    [['so.jsonl', '--vkey'], 'Tùy chọn --vkey cần một giá trị đi kèm.'],
    [['so.jsonl', '--json=1'], 'Tùy chọn --json không nhận giá trị nào.'],
    [['so.jsonl', 'khac.jsonl'], 'Thừa tham số: lệnh này nhận 1, đã nêu 2.'],
    [[], 'Thiếu tên tệp xuất.'],
  ])('refuses in Vietnamese: %j', (args, sentence) => {
    const dir = newDirectory();
    copyFileSync(VERIFIER, join(dir, 'verify.mjs'));
    const { status, stdout, stderr } = alike(dir, args);
    expect([status, stdout, stderr.split('\n')[0]]).toEqual([2, '', sentence]);
    expect(stderr).toMatch(/^Cách dùng: /m);
  });

  it('ends with 3 for events that nobody signed, where that is asked for', () => {
    const dir = newDirectory();
    copyFileSync(VERIFIER, join(dir, 'verify.mjs'));
    copyFileSync(withoutLastCheckpoint(), join(dir, 'tail.jsonl'));
    copyFileSync(file, join(dir, 'so.jsonl'));
    expect(alike(dir, ['tail.jsonl']).status).toBe(0);
    expect(alike(dir, ['tail.jsonl', '--require-signed']).status).toBe(3);
    expect(alike(dir, ['so.jsonl', '--require-signed']).status).toBe(0);
  }, 120_000);

  it('imports from Node alone', () => {
    const imported = [...readFileSync(VERIFIER, 'utf8').matchAll(/^import .* from "(.*)";$/gm)];
    expect(imported.map(([, from]) => from).sort()).toEqual([
      'node:crypto',
      'node:fs',
      'node:util',
      'node:v8',
    ]);
  });
});

/** The export without its last seal: its last events are then signed by nobody. */
function withoutLastCheckpoint(): string {
  const lines = readFileSync(file, 'utf8').split('\n');
  lines.splice(
    lines.findLastIndex((line) => line.startsWith('{"checkpoint"')),
    1,
  );
  const tail = join(newDirectory(), 'chua-ky.jsonl');
  writeFileSync(tail, lines.join('\n'));
  return tail;
}

function alike(cwd: string, args: readonly string[]) {
  return spawnSync(process.execPath, ['verify.mjs', ...args], { cwd, encoding: 'utf8', env: {} });
}

function verdictIn(stdout: string): VerdictSeen {
  return JSON.parse(stdout) as VerdictSeen;
}
