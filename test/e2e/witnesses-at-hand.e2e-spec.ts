import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import {
  cosign,
  formatSignatureLine,
  formatVerifierKey,
  generateSignerKey,
  parseNote,
  parseSignerKey,
} from '#libs/log-format';

import { checkpointNote, checkpointSizes } from '../kit/checkpoints.js';
import { copyOfData } from '../kit/data-copies.js';
import { Diagnosis } from '../kit/diagnosis.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, Program, runCli } from '../kit/programs.js';
import { readyOf, RunningService } from '../kit/service.js';

const another = formatVerifierKey(generateSignerKey('totrinh/witness', 'cosignature'));

/** A log that a service has sealed, and a witness of it that has cosigned all. */
let dataDir: string;
let folder: string;
let vkey: string;
let key: string;
const others: Server[] = [];

beforeAll(async () => {
  dataDir = newDirectory();
  folder = newDirectory();
  await RunningService.once(dataDir, { TOTRINH_DEMO: 'off' });
  vkey = (await runCli(['keys', 'list'], { TOTRINH_DATA_DIR: dataDir })).stdout.trim();
  const { witness, url } = await witnessing();
  const env = { TOTRINH_DEMO: 'off', TOTRINH_WITNESSES: `${url}=${key}` };
  await RunningService.once(dataDir, env);
  await witness.interrupt();
});
afterEach(async () => {
  for (const server of others.splice(0)) server.close();
  await endPrograms();
});
afterAll(removeDirectories);

async function witnessing() {
  const { witness, address } = await witnessOf([vkey], folder);
  const [url = '', said = ''] = address.split(/=(.*)/s);
  key = said;
  return { witness, url };
}

async function witnessOf(logs: readonly string[], place: string) {
  const files = ['--state', join(place, 'state'), '--key', join(place, 'key')];
  const known = logs.flatMap((log) => ['--log', log]);
  const witness = new Program('cli', { args: ['witness', '--port', '0', ...known, ...files] });
  const [address] = await witness.says(/^http:[^=]+=\S+$/m);
  return { witness, address };
}

const doctor = (...witnesses: readonly string[]) =>
  Diagnosis.of({ TOTRINH_DATA_DIR: dataDir, TOTRINH_WITNESSES: witnesses.join(' ') });

/** An address where nobody listens any more. */
async function nowhere(): Promise<string> {
  const url = await answering(500);
  others.pop()?.close();
  return url;
}

