import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { formatVerifierKey, generateSignerKey, parseVerifierKey } from '#libs/log-format';

import { SampleLog } from '../testing/sample-log.js';

let log: SampleLog;
let server: Server;
let status: number;

beforeEach(async () => {
  log = new SampleLog();
  server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(status).end('no\n'));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(async () => {
  await log.remove();
  server.close();
});

async function sealedBefore(answer: number) {
  status = answer;
  const { port } = server.address() as AddressInfo;
  const key = parseVerifierKey(formatVerifierKey(generateSignerKey('kiem-tra', 'cosignature')));
  const seals = await log.sealing({ witnesses: [{ url: `http://127.0.0.1:${port}`, key }] });
  await log.append('proposal-1', 'ProposalDrafted');
  await seals.sealNow();
  await seals.stop();
  return seals;
}

const faultAfter = async (answer: number) => (await sealedBefore(answer)).condition.fault;

describe('a witness', () => {
  it('that does not find the log to go on from what it cosigned ends the writing', async () => {
    expect(await faultAfter(422)).toMatchObject({ kind: 'differs' });
  });

  it('that is out of order ends nothing', async () => {
    expect(await faultAfter(500)).toBeNull();
    expect(log.problems.join()).toContain('HTTP 500');
  });

  it('that does not know the log is named, until it does', async () => {
    const seals = await sealedBefore(404);
    expect(seals.condition.fault).toBeNull();
    expect(seals.strangeWitnesses).toEqual(['kiem-tra']);
    status = 500;
    await log.append('proposal-1', 'ProposalSubmitted');
    await seals.sealNow();
    await seals.stop();
    expect(seals.strangeWitnesses).toEqual([]);
  });
});
