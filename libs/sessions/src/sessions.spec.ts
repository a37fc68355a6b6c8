import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Sessions } from './sessions.js';
import { SignInGuard } from './sign-in-guard.js';

const MINUTE_MS = 60_000;
let dir: string;
let now: number;
let sessions: Sessions;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'totrinh-access-'));
  now = 1_000_000_000;
  sessions = new Sessions(join(dir, 'access.db'), () => now);
});
afterEach(() => {
  sessions.dispose();
});

describe('signing in', () => {
  it('takes the right password and no other, for known users only', async () => {
    await sessions.setPassword('xa.minhhoa', 'a-1', 'mật khẩu đúng');
    expect(await sessions.verify('xa.minhhoa', 'mật khẩu đúng')).toBe('a-1');
    expect(await sessions.verify('xa.minhhoa', 'mật khẩu sai')).toBeNull();
    expect(await sessions.verify('khong.co', 'mật khẩu đúng')).toBeNull();
  });

  it('stores neither the password nor the session token', async () => {
    await sessions.setPassword('xa.minhhoa', 'a-1', 'mat-khau-dung-nhin-thay');
    const token = sessions.open('a-1');
    for (const file of readdirSync(dir)) {
      const bytes = readFileSync(join(dir, file));
      expect(bytes.includes('mat-khau-dung-nhin-thay')).toBe(false);
      expect(bytes.includes(token)).toBe(false);
    }
  });
});

describe('a session', () => {
  it('belongs to its account until it is closed', () => {
    const token = sessions.open('a-1');
    expect(sessions.accountOf(token)).toBe('a-1');
    expect(sessions.accountOf('made-up')).toBeNull();
    sessions.close(token);
    expect(sessions.accountOf(token)).toBeNull();
  });

  it('ends after 30 idle minutes, and use keeps it open', () => {
    const token = sessions.open('a-1');
    now += 29 * MINUTE_MS;
    expect(sessions.accountOf(token)).toBe('a-1');
    now += 29 * MINUTE_MS;
    expect(sessions.accountOf(token)).toBe('a-1');
    now += 31 * MINUTE_MS;
    expect(sessions.accountOf(token)).toBeNull();
  });

  it('ends after 12 hours however much it is used', () => {
    const token = sessions.open('a-1');
    for (let minutes = 0; minutes < 12 * 60; minutes += 20) {
      now += 20 * MINUTE_MS;
      sessions.accountOf(token);
    }
    now += MINUTE_MS;
    expect(sessions.accountOf(token)).toBeNull();
  });

  it('ends when the password of its account is set anew', async () => {
    const token = sessions.open('a-1');
    await sessions.setPassword('xa.minhhoa', 'a-1', 'mật khẩu mới');
    expect(sessions.accountOf(token)).toBeNull();
  });
});

describe('guessing', () => {
  it('must wait after ten failures, and no longer than five minutes', () => {
    const guard = new SignInGuard(() => now);
    for (let tries = 0; tries < 9; tries++) guard.failed('xa.minhhoa');
    expect(guard.waitMs('xa.minhhoa')).toBe(0);
    guard.failed('xa.minhhoa');
    expect(guard.waitMs('xa.minhhoa', 'another')).toBe(5 * MINUTE_MS);
    expect(guard.waitMs('another')).toBe(0);
    now += 5 * MINUTE_MS;
    expect(guard.waitMs('xa.minhhoa')).toBe(0);
  });

  it('is forgotten on success', () => {
    const guard = new SignInGuard(() => now);
    for (let tries = 0; tries < 10; tries++) guard.failed('xa.minhhoa');
    guard.succeeded('xa.minhhoa');
    expect(guard.waitMs('xa.minhhoa')).toBe(0);
  });
});
