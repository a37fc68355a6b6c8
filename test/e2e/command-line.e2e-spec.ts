import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { formatVerifierKey, generateSignerKey } from '#libs/log-format';

import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, runCli } from '../kit/programs.js';
import { RunningService, serviceProgram } from '../kit/service.js';

const vkey = formatVerifierKey(generateSignerKey('so-noi-vu.example/totrinh/0001', 'note'));
const witnessKey = formatVerifierKey(generateSignerKey('witness.example/w1', 'cosignature'));

let folder: string;
let file: string;
beforeEach(() => {
  folder = newDirectory();
  file = join(folder, 'tep');
  writeFileSync(file, 'một tệp khác\n');
});
afterEach(async () => {
  await endPrograms();
  removeDirectories();
});

/** The one sentence a command ends with, and its code. */
async function refusal(args: readonly string[], env = {}) {
  const { code, stdout, stderr } = await runCli(args, env);
  expect([args, stdout]).toEqual([args, '']);
  expect(stderr).not.toMatch(/Error|ENOTDIR: |EISDIR: |\bat \S+ \(/);
  return [code, stderr.trimEnd()];
}

describe('a data directory that is a file', () => {
  it('is a sentence of every command, and of the service', async () => {
    const sentence =
      `TOTRINH_DATA_DIR: ${file} là một tệp, không phải thư mục. ` +
      'Hãy đặt TOTRINH_DATA_DIR thành một thư mục.';
    const env = { TOTRINH_DATA_DIR: file };
    for (const args of [['verify'], ['doctor'], ['erasures'], ['restore', '--from', folder]])
      expect(await refusal(args, env)).toEqual([2, sentence]);
    for (const args of [['import', file], ['log'], ['keys', 'list'], ['scenario', 'vinh-thinh']])
      expect(await refusal(args, { TOTRINH_DATA_DIR: join(file, 'data') })).toEqual([2, sentence]);
    const { code, stderr } = await serviceProgram(file).ended;
    expect([code, stderr]).toEqual([2, `${sentence}\n`]);
  });
});

describe('totrinh receipt check', () => {
  const check = (path: string) => refusal(['receipt', 'check', path, '--vkey', vkey]);

  it('ends with 2 for what is no receipt, or cannot be read', async () => {
    const none = `${file} không phải giấy biên nhận: cần tệp .tlog-proof như hệ thống đã giao.`;
    expect(await check(file)).toEqual([2, none]);
    expect(await check(`${file}.x`)).toEqual([2, `${file}.x: không có tệp này.`]);
    expect(await check(folder)).toEqual([2, `${folder}: không phải tệp thường, cần tên một tệp.`]);
    const keyless = await refusal(['receipt', 'check', file, '--vkey', folder]);
    expect(keyless).toEqual([2, expect.stringMatching(/^\S+ không phải tệp thường \(là thư mục/)]);
  });

  it('takes its keys one by one, so that the file may come last', async () => {
    const none = `${file} không phải giấy biên nhận: cần tệp .tlog-proof như hệ thống đã giao.`;
    const keys = ['--vkey', vkey, '--vkey', vkey];
    expect(await refusal(['receipt', 'check', ...keys, file])).toEqual([2, none]);
    const [code, said] = await refusal(['receipt', 'check', ...keys]);
    expect([code, said]).toEqual([2, expect.stringMatching(/^Thiếu tham số <tệp>/)]);
  });

  it('ends with 2 for a quorum that nobody can reach', async () => {
    const quorum = async (...args: readonly string[]) =>
      (await refusal(['receipt', 'check', file, '--vkey', vkey, ...args])).map((said) =>
        String(said).split('\n', 1).join(),
      );
    const witness = ['--witness', witnessKey];
    const one = '--quorum nhiều nhất là 1, số khóa chứng kiến đã đưa.';
    expect(await quorum(...witness, '--quorum', '5')).toEqual(['2', one]);
    const none = 'Chưa đưa khóa của bên chứng kiến nào: --quorum cần thêm --witness.';
    expect(await quorum('--quorum', '1')).toEqual(['2', none]);
    const reachable = await quorum(...witness, '--quorum', '1');
    expect(reachable).toEqual(['2', expect.stringContaining('không phải giấy biên nhận')]);
  });

  it('wants one witness of those named, as verify does, and none where that is said', async () => {
    const path = new URL('../golden/log-format-v1/example.json', import.meta.url);
    const {
      receiptOfLeaf1,
      logKey,
      witnessKey: cosigner,
    } = JSON.parse(readFileSync(path, 'utf8')) as Record<
      'logKey' | 'witnessKey',
      { vkey: string }
    > & { receiptOfLeaf1: string };
    writeFileSync(file, receiptOfLeaf1);
    const witnessed = (...args: readonly string[]) =>
      runCli(['receipt', 'check', file, '--vkey', logKey.vkey, ...args]);
    const good = await witnessed('--witness', witnessKey, '--witness', cosigner.vkey);
    expect([good.code, good.stdout]).toEqual([0, expect.stringContaining('; 1 bên chứng kiến')]);
    const alone = await witnessed('--witness', witnessKey);
    expect([alone.code, alone.stdout]).toEqual([3, '']);
    expect(alone.stderr).toMatch(/không đủ chữ ký đúng .* --quorum/);
    for (const args of [[], ['--witness', witnessKey, '--quorum', '0']])
      expect(await witnessed(...args)).toMatchObject({ code: 0 });
    const other = formatVerifierKey(generateSignerKey('so-khac.example/totrinh/0002', 'note'));
    const [code, said] = await refusal(['receipt', 'check', file, '--vkey', other]);
    expect(code).toBe(3);
    expect(said).toMatch(
      / của sổ so-noi-vu\S+, còn khóa đã đưa \(--vkey\) là của sổ so-khac\S+\.$/,
    );
  });

  it('ends with 3 for one that was damaged', async () => {
    writeFileSync(file, 'c2sp.org/tlog-proof@v1\nindex 1\n');
    const [code, sentence] = await check(file);
    expect([code, sentence]).toEqual([
      3,
      'Giấy biên nhận không đúng: nội dung tệp đã hỏng hoặc bị sửa.',
    ]);
  });
});

describe('totrinh witness', () => {
  const witness = (changed: Readonly<Record<string, string>>) => {
    const usual = { state: join(folder, 'state'), key: join(folder, 'key'), port: '0', log: vkey };
    const options = Object.entries({ ...usual, ...changed });
    return refusal(['witness', ...options.flatMap(([name, value]) => [`--${name}`, value])]);
  };

  it.each(['state', 'key'])('wants a file for --%s, and makes nothing otherwise', async (name) => {
    const beside = join(folder, 'beside');
    mkdirSync(beside);
    expect(await witness({ [name]: beside })).toEqual([
      2,
      `--${name} ${beside}: là một thư mục, phải là tên một tệp.`,
    ]);
    const nowhere = join(folder, 'nowhere');
    expect(await witness({ [name]: join(nowhere, 'a') })).toEqual([
      2,
      `--${name} ${join(nowhere, 'a')}: chưa có thư mục ${nowhere}. Hãy tạo thư mục này trước.`,
    ]);
    expect(readdirSync(folder).sort()).toEqual(['beside', 'tep']);
  });

  it.each(['state', 'key'])('waits for nobody where --%s is a pipe', async (name) => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const sentence = `--${name} ${pipe}: không phải tệp thường, cần tên một tệp.`;
    expect(await witness({ [name]: pipe })).toEqual([2, sentence]);
  });

  it('names its own option where the port is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const port = String((holder.address() as AddressInfo).port);
    const said = await witness({ port });
    await new Promise((closed) => holder.close(closed));
    const sentence = `Cổng ${port} đã có chương trình khác dùng: hãy chọn cổng khác bằng --port.`;
    expect([said[0], String(said[1]).split('\n').at(-1)]).toEqual([2, sentence]);
  });

  it.each([
    ['port', 'abc', 'phải là số cổng từ 0 đến 65535'],
    ['port', '65536', 'phải là số cổng từ 0 đến 65535'],
    ['log', 'khóa', 'không phải khóa kiểm của sổ'],
  ])('refuses --%s %s', async (name, value, words) => {
    const [code, sentence] = await witness({ [name]: value });
    expect([code, sentence]).toEqual([2, expect.stringContaining(`--${name} ${value}: ${words}`)]);
    expect(existsSync(join(folder, 'key'))).toBe(false);
  });

  it('refuses a key and a state that are none', async () => {
    expect(await witness({ state: file })).toEqual([
      2,
      expect.stringMatching(/^--state .+ hoặc đã hỏng\. Hãy trả bản mới nhất .+ --new-state\.$/m),
    ]);
  });
});

describe('a Redis that REDIS_URL names and that is not there', () => {
  it('is told at the start, by its place; the service runs on', async () => {
    const env = { TOTRINH_DEMO: 'off', REDIS_URL: 'redis://:pa55@127.0.0.1:1' };
    const { program, url } = await RunningService.start(folder, env);
    await program.warns(/^Không kết nối được với Redis ở 127\.0\.0\.1:1 \(ECONNREFUSED\): .*\n/);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect(program.stderr).not.toContain('pa55');
  });
});
