import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import {
  consistencyProof,
  EMPTY_ROOT,
  formatAddCheckpoint,
  formatSignatureLine,
  generateSignerKey,
  leafHash,
  openCheckpoint,
  rootAt,
  signCheckpoint,
  subtreesOf,
  withCosignatures,
} from '#libs/log-format';

import { serveWitness, type WitnessServer } from './server.js';
import { StateFile } from './state-file.js';
import { Witness } from './witness.js';

const ORIGIN = 'so-noi-vu.example/totrinh/0001';
const OTHER = 'so-noi-vu.example/totrinh/0002';
const logKey = generateSignerKey(ORIGIN, 'note');
const otherKey = generateSignerKey(OTHER, 'note');
const witnessKey = generateSignerKey('kiem-tra.example/w1', 'cosignature');
const NOON = 1_700_000_000;

const leaves = Buffer.concat(Array.from({ length: 20 }, (_, n) => leafHash(Buffer.from(`${n}`))));
const tree = subtreesOf((first, count) => leaves.subarray(first * 32, (first + count) * 32));
const root = (size: number) => (size === 0 ? EMPTY_ROOT : rootAt(tree, size));

function note(size: number, { signer = logKey, origin = ORIGIN, fork = false } = {}): string {
  const head = fork ? Buffer.alloc(32, 1) : root(size);
  return signCheckpoint({ origin, size, root: head }, [signer]);
}

function request(old: number, size: number, checkpoint = note(size)): string {
  const proof = old <= size ? consistencyProof(tree, old, size) : [];
  return formatAddCheckpoint({ oldSize: old, proof, checkpoint });
}

