import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { Instant } from '#libs/domain';
import {
  cosign,
  formatSignatureLine,
  generateSignerKey,
  parseAddCheckpoint,
  parseNote,
  type AddCheckpoint,
  type VerifierKey,
} from '#libs/log-format';

import { CheckpointBook, checkpointName } from '../checkpoint-book.js';
import type { Seals } from '../seals.js';
import { SampleLog } from '../testing/sample-log.js';

const NOW = Math.floor(Date.now() / 1_000);
const key = generateSignerKey('kiem-tra', 'cosignature');
const LOG_AHEAD: unknown = expect.stringContaining('giờ sau giờ của bên đó quá 1 phút');

interface Answer {
  readonly status: number;
  readonly body: string;
}

const at = (seconds: number) => new Date(seconds * 1_000).toISOString() as Instant;
const saying =
  (status: number, body = 'no\n') =>
  () => ({ status, body });
const signingWith =
  (signer = key, times = [NOW]) =>
  ({ checkpoint }: AddCheckpoint): Answer => {
    const lines = times.map((time) => cosign(parseNote(checkpoint).text, time, signer));
    return { status: 200, body: lines.map(formatSignatureLine).join('') };
  };

let log: SampleLog;
let server: Server;
let answer: (request: AddCheckpoint) => Answer;
beforeEach(async () => {
  log = new SampleLog();
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { status, body } = answer(parseAddCheckpoint(Buffer.concat(parts)));
      response.writeHead(status, { connection: 'close' }).end(body);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(async () => {
  await log.remove();
  server.close();
});

const sealing = (...keys: readonly VerifierKey[]): Promise<Seals> => log.sealing(settings(...keys));

function settings(...keys: readonly VerifierKey[]) {
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return { witnesses: [key, ...keys].map((one) => ({ url, key: one })) };
}

/** Seals one event more, and has it brought. */
async function grow(seals: Seals): Promise<void> {
  await log.append(`proposal-${log.store.head().size}`, 'ProposalDrafted');
  await seals.sealNow();
  await seals.stop();
}

async function sealedBefore(said: typeof answer): Promise<Seals> {
  answer = said;
  const seals = await sealing();
  await grow(seals);
  return seals;
}

async function whyAfter(said: typeof answer) {
  const seals = await sealedBefore(said);
  expect(seals.condition.fault).toBeNull();
  return seals.missingWitnesses.map(({ why }) => why);
}

/** Signature lines of a witness on the newest checkpoint. */
const cosignatures = ({ name: witness }: VerifierKey = key) => {
  const { note = '' } = new CheckpointBook(log.book).latest() ?? {};
  return parseNote(note).signatures.filter(({ name }) => name === witness).length;
};

describe('a witness that does not find the log to go on from what it cosigned', () => {
  it.each([
    ['by the status for it', saying(422)],
    ['by that for another tree of a size', ({ oldSize }: AddCheckpoint) => conflict(oldSize)],
    ['by the size that it holds', ({ oldSize }: AddCheckpoint) => conflict(oldSize, '1\n')],
  ])('ends the writing, when it says so %s', async (_how, said) => {
    const seals = await sealedBefore(said);
    expect(seals.condition.fault).toMatchObject({ kind: 'differs' });
    expect(seals.missingWitnesses).toEqual([]);
  });

  /** The first request is from nothing, which says what it holds. */
  const conflict = (oldSize: number, body = 'another tree\n') =>
    saying(409, oldSize === 0 ? `${log.store.head().size}\n` : body)();
});

describe('a witness that has cosigned another size', () => {
  it('is asked from there', async () => {
    const sizes: number[] = [];
    const seals = await sealedBefore((request) => {
      sizes.push(request.oldSize);
      return request.oldSize === 0 ? saying(409, '1\n')() : signingWith()(request);
    });
    await grow(seals);
    expect([sizes.slice(0, 2), seals.condition.fault]).toEqual([[0, 1], null]);
    expect([seals.missingWitnesses, cosignatures()]).toEqual([[], 1]);
  });

  it('is named where it says another one each time', async () => {
    const said = ({ oldSize }: AddCheckpoint) => saying(409, oldSize === 0 ? '1\n' : '0\n')();
    const seals = await sealedBefore(saying(500));
    answer = said;
    await grow(seals);
    expect(seals.missingWitnesses).toMatchObject([{ why: expect.stringContaining('chỗ khác') }]);
  });
});

describe('a witness that does not cosign', () => {
  it.each([
    ['is out of order', saying(500), 'từ chối (HTTP 500)'],
    ['knows no key of the log', saying(403), 'không nhận chữ ký của sổ (HTTP 403)'],
    ['contradicts itself', saying(409, 'no size\n'), 'từ chối (HTTP 409)'],
    ['does not say what it signed', saying(200), 'chữ ký không đúng khóa của bên đó'],
    [
      'signs with another key',
      signingWith(generateSignerKey('kiem-tra', 'cosignature')),
      'chữ ký không đúng khóa của bên đó',
    ],
    [
      'signs at a time that no calendar has',
      signingWith(key, [Number.MAX_SAFE_INTEGER]),
      'chữ ký ghi giờ sau giờ máy này quá 1 phút (đồng hồ một bên sai)',
    ],
    ['answers without end', saying(200, 'x'.repeat(200_000)), 'câu trả lời quá dài'],
  ])('is named and ends nothing, where it %s', async (_how, said, why) => {
    expect(await whyAfter(said)).toEqual([why]);
    expect(log.problems).toContain(`Bên chứng kiến kiem-tra không xác nhận: ${why}.`);
  });

  it('and does not know the log is told from the others', async () => {
    const { missingWitnesses } = await sealedBefore(saying(404));
    expect(missingWitnesses).toMatchObject([{ name: 'kiem-tra', isStranger: true }]);
  });

  it('is named with when it cosigned last, after a restart as well', async () => {
    await sealedBefore(signingWith());
    const last = { since: at(NOW), isStranger: false };
    expect((await sealedBefore(saying(500))).missingWitnesses).toMatchObject([last]);
  });

  it('is asked every minute though the log does not grow, and told of once', async () => {
    const seals = await sealedBefore(saying(500));
    expect(seals.missingWitnesses).toMatchObject([{ since: null }]);
    let asked = 0;
    answer = () => {
      asked += 1;
      return saying(500)();
    };
    log.tick();
    await seals.stop();
    expect([asked, log.problems]).toEqual([1, [expect.stringContaining('HTTP 500')]]);
    answer = (request) => {
      asked += 1;
      return signingWith()(request);
    };
    for (let minute = 1; minute <= 2; minute++) {
      log.tick();
      await seals.stop();
      expect([asked, seals.missingWitnesses, cosignatures()]).toEqual([2, [], 1]);
    }
  });
});

describe('what a witness cosigned', () => {
  it('is kept once, however often it is asked and says it', async () => {
    for (const times of [[NOW, NOW + 1], [NOW + 2], [NOW + 3]]) {
      await (await sealedBefore(signingWith(key, times))).stop();
      await (await sealing()).stop();
    }
    expect(cosignatures()).toBe(1);
  });

  it('is kept whatever goes wrong with another one', async () => {
    const other = generateSignerKey('thanh-tra', 'cosignature');
    answer = signingWith();
    const seals = await sealing(other);
    log.recordedAt = at(NOW);
    await grow(seals);
    await grow(seals);
    // What is left cannot be brought to the first: it has cosigned more.
    rmSync(join(log.book, checkpointName(2)));
    answer = signingWith(other);
    log.tick();
    await seals.stop();
    expect([cosignatures(other), cosignatures()]).toEqual([1, 1]);
    const why = 'chưa hỏi được, vì lỗi của dịch vụ ghi trong nhật ký';
    expect(seals.missingWitnesses).toMatchObject([{ name: 'kiem-tra', why }]);
  });

  it.each([
    ['is kept where what came next was written just before', NOW - 50, 1],
    ['is not kept where that was written long before: it would seem dated back', NOW - 70, 0],
  ])('late %s', async (_how, seconds, kept) => {
    await sealedBefore(saying(500));
    log.recordedAt = at(seconds);
    await log.append('proposal-2', 'ProposalDrafted'); // and the service was killed
    answer = signingWith();
    const seals = log.seals(settings());
    await seals.check();
    expect([cosignatures(), seals.missingWitnesses]).toEqual([kept, []]);
    await log.begin(seals);
    await seals.stop();
    expect(cosignatures()).toBe(1); // the next checkpoint, over all of it
  });

  it.each([
    ['is kept where the log was written just after', NOW + 50, 1, []],
    ['is not kept where it was written long after', NOW + 70, 0, [{ why: LOG_AHEAD }]],
  ])('by a clock of its own %s', async (_how, seconds, kept, missing) => {
    log.recordedAt = at(seconds);
    const { missingWitnesses } = await sealedBefore(signingWith());
    expect(missingWitnesses).toMatchObject(missing);
    expect(cosignatures()).toBe(kept);
  });

  it('is told and not kept where the checkpoints cannot be written', async () => {
    const seals = await sealedBefore((request) => {
      rmSync(log.book, { recursive: true, force: true });
      return signingWith()(request);
    });
    expect(log.problems).toEqual([expect.stringContaining('ENOENT')]);
    expect(seals.condition.fault).toBeNull();
  });
});
