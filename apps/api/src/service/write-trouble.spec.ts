import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { isLogDamage, StoreUnavailable } from '#libs/event-store';
import { LogCondition } from '#libs/seals';

import { MetDamage } from './met-damage.js';
import { WriteTrouble } from './write-trouble.js';

let dir: string;
let data: string;
let reported: string[];
let condition: LogCondition;
let damage: MetDamage;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'totrinh-trouble-'));
  data = join(dir, 'data');
  mkdirSync(data);
  reported = [];
  condition = new LogCondition();
  damage = new MetDamage(condition, { bootCheck: true }, () => undefined);
});
afterEach(() => rmSync(dir, { recursive: true }));

function troubleOf(askStore: (() => Promise<unknown>) | null = null): WriteTrouble {
  const report = ({ message }: Error) => reported.push(message);
  return new WriteTrouble({ directories: [data], askStore, damage, report });
}

/** Nothing can be written to it, by root either. */
function takeAway(): void {
  rmSync(data, { recursive: true });
  writeFileSync(data, '');
}

function giveBack(): void {
  rmSync(data);
  mkdirSync(data);
}

function damaged(): StoreUnavailable {
  const cause = Object.assign(new Error('database disk image is malformed'), { errcode: 11 });
  return new StoreUnavailable('The event log did not answer.', { cause });
}

describe('trouble with writing', () => {
  it('is none until a command has had it', async () => {
    takeAway();
    expect(await troubleOf().lasts()).toBe(false);
    expect(reported).toEqual([]);
  });

  it('lasts until the directory can be written, and is told once at each end', async () => {
    const trouble = troubleOf();
    takeAway();
    trouble.tell();
    trouble.tell();
    expect(await trouble.lasts()).toBe(true);
    expect(reported).toEqual([expect.stringMatching(/^Không ghi được .* giải phóng chỗ trống/)]);
    giveBack();
    expect(await Promise.all([trouble.lasts(), trouble.lasts()])).toEqual([false, false]);
    expect(reported.slice(1)).toEqual(['Đã ghi lại được; hệ thống nhận như thường.']);
    expect(readdirSync(data)).toEqual([]);
  });

  it('lasts until the store elsewhere answers, which is asked once at a time', async () => {
    const asked: PromiseWithResolvers<null>[] = [];
    const trouble = troubleOf(() => {
      const answer = Promise.withResolvers<null>();
      asked.push(answer);
      waiting?.();
      return answer.promise;
    });
    let waiting: (() => void) | undefined;
    const nextAsked = () => new Promise<void>((resolve) => (waiting = resolve));

    trouble.tell();
    let isAsked = nextAsked();
    const both = Promise.all([trouble.lasts(), trouble.lasts()]);
    await isAsked;
    asked[0]?.reject(new Error('away'));
    expect(await both).toEqual([true, true]);
    expect(asked).toHaveLength(1);

    isAsked = nextAsked();
    const third = trouble.lasts();
    await isAsked;
    asked[1]?.resolve(null);
    expect(await third).toBe(false);
    expect(reported[0]).toMatch(/^Không ghi được vào kho sự kiện .* máy chủ/);
  });

  it('lasts where another command had it while the attempt went well', async () => {
    const trouble: WriteTrouble = troubleOf(() => {
      trouble.tell();
      return Promise.resolve();
    });
    trouble.tell();
    expect(await trouble.lasts()).toBe(true);
    expect(reported).toHaveLength(1);
  });

  it.each([
    ['the storage fails', new StoreUnavailable('full'), true],
    ['the log is damaged', damaged(), false],
    ['something else fails', new Error('something else'), false],
  ])('begins with work that nobody waits for when %s', async (_how, error, isTrouble) => {
    const trouble = troubleOf();
    takeAway();
    const failing = () => Promise.reject(error);
    const work = trouble.watched({ handle: failing, exhausted: failing });
    const obligation = { kind: 'open-step', subject: 'p1', revision: 0 };
    await expect(work.handle(obligation)).rejects.toBe(error);
    expect(await trouble.lasts()).toBe(isTrouble);
    await expect(work.exhausted(obligation, error)).rejects.toBe(error);
    expect(reported).toHaveLength(isTrouble ? 1 : 0);
    expect(condition.fault !== null).toBe(isLogDamage(error));
  });
});