let folder: string;
let server: WitnessServer;
let told: string[];
beforeEach(async () => {
  told = [];
  folder = mkdtempSync(join(tmpdir(), 'totrinh-witness-'));
  server = await start();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const stateFile = () => join(folder, 'state');

function start(): Promise<WitnessServer> {
  const state = existsSync(stateFile()) ? new StateFile(stateFile()) : StateFile.begin(stateFile());
  const logs = [logKey, otherKey];
  const report = ({ message }: Error) => void told.push(message);
  const witness = new Witness({ key: witnessKey, logs, state, now: () => NOON, report });
  return serveWitness(witness, { host: '127.0.0.1', port: 0 });
}

async function restart(): Promise<void> {
  await server.close();
  server = await start();
}

async function post(body: string | Uint8Array, path = '/add-checkpoint', method = 'POST') {
  const response = await fetch(`${server.url}${path}`, {
    method,
    ...(method === 'POST' && { body: body as string }),
  });
  const type = response.headers.get('content-type');
  return { status: response.status, type, body: await response.text() };
}

async function expectCosigned(body: string, checkpoint: string): Promise<void> {
  const answer = await post(body);
  expect(answer.status).toBe(200);
  const cosigned = withCosignatures(checkpoint, answer.body, [witnessKey]);
  const keys = { origin: ORIGIN, log: [logKey], witnesses: [witnessKey] };
  const times = openCheckpoint(cosigned, keys).cosignatures.map(({ time }) => time);
  expect(times).toEqual([NOON]);
}

describe('a witness', () => {
  it('cosigns the first checkpoint of a log, and what goes on from it', async () => {
    await expectCosigned(request(0, 5), note(5));
    await expectCosigned(request(5, 13), note(13));
    await expectCosigned(request(13, 13), note(13));
  });

  it('cosigns an empty log, and what comes after', async () => {
    await expectCosigned(request(0, 0), note(0));
    await expectCosigned(request(0, 5), note(5));
  });

  it('says with 409 what size it holds', async () => {
    await post(request(0, 5));
    for (const body of [request(0, 13), request(4, 13), request(7, 13), request(3, 3)])
      expect(await post(body)).toEqual({ status: 409, type: 'text/x.tlog.size', body: '5\n' });
  });

  it('says so with 409 also of a log it never saw', async () => {
    expect(await post(request(5, 13))).toMatchObject({ status: 409, body: '0\n' });
  });

  it.each([
    ['is no request', () => 'not a request'],
    ['has no checkpoint', () => 'old 0\n\n'],
    ['is not UTF-8', () => Buffer.from([0xff, 0xfe, 0x0a])],
    ['has an old size with a zero in front', () => request(0, 5).replace('old 0', 'old 00')],
    ['has an old size above the checkpoint', () => request(0, 5).replace('old 0', 'old 6')],
    ['has a proof that is no hash', () => request(0, 5).replace('old 0\n', 'old 0\nabc\n')],
  ])('refuses with 400 a body that %s', async (_what, body) => {
    expect((await post(body())).status).toBe(400);
  });

  it('refuses with 404 a log it does not know', async () => {
    const stranger = 'so-khac.example/totrinh/9';
    const signer = generateSignerKey(stranger, 'note');
    expect((await post(request(0, 5, note(5, { signer, origin: stranger })))).status).toBe(404);
  });

  it('refuses with 403 what no key of the log signed', async () => {
    const signer = generateSignerKey(ORIGIN, 'note');
    expect((await post(request(0, 5, note(5, { signer })))).status).toBe(403);
    const byOther = generateSignerKey(OTHER, 'note');
    expect((await post(request(0, 5, note(5, { signer: byOther })))).status).toBe(403);
  });

  it('refuses with 422 what does not go on from what it cosigned', async () => {
    await post(request(0, 5));
    expect((await post(request(5, 13, note(13, { fork: true })))).status).toBe(422);
    const lame = formatAddCheckpoint({ oldSize: 5, proof: [], checkpoint: note(13) });
    expect((await post(lame)).status).toBe(422);
    const [proof, checkpoint] = [[root(3)], note(5)];
    const needless = formatAddCheckpoint({ oldSize: 5, proof, checkpoint });
    expect((await post(needless)).status).toBe(422);
    await expectCosigned(request(5, 13), note(13));
  });

  it('refuses with 409 another tree of the size that it cosigned, and names no size', async () => {
    await post(request(0, 5));
    const answer = await post(request(5, 5, note(5, { fork: true })));
    expect(answer).toMatchObject({ status: 409, type: 'text/plain; charset=utf-8' });
    expect(answer.body).not.toMatch(/\d/);
    await expectCosigned(request(5, 5), note(5));
  });

  it('refuses with 422 a proof where there is nothing to prove', async () => {
    const proof = [root(3)];
    const body = formatAddCheckpoint({ oldSize: 0, proof, checkpoint: note(5) });
    expect((await post(body)).status).toBe(422);
  });

  it('answers at one address, to one method', async () => {
    expect((await post(request(0, 5), '/elsewhere')).status).toBe(404);
    expect((await post('', '/add-checkpoint', 'GET')).status).toBe(405);
    expect((await post('x'.repeat(1_200_000))).status).toBe(413);
  });
});

describe('whoever runs a witness', () => {
  const lame = (size: number, checkpoint = note(size)) =>
    formatAddCheckpoint({ oldSize: 5, proof: [root(3)], checkpoint });
  beforeEach(() => post(request(0, 5)));

  it('is told that the log has signed two trees of one size, whatever proof comes with it', async () => {
    const checkpoint = note(5, { fork: true });
    for (const body of [request(5, 5, checkpoint), lame(5, checkpoint)]) await post(body);
    expect(told).toEqual([
      expect.stringMatching(
        /^Sổ so-noi-vu\S+ đã ký hai cây khác nhau cùng 5 sự kiện: sổ đã bị sửa/,
      ),
    ]);
    expect(told[0]?.endsWith(checkpoint)).toBe(true);
  });

  it('is told nothing where what was cosigned comes with a needless proof', async () => {
    expect((await post(lame(5))).status).toBe(422);
    const proof = [root(3)];
    const other = note(13, { signer: otherKey, origin: OTHER });
    expect((await post(formatAddCheckpoint({ oldSize: 0, proof, checkpoint: other }))).status).toBe(
      422,
    );
    expect(told).toEqual([]);
  });

  it('is told once, and of no guilt, of what is not shown to go on', async () => {
    for (const size of [13, 13, 14, 13]) expect((await post(lame(size))).status).toBe(422);
    expect(told).toEqual([
      expect.stringMatching(/^Có yêu cầu ký điểm niêm phong 13 sự kiện của sổ so-noi-vu/),
      expect.stringMatching(/^Có yêu cầu ký điểm niêm phong 14 sự kiện của sổ so-noi-vu/),
    ]);
    expect(told.join('')).not.toContain('bị sửa');
  });

  it('is shown what the log signed, and no line of anybody else', async () => {
    const [line = ''] = note(13).split('\n').slice(-2);
    const junk = formatSignatureLine({ name: 'x', id: '01020304', bytes: Buffer.alloc(70_000, 1) });
    await post(lame(13, `${note(13)}${junk}${`${line}\n`.repeat(50)}`));
    expect(told).toHaveLength(1);
    expect(told[0]?.endsWith(`Điểm đó là:\n${note(13)}`)).toBe(true);
  });

  it('is told of so many only, until the witness can go on', async () => {
    for (let fill = 0; fill < 110; fill++) {
      const head = { origin: ORIGIN, size: 13, root: Buffer.alloc(32, fill) };
      await post(lame(13, signCheckpoint(head, [logKey])));
    }
    expect(told).toHaveLength(100);
    expect(told.filter((words) => words.endsWith('cho đến khi ký tiếp được sổ.\n'))).toEqual([
      told.at(-1),
    ]);
    await post(request(5, 5, note(5, { fork: true })));
    expect(told.at(-1)).toMatch(/^Sổ so-noi-vu\S+ đã ký hai cây/);
    await expectCosigned(request(5, 14), note(14));
    await post(formatAddCheckpoint({ oldSize: 14, proof: [], checkpoint: note(15) }));
    expect(told.at(-1)).toMatch(/^Có yêu cầu ký điểm niêm phong 15 sự kiện/);
  });
});

describe('what a witness has cosigned', () => {
  it('is on disk before it answers, and known after a restart', async () => {
    await post(request(0, 5));
    expect(readFileSync(stateFile(), 'utf8')).toContain(`${ORIGIN}\n5\n`);
    await restart();
    expect(await post(request(0, 13))).toMatchObject({ status: 409, body: '5\n' });
    await expectCosigned(request(5, 13), note(13));
  });

  it('is not cosigned where it cannot be recorded, which is told', async () => {
    await post(request(0, 5));
    const beside = `${stateFile()}.new`;
    mkdirSync(beside);
    expect(await post(request(5, 13))).toMatchObject({ status: 500 });
    expect(told).toEqual([
      expect.stringMatching(/^Không ghi được tệp nhớ \(EISDIR\), nên không ký/),
    ]);
    rmSync(beside, { recursive: true });
    await expectCosigned(request(5, 9), note(9));
  });

  it('is kept log by log', async () => {
    await post(request(0, 5));
    await post(request(0, 13, note(13, { signer: otherKey, origin: OTHER })));
    await restart();
    expect(await post(request(0, 20))).toMatchObject({ body: '5\n' });
    const more = request(0, 20, note(20, { signer: otherKey, origin: OTHER }));
    expect(await post(more)).toMatchObject({ body: '13\n' });
  });

  it('goes to one of two that come at once from the same size', async () => {
    await post(request(0, 5));
    const answers = await Promise.all([post(request(5, 13)), post(request(5, 9))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});
