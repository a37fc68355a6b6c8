import { existsSync, mkdirSync, readFileSync, rmdirSync, statSync } from 'node:fs';
import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { say } from './progress.mjs';

const POLL_MS = 200;
const TELL_EVERY_MS = 4000;
const REFRESH_MS = 5000;
const ABANDONED_MS = 60_000;
const BREAKING_MS = 10_000;

/** Does the work while no other setup works in this checkout; waits for the other one to end. */
export async function exclusively(file, work) {
  mkdirSync(path.dirname(file), { recursive: true });
  await acquire(file);
  const refresh = setInterval(() => touch(file), REFRESH_MS);
  try {
    return await work();
  } finally {
    clearInterval(refresh);
    rmSync(file, { force: true });
  }
}

async function acquire(file) {
  let toldAt = -Infinity;
  while (!take(file)) {
    breakIfAbandoned(file);
    if (performance.now() - toldAt >= TELL_EVERY_MS) {
      say('Một lần thiết lập khác đang chạy trong thư mục này, đang chờ…');
      toldAt = performance.now();
    }
    await sleep(POLL_MS);
  }
}

function take(file) {
  try {
    writeFileSync(file, `${os.hostname()} ${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** One waiter at a time judges and removes, so that nobody removes the lock that came after. */
function breakIfAbandoned(file) {
  if (!isAbandoned(file)) return;
  const breaking = `${file}.breaking`;
  try {
    mkdirSync(breaking);
  } catch {
    if (existsSync(breaking) && ageMs(breaking) > BREAKING_MS) rmdirSync(breaking);
    return;
  }
  try {
    if (isAbandoned(file)) rmSync(file, { force: true });
  } finally {
    rmdirSync(breaking);
  }
}

function isAbandoned(file) {
  try {
    if (ageMs(file) > ABANDONED_MS) return true;
    const [host, pid] = readFileSync(file, 'utf8').trim().split(' ');
    return host === os.hostname() && Number(pid) > 0 && !isRunning(Number(pid));
  } catch {
    return false;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function ageMs(file) {
  return Date.now() - statSync(file).mtimeMs;
}

function touch(file) {
  const now = new Date();
  if (existsSync(file)) utimesSync(file, now, now);
}