/** The address of a program that answers everybody in one way. */
async function answering(status: number, body = 'no\n'): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(status).end(body));
  });
  others.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the doctor, asked about witnesses', () => {
  it('is content where each signs with its key, and takes it no further', async () => {
    const { url } = await witnessing();
    const before = readFileSync(join(folder, 'state'), 'utf8');
    const found = await doctor(`${url}=${key}`);
    expect([found.code, found.complaints]).toEqual([0, []]);
    expect(found.check('witnesses')).toMatchObject({
      sentence: '1/1 bên chứng kiến trả lời và ký đúng.',
      more: [expect.stringMatching(/^Bên chứng kiến totrinh\/witness trả lời và ký đúng, đến/)],
    });
    expect(readFileSync(join(folder, 'state'), 'utf8')).toBe(before);
  });

  it('says nothing of witnesses where there are none', async () => {
    expect((await doctor()).check('witnesses')).toBeUndefined();
  });

  it('warns of one that cannot be reached, and goes on to the next', async () => {
    const { url } = await witnessing();
    const found = await doctor(`${await nowhere()}=${another}`, `${url}=${key}`);
    expect([found.code, found.complaints]).toEqual([0, ['witnesses: warning']]);
    expect(found.check('witnesses')).toMatchObject({
      sentence: '1/2 bên chứng kiến trả lời và ký đúng.',
      more: [
        expect.stringMatching(/^Không hỏi được bên chứng kiến .+ ở http:\S+: .+ECONNREFUSED/),
        expect.stringContaining('trả lời và ký đúng'),
      ],
    });
  });

  it.each([
    ['refuses', 403, 'warning', 'trả lời mà không ký: không nhận chữ ký của sổ (HTTP 403)'],
    ['does not know the log', 404, 'warning', 'trả lời mà không ký: không biết sổ này (HTTP 404)'],
    ['is out of order', 500, 'warning', 'trả lời mà không ký: từ chối (HTTP 500)'],
    ['has signed another log', 422, 'damage', 'không nhận sổ này là sổ đã xác nhận trước đây'],
    ['signs nothing', 200, 'failure', 'chữ ký không đúng khóa của bên đó (totrinh/witness)'],
  ])('tells one that %s', async (_what, status, outcome, words) => {
    const found = await doctor(`${await answering(status)}=${another}`);
    expect(found.complaints).toEqual([`witnesses: ${outcome}`]);
    expect(found.code).toBe({ warning: 0, failure: 1, damage: 3 }[outcome]);
    expect(found.check('witnesses')?.more).toEqual([expect.stringContaining(words)]);
  });

  it('tells one that signs with another key than the one it was told', async () => {
    const { url } = await witnessing();
    const found = await doctor(`${url}=${another}`);
    expect([found.code, found.complaints]).toEqual([1, ['witnesses: failure']]);
  });

  it('tells one that gives out a cosignature of long ago', async () => {
    const signer = parseSignerKey(readFileSync(join(folder, 'key'), 'utf8').trim());
    const { text } = parseNote(checkpointNote(dataDir, checkpointSizes(dataDir).at(-1) ?? 0));
    const kept = formatSignatureLine(cosign(text, 1_700_000_000, signer));
    const found = await doctor(`${await answering(200, kept)}=${key}`);
    expect([found.code, found.complaints]).toEqual([1, ['witnesses: failure']]);
    expect(found.check('witnesses')?.more?.[0]).toMatch(
      /^Chương trình ở http:\S+ trả lời, nhưng chữ ký cũ hơn giờ máy này quá 1 phút .+giờ máy/,
    );
  });

  it('tells one that has signed more than there is', async () => {
    const found = await doctor(`${await answering(409, '999\n')}=${another}`);
    expect([found.code, found.complaints]).toEqual([3, ['witnesses: damage']]);
    expect(found.check('witnesses')?.more?.[0]).toContain('đã xác nhận 999 sự kiện');
  });

  it('tells one that has signed nothing, or not yet all', async () => {
    const none = await doctor(`${await answering(409, '0\n')}=${another}`);
    expect(none.complaints).toEqual(['witnesses: warning']);
    expect(none.check('witnesses')?.more?.[0]).toContain('chưa ký gì của sổ này');

    const grown = copyOfData(dataDir);
    const env = { TOTRINH_DATA_DIR: grown };
    expect((await runCli(['keys', 'rotate'], env)).code).toBe(0);
    const { url } = await witnessing();
    const before = readFileSync(join(folder, 'state'), 'utf8');
    const behind = await Diagnosis.of({ ...env, TOTRINH_WITNESSES: `${url}=${key}` });
    expect(behind.complaints).toEqual(['witnesses: warning']);
    expect(behind.check('witnesses')?.more?.[0]).toMatch(/ký đúng, nhưng mới đến \d+ trong \d+/);
    expect(readFileSync(join(folder, 'state'), 'utf8')).toBe(before);
  });
});

describe('a key that is exchanged', () => {
  it('is told of to each witness before the old one goes, and who was not is named', async () => {
    const env = { TOTRINH_DATA_DIR: copyOfData(dataDir) };
    const rotated = await runCli(['keys', 'rotate'], env);
    expect(rotated.stderr).toContain('đưa khóa mới cho từng bên để thêm vào --log của họ');
    const keys = rotated.stdout.trim().split('\n');
    const retired = async (logs: readonly string[]) => {
      const { address } = await witnessOf(logs, newDirectory());
      const place = { TOTRINH_DATA_DIR: copyOfData(env.TOTRINH_DATA_DIR) };
      const args = ['keys', 'retire', vkey];
      const { code, stderr } = await runCli(args, { ...place, TOTRINH_WITNESSES: address });
      return [code, stderr.match(/Bên chứng kiến totrinh\/witness chưa nhận khóa mới/g)?.length];
    };
    expect(await retired([vkey])).toEqual([0, 1]);
    expect(await retired(keys)).toEqual([0, undefined]);
  });
});

describe('a service whose witness is away', () => {
  it('is ready all the same, and says which one and since when, as the doctor does', async () => {
    const witnesses = { TOTRINH_WITNESSES: `${await nowhere()}=${key}` };
    const service = await RunningService.start(copyOfData(dataDir), witnesses);
    const ready = await readyOf(service);
    expect(ready).toMatchObject({ http: 200, status: 'ok' });
    const { warnings = [] } = ready as { readonly warnings?: readonly string[] };
    expect(warnings).toEqual([
      expect.stringMatching(
        /^Bên chứng kiến totrinh\/witness không xác nhận sổ; lần cuối \d\d\/.+ECONNREFUSED/,
      ),
    ]);
    const found = await Diagnosis.of({ TOTRINH_DATA_DIR: service.dataDir, ...witnesses });
    expect([found.code, found.complaints]).toEqual([
      ...[0, ['service: warning', 'witnesses: warning']],
    ]);
    expect(found.check('service')?.advice).toContain('totrinh/witness không xác nhận sổ; lần cuối');
  });
});
