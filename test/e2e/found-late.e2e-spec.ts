import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { spoilIndex } from '../../libs/event-store/src/sqlite/testing/spoiled-page.js';
import { Case, officersAt } from '../kit/cases.js';
import { appointment, candidate, communeId, vacant } from '../kit/demonstration.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, runCli } from '../kit/programs.js';
import { RunningService } from '../kit/service.js';

let service: RunningService;
let between: Server;
beforeEach(async () => {
  service = await RunningService.start(newDirectory());
}, 60_000);
afterEach(async () => {
  between.close();
  await endPrograms();
  removeDirectories();
});

/** Whoever looks for the service finds this; an answer is passed on once that is done. */
async function standBetween(whenAnswered: () => Promise<void>): Promise<void> {
  between = createServer((request, response) => {
    const { url = '', headers } = request;
    const { authorization = '', cookie = '' } = headers;
    void fetch(`${service.url}${url}`, { headers: { authorization, cookie } }).then(
      async (answer) => {
        const body = await answer.text();
        if (!url.startsWith('/health/')) await whenAnswered();
        response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(body);
      },
    );
  });
  await once(between.listen(0, '127.0.0.1'), 'listening');
  const announced = join(service.dataDir, 'server.json');
  const { port } = between.address() as AddressInfo;
  const text = readFileSync(announced, 'utf8');
  expect(text).toContain(service.url);
  writeFileSync(announced, text.replace(service.url, `http://127.0.0.1:${port}`));
}

/** The page goes bad, and the service finds it out by a command of somebody else. */
async function findDamage(): Promise<void> {
  spoilIndex(join(service.dataDir, 'log.db'));
  const officers = await officersAt(service.url);
  const draft = Case.draft(officers, appointment(candidate(2), vacant.radio), communeId);
  await expect(draft).rejects.toThrow(/log-read-only/);
}

describe.each(['keys list', 'erasures'])('what `%s` was answered', (command) => {
  const asked = () => runCli(command.split(' '), { TOTRINH_DATA_DIR: service.dataDir });

  it('stands where nothing was found meanwhile', async () => {
    await standBetween(() => Promise.resolve());
    expect(await asked()).toMatchObject({ code: 0, stderr: '' });
  });

  it('is shown, and the damage that the service has found meanwhile is told', async () => {
    await standBetween(findDamage);
    const { code, stdout, stderr } = await asked();
    expect([code, stdout]).toEqual([3, expect.stringMatching(/./)]);
    expect(stderr).toMatch(/^Tệp log\.db có chỗ không đọc được .* Dịch vụ chỉ cho đọc\. [^\n]*\n$/);
  });
});
