import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { tampering } from '../../libs/seals/src/testing/tampering.js';
import { Case, days, officersAt, usernames, type Officers } from '../kit/cases.js';
import { checkpointNote, checkpointSizes } from '../kit/checkpoints.js';
import type { Problem } from '../kit/contract.js';
import { copyKeys, copyOfData } from '../kit/data-copies.js';
import { appointment, candidate, communeId, vacant } from '../kit/demonstration.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { readLog } from '../kit/log.js';
import { endPrograms, Program, runCli } from '../kit/programs.js';
import { readyOf, RunningService } from '../kit/service.js';
import { Visitor } from '../kit/visitor.js';

const content = appointment(candidate(1), vacant.radio);

/** The demonstration district, stopped: as it was loaded, and with a case submitted since. */
let loaded: string;
let grown: string;
let submitted: { readonly caseId: string; readonly eventId: string };

async function draftIn(officers: Officers): Promise<Case> {
  return Case.draft(officers, content, communeId);
}

beforeAll(async () => {
  const dataDir = newDirectory();
  await RunningService.once(dataDir);
  loaded = copyOfData(dataDir);
  const service = await RunningService.start(dataDir);
  const one = await draftIn(await officersAt(service.url));
  const { timeline } = await one.submit();
  const event = timeline.find(({ type }) => type === 'ProposalSubmitted');
  submitted = { caseId: one.id, eventId: event?.eventId ?? '' };
  await service.stop();
  grown = dataDir;
}, 30_000);

afterEach(endPrograms);
afterAll(removeDirectories);

/** The answer to a command that the district would take on any other day. */
async function commandAt(url: string): Promise<{ status: number; body: Problem }> {
  const commune = await Visitor.signedIn(url, usernames.commune);
  return commune.command<Problem>('/proposals', { communeId, ...content, on: days.drafted });
}

/** The log of `loaded` where `grown` had its own: an older copy. */
function older(): string {
  const dataDir = copyOfData(grown);
  tampering.putBack(join(dataDir, 'log.db'), join(loaded, 'log.db'));
  return dataDir;
}

/** Killed after it wrote, so that what it wrote lies in the -wal; which then is gone. */
async function withoutWal(): Promise<string> {
  const dataDir = copyOfData(loaded);
  const service = await RunningService.start(dataDir);
  const one = await draftIn(await officersAt(service.url));
  const { position } = await one.officers.commune.tell(
    `${one.path}/withdrawal`,
    { on: days.submitted },
    { revision: 1 },
  );
  while (Math.max(...checkpointSizes(dataDir)) < position) await readyOf(service);
  await service.kill();
  rmSync(join(dataDir, 'log.db-wal'));
  return dataDir;
}

function truncated(): string {
  const dataDir = copyOfData(grown);
  tampering.truncate(join(dataDir, 'log.db'), Math.max(...checkpointSizes(dataDir)) - 2);
  return dataDir;
}

function changed(): string {
  const dataDir = copyOfData(grown);
  tampering.changeByte(join(dataDir, 'log.db'), 'commune-officer');
  return dataDir;
}

function notJson(): string {
  const dataDir = copyOfData(grown);
  tampering.set(join(dataDir, 'log.db'), 'data', '{', 5);
  return dataDir;
}

describe('a log that is not what was sealed is read-only, and the service says why', () => {
  it.each<[string, () => string | Promise<string>, RegExp]>([
    ['its end was cut off', truncated, /^Sổ chỉ còn \d+ sự kiện, ít hơn \d+ sự kiện/],
    ['an older copy', older, /phần cuối bị cắt, log\.db là bản cũ, hoặc thiếu log\.db-wal/],
    ['without its -wal', withoutWal, /hoặc thiếu log\.db-wal.*restore --accept$/],
    ['one byte was changed', changed, /^Sự kiện thứ \d+ của sổ .* đã bị sửa/],
    ['one row is no JSON any more', notJson, /^Sự kiện thứ 5 của sổ .* đã bị sửa/],
  ])('%s', async (_what, damage, sentence) => {
    const service = await RunningService.start(await damage());
    const ready = await readyOf(service);
    expect(ready).toMatchObject({ http: 503, status: 'log-read-only' });
    expect(ready.reason).toMatch(sentence);
    const { status, body } = await commandAt(service.url);
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'log-read-only' });
    expect(body.detail).toBe(ready.reason);
    const operator = Visitor.operator(service.url, service.operatorToken);
    expect((await operator.send('GET', '/operator/seal-keys')).status).toBe(200);
    expect(service.program.stderr).toContain(ready.reason);
  });

  it('but where nobody is to look, it starts and takes commands', async () => {
    const service = await RunningService.start(older(), { TOTRINH_BOOT_CHECK: 'off' });
    expect(await readyOf(service)).toMatchObject({ http: 200, status: 'ok' });
    expect((await commandAt(service.url)).status).toBe(201);
  });

  it('and where nothing is wrong, it does so too', async () => {
    const service = await RunningService.start(copyOfData(grown));
    expect(await readyOf(service)).toMatchObject({ http: 200, status: 'ok' });
    expect((await commandAt(service.url)).status).toBe(201);
  });
});

