import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';

import { afterEach, describe, expect, it } from '@jest/globals';

import { DEMONSTRATION_PASSWORD } from '#libs/scenarios';

import { Case, officersAt, usernames } from '../kit/cases.js';
import type { Problem } from '../kit/contract.js';
import { appointment, candidate, communeId, vacant } from '../kit/demonstration.js';
import { newDirectory, pathWith, removeDirectories } from '../kit/directories.js';
import { Positions } from '../kit/positions.js';
import { isAlive, redisOf } from '../kit/processes.js';
import { endPrograms } from '../kit/programs.js';
import { RunningService, serviceProgram } from '../kit/service.js';
import { Visitor } from '../kit/visitor.js';

/** Three seconds on a quiet machine; here other specs run beside this one. */
const START_MAX_MS = 10_000;
const STOP_MAX_MS = 5_000;
const EMPTY = { TOTRINH_DEMO: 'off' } as const;

afterEach(async () => {
  await endPrograms();
  removeDirectories();
});

describe('a service', () => {
  it('introduces itself, stops when asked to and loses nothing', async () => {
    const dataDir = join(newDirectory(), 'new', 'data');
    const first = await RunningService.start(dataDir);
    await first.program.says(/Tài khoản minh họa.*minh-hoa-to-trinh\n/);
    for (const username of Object.values(usernames))
      await first.program.says(new RegExp(`^  ${username} .*\\n`, 'm'));
    const redis = redisOf(first.program.pid);
    const officers = await officersAt(first.url);
    const content = appointment(candidate(1), vacant.radio);
    const positions = await Positions.open(officers.commune);
    const one = await Case.draft(officers, content, communeId);
    await one.submit();
    const before = performance.now();
    const { code } = await first.stop(); // with a live stream open
    expect(performance.now() - before).toBeLessThan(STOP_MAX_MS);
    expect(code).toBe(130);
    expect(isAlive(redis.pid)).toBe(false);
    await positions.close();

    const begun = performance.now();
    const second = await RunningService.start(dataDir);
    expect(performance.now() - begun).toBeLessThan(START_MAX_MS);
    expect(second.program.stderr).toBe('');
    const again = new Visitor(second.url, officers.commune.headers);
    expect(await again.get(one.path)).toMatchObject({ status: 'in-step', revision: 4 });
    second.program.signal('SIGTERM');
    expect(await second.program.ended).toMatchObject({ code: 143 });
  });

  it('outlives whoever read what it writes, and ends as it should', async () => {
    const { program, url } = await RunningService.start(newDirectory(), EMPTY);
    program.leaveUnread();
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    program.signal('SIGTERM'); // which it writes about
    expect(await program.ended).toMatchObject({ code: 143 });
  });

  it('finishes the demonstration district when it was cut off while loading it', async () => {
    const dataDir = newDirectory();
    const cutOff = serviceProgram(dataDir);
    await cutOff.warns(/1\/\d+/);
    await cutOff.kill();
    const { url } = await RunningService.start(dataDir);
    const committee = await Visitor.signedIn(url, usernames.committee);
    expect(await committee.get(`/units/${communeId}/title-map`)).toMatchObject({ slots: 3 });
  });

  it('names no accounts where there are none', async () => {
    const { program } = await RunningService.start(newDirectory(), EMPTY);
    const { stdout, stderr } = await program.interrupt();
    expect(stdout).toMatch(
      /^ready http:\S+\nDịch vụ đã sẵn sàng: mở http:\S+ bằng trình duyệt\.\n$/,
    );
    expect(stderr).toBe('Đang dừng…\n');
  });

  it('keeps its data to its owner', async () => {
    const dataDir = join(newDirectory(), 'data');
    await RunningService.start(dataDir, EMPTY);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    const files = readdirSync(dataDir, { recursive: true, encoding: 'utf8' });
    expect(files).toContain('log.db');
    for (const file of files)
      expect([file, statSync(join(dataDir, file)).mode & 0o077]).toEqual([file, 0]);
  });
});

describe('a service in production', () => {
  it('admits no demonstration account, loads no sample data, and wearies of guessing', async () => {
    const dataDir = newDirectory();
    await RunningService.once(dataDir);
    const { url, operatorToken } = await RunningService.start(dataDir, { NODE_ENV: 'production' });
    const world = await Visitor.operator(url, operatorToken).send(
      'PUT',
      '/operator/worlds/minh-hoa',
    );
    expect(world).toMatchObject({ status: 403, body: { code: 'demonstration-only' } });

    const body = { username: usernames.commune, password: DEMONSTRATION_PASSWORD };
    const attempt = () => new Visitor(url).send<Problem>('POST', '/session', { body });
    for (let failures = 0; failures < 10; failures++)
      expect(await attempt()).toMatchObject({ status: 401, body: { code: 'sign-in' } });
    const eleventh = await attempt();
    expect(eleventh).toMatchObject({ status: 429, body: { code: 'sign-in-patience' } });
    expect(Number(eleventh.headers.get('retry-after'))).toBeGreaterThan(60);
  });
});

describe('a service that cannot start says why in one sentence', () => {
  const oneSentence = /^\p{Lu}.*[à-ỹ].*\n$/u;

  it('when Redis is missing', async () => {
    const env = { ...EMPTY, PATH: pathWith() };
    const { code, stdout, stderr } = await serviceProgram(newDirectory(), env).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(oneSentence);
    expect(stderr).toMatch(/redis-server/);
  });

  it('when the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    try {
      await once(taken, 'listening');
      const { port } = taken.address() as AddressInfo;
      const env = { ...EMPTY, PORT: String(port) };
      const { code, stderr } = await serviceProgram(newDirectory(), env).ended;
      expect(code).toBe(2);
      expect(stderr).toMatch(oneSentence);
      expect(stderr).toMatch(/PORT/);
    } finally {
      taken.close();
    }
  });

  it.each([
    ['PORT', 'ba nghìn'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['TOTRINH_DEMO', 'maybe'],
  ])('when %s is %s', async (name, value) => {
    const { code, stderr } = await serviceProgram(newDirectory(), { [name]: value }).ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`^${name}=${value}: .*\\n$`));
  });

  it('when another holds the data directory, which goes on undisturbed', async () => {
    const dataDir = newDirectory();
    const first = await RunningService.start(dataDir, EMPTY);
    const { code, stderr } = await serviceProgram(dataDir, EMPTY).ended;
    expect(code).toBe(11);
    expect(stderr).toMatch(oneSentence);
    expect((await fetch(`${first.url}/health/ready`)).status).toBe(200);
  });

  it('when the log is another program’s file', async () => {
    const dataDir = newDirectory();
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'log.db'), 'Nhật ký của chương trình khác.'.repeat(100));
    const { code, stderr } = await serviceProgram(dataDir, EMPTY).ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(oneSentence);
  });
});
