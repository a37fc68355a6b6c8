import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, beforeEach, expect, it } from '@jest/globals';

import {
  cosign,
  formatSignatureLine,
  generateSignerKey,
  parseNote,
  signCheckpoint,
} from '#libs/log-format';

import { askWitness } from './ask-witness.js';

const NOON = 1_700_000_000;
const MINUTE = 60;
const origin = 'so-noi-vu.example/totrinh/0001';
const key = generateSignerKey('kiem-tra', 'cosignature');
const checkpoint = { origin, size: 1, root: Buffer.alloc(32, 1) };
const note = signCheckpoint(checkpoint, [generateSignerKey(origin, 'note')]);

let server: Server;
let answer: string;
let asked: (string | undefined)[];
let elsewhere: { readonly status: number; readonly location: string } | null;
beforeEach(async () => {
  [asked, elsewhere] = [[], null];
  server = createServer((request, response) => {
    asked.push(request.url);
    const { status = 200, ...location } = elsewhere ?? {};
    const head = { connection: 'close', ...location };
    request.resume().on('end', () => response.writeHead(status, head).end(answer));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(() => {
  server.close();
});

const signedAt = (...times: readonly number[]) =>
  times.map((time) => formatSignatureLine(cosign(parseNote(note).text, time, key))).join('');

/** Asked at noon, and answered so much later by the same clock. */
function asking(laterSeconds = 0) {
  const { port } = server.address() as AddressInfo;
  const moments = [NOON, NOON + laterSeconds];
  const now = () => (moments.shift() ?? NaN) * 1_000;
  const question = { sealed: { checkpoint, note }, oldSize: 0, proof: [] };
  return askWitness({ url: `http://127.0.0.1:${port}`, key }, question, now);
}

it.each([
  ['behind', -MINUTE, 0],
  ['ahead', MINUTE, 0],
  ['ahead of when it was asked', MINUTE + 2, 2],
])('a cosignature counts where its clock is a little %s', async (_how, apart, took) => {
  answer = signedAt(NOON + apart);
  expect(await asking(took)).toEqual({ said: 'cosigned', lines: answer, seconds: NOON + apart });
});

it.each([
  ['of long ago', [NOON - MINUTE - 1], 'chữ ký cũ hơn giờ máy này quá 1 phút'],
  ['of long ago before one of now', [NOON - MINUTE - 1, NOON], 'chữ ký cũ hơn'],
  ['of the beginning of time', [0], 'chữ ký cũ hơn'],
  ['still to come', [NOON + MINUTE + 1], 'sau giờ máy này quá 1 phút'],
  ['of no calendar', [Number.MAX_SAFE_INTEGER], 'sau giờ máy này quá 1 phút'],
])('a cosignature %s does not count', async (_which, times, why) => {
  answer = signedAt(...times);
  expect(await asking()).toEqual({ said: 'untimely', why: expect.stringContaining(why) });
});

it.each([301, 302, 303, 307, 308])('nobody is asked where a witness points: %s', async (status) => {
  answer = signedAt(NOON);
  elsewhere = { status, location: '/elsewhere' };
  const why = `chỉ sang địa chỉ khác, không hỏi ở đó (HTTP ${status})`;
  expect(await asking()).toEqual({ said: 'refused', why });
  expect(asked).toEqual(['/add-checkpoint']);
});