describe('a restore', () => {
  it('is accepted by the operator, for ever on record, and the service goes on', async () => {
    const dataDir = older();
    const service = await RunningService.start(dataDir);
    const lost = Math.max(...checkpointSizes(dataDir));
    const accepted = await runCli(['restore', '--accept'], { TOTRINH_DATA_DIR: dataDir });
    expect(accepted).toMatchObject({ code: 0 });
    expect(await readyOf(service)).toMatchObject({ http: 200, status: 'ok' });
    const one = await draftIn(await officersAt(service.url));
    expect((await one.submit()).step?.kind).toBe('reception'); // the worker works again
    await service.stop();

    const restored = (await readLog(dataDir)).find(({ type }) => type === 'LogRestored');
    expect(restored?.data).toMatchObject({ lost: { to: lost } });
    const again = await RunningService.start(dataDir);
    expect(await readyOf(again)).toMatchObject({ http: 200 });
    const second = await runCli(['restore', '--accept'], { TOTRINH_DATA_DIR: dataDir });
    expect(second).toMatchObject({ code: 5, stdout: '' });
  });

  it('comes from a backup that was made while the service ran', async () => {
    const service = await RunningService.start(copyOfData(grown));
    const env = { TOTRINH_DATA_DIR: service.dataDir };
    const to = join(newDirectory(), 'backup');
    expect(await runCli(['backup', '--to', to], env)).toMatchObject({ code: 0 });
    const vkey = (await runCli(['keys', 'list'], env)).stdout.trim();
    await service.stop();

    const elsewhere = { TOTRINH_DATA_DIR: newDirectory(), TOTRINH_DEMO: 'off' };
    const keyless = await runCli(['restore', '--from', to], elsewhere);
    expect(keyless).toMatchObject({ code: 2, stdout: '' });
    expect(keyless.stderr).toMatch(/^Không có khóa nào của sổ .* --vkey/);
    const withKey = await runCli(['restore', '--from', to, '--vkey', vkey], elsewhere);
    expect(withKey).toMatchObject({ code: 0 });

    const dataDir = newDirectory();
    copyKeys(service.dataDir, dataDir);
    const there = { TOTRINH_DATA_DIR: dataDir, TOTRINH_DEMO: 'off' };
    expect(await runCli(['restore', '--from', to], there)).toMatchObject({ code: 0 });
    const withoutKeys = newDirectory();
    cpSync(to, withoutKeys, { recursive: true });
    rmSync(join(withoutKeys, 'keys'), { recursive: true });
    const unkeyed = { TOTRINH_DATA_DIR: newDirectory(), TOTRINH_DEMO: 'off' };
    const told = await runCli(['restore', '--from', withoutKeys, '--vkey', vkey], unkeyed);
    expect(told.code).toBe(0);
    expect(told.stderr).toContain('không còn khóa dữ liệu cá nhân');
    const over = await runCli(['restore', '--from', to], there);
    expect(over).toMatchObject({ code: 2, stdout: '' });
    const foreign = await runCli(['restore', '--from', newDirectory()], there);
    expect(foreign).toMatchObject({ code: 2, stdout: '' });
    expect(foreign.stderr).toMatch(/không phải bản sao lưu hoàn chỉnh/);
    expect(foreign.stderr.trim().split('\n')).toHaveLength(1);
    const waiting = await RunningService.start(dataDir);
    expect((await readyOf(waiting)).reason).toMatch(/^Sổ vừa được khôi phục từ bản sao lưu/);
    await waiting.stop();
    const accepting = await runCli(['restore', '--accept'], there);
    expect(accepting).toMatchObject({ code: 0 });
    expect(accepting.stderr).toMatch(/^Sổ vừa được khôi phục từ bản sao lưu/);
    expect(accepting.stderr).not.toContain('restore --accept');
    const restored = await RunningService.start(dataDir);
    expect((await commandAt(restored.url)).status).toBe(201);
  });
});

describe('a decision is sealed at once', () => {
  it('also when the service is killed as soon as it has answered', async () => {
    const dataDir = copyOfData(loaded);
    const service = await RunningService.start(dataDir);
    const one = await draftIn(await officersAt(service.url));
    const { position } = await one.officers.commune.tell(
      `${one.path}/withdrawal`,
      { on: days.submitted },
      { revision: 1 },
    );
    await service.kill();
    await RunningService.start(dataDir);
    expect(Math.max(...checkpointSizes(dataDir))).toBeGreaterThanOrEqual(position);
  });
});

describe('the keys that seal', () => {
  it('are exchanged with an overlap, on record', async () => {
    const service = await RunningService.start(copyOfData(grown));
    const env = { TOTRINH_DATA_DIR: service.dataDir };
    const keys = async (...args: string[]) => {
      const { code, stdout } = await runCli(['keys', ...args], env);
      expect(code).toBe(0);
      return stdout.trim().split('\n');
    };
    const signatures = () => {
      const note = checkpointNote(service.dataDir, Math.max(...checkpointSizes(service.dataDir)));
      return note.match(/^— /gm)?.length;
    };
    const [old = ''] = await keys('list');
    const [, young] = await keys('rotate');
    expect(signatures()).toBe(2);
    expect(await keys('retire', old)).toEqual([young, `${old} # đã thôi ký`]);
    expect(signatures()).toBe(1);
    expect((await runCli(['keys', 'retire', young ?? ''], env)).code).toBe(5);
    await service.stop();
    const types = (await readLog(service.dataDir)).map(({ type }) => type);
    expect(types.filter((type) => type.startsWith('SealKey'))).toEqual([
      ...['SealKeyIntroduced', 'SealKeyIntroduced', 'SealKeyRetired'],
    ]);
    expect(await readyOf(await RunningService.start(service.dataDir))).toMatchObject({ http: 200 });
  });
});

describe('a receipt', () => {
  it('is taken away, and checked without the service', async () => {
    const service = await RunningService.start(copyOfData(grown));
    const commune = await Visitor.signedIn(service.url, usernames.commune);
    const path = `/proposals/${submitted.caseId}/receipts/`;
    const { status, headers, body } = await commune.send<string>('GET', path + submitted.eventId);
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename=.*\.tlog-proof$/);
    expect((await commune.send('GET', path + submitted.caseId)).status).toBe(404);
    const { stdout: vkey } = await runCli(['keys', 'list'], { TOTRINH_DATA_DIR: service.dataDir });
    await service.stop();

    const file = join(newDirectory(), 'bien-nhan.tlog-proof');
    const check = (receipt: string) => {
      writeFileSync(file, receipt);
      return runCli(['receipt', 'check', file, '--vkey', vkey.trim()]);
    };
    const good = await check(body);
    expect(good).toMatchObject({ code: 0 });
    expect(good.stdout).toContain(`ProposalSubmitted của proposal-${submitted.caseId}`);
    const changedIndex = body.replace(/^index (\d+)$/m, (_all, at) => `index ${Number(at) - 1}`);
    const bad = await check(changedIndex);
    expect(bad).toMatchObject({ code: 3, stdout: '' });
    expect(bad.stderr).toMatch(/^Giấy biên nhận không đúng/);
  });
});

describe('a witness', () => {
  it('cosigns what is sealed, and finds out that all of the directory is older', async () => {
    const dataDir = copyOfData(loaded);
    const env = { TOTRINH_DATA_DIR: dataDir };
    const { stdout: vkey } = await runCli(['keys', 'list'], env);
    const before = copyOfData(dataDir);
    const folder = newDirectory();
    const args = ['--port', '0', '--state', join(folder, 'state'), '--key', join(folder, 'key')];
    const witness = new Program('cli', { args: ['witness', ...args, '--log', vkey.trim()] });
    const [, address = ''] = await witness.says(/^(http:\S+=\S+)$/m);

    const service = await RunningService.start(dataDir, { TOTRINH_WITNESSES: address });
    const one = await draftIn(await officersAt(service.url));
    await one.withdraw(days.submitted);
    const isCosigned = () =>
      checkpointNote(dataDir, Math.max(...checkpointSizes(dataDir))).includes('— totrinh/witness ');
    while (!isCosigned()) await readyOf(service);
    await service.stop();
    const verified = await runCli(['verify'], { ...env, TOTRINH_WITNESSES: address });
    expect([verified.code, verified.stdout]).toEqual([
      0,
      expect.stringMatching(/ có chứng kiến đến [1-9]/),
    ]);
    expect((await runCli(['verify'], env)).stdout).toMatch(/ chưa xét bên chứng kiến nào,/);
    expect(readFileSync(join(folder, 'state'), 'utf8')).toContain(vkey.split('+')[0]);

    cpSync(join(dataDir, 'server.json'), join(before, 'server.json'));
    const rolledBack = await RunningService.start(before, { TOTRINH_WITNESSES: address });
    expect((await readyOf(rolledBack)).reason).toMatch(
      /^Bên chứng kiến totrinh\/witness đã xác nhận/,
    );
    expect((await witness.interrupt()).code).toBe(130);
  });
});
