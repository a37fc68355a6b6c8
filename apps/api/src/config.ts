import { existsSync, readdirSync } from 'node:fs';
import { isIP } from 'node:net';

import { isRedisAddress } from '#libs/queues';
import { secretSetting, storePlaceFrom, UnusableSetting, type StorePlace } from '#libs/runtime';
import type { SealSettings } from '#libs/seals';

import { readSealSettings } from './seal-settings.js';

/** A worker does what the service owes and seals the log; an api process does neither. */
export type Part = 'api' | 'worker';

/** `finish`: only where loading it was begun and cut off. */
export type DemonstrationWish = 'load' | 'finish' | 'leave';

export interface ServiceConfig extends StorePlace {
  readonly port: number;
  readonly host: string;
  readonly runs: ReadonlySet<Part>;
  readonly seals: SealSettings;
  /** `null`: a private Redis of our own. */
  readonly redisUrl: string | null;
  /** Whether demonstration accounts may sign in: on loopback and outside production only. */
  readonly admitsDemonstration: boolean;
  readonly demonstration: DemonstrationWish;
  /** Folder of the built web client; `null` where none is served. */
  readonly webDir: string | null;
}

/** Everything is set by variables; throws `UnusableSetting` for words that would be ignored. */
export function requireNoArguments(args: readonly string[]): void {
  if (args.length === 0) return;
  throw new UnusableSetting(
    `Dịch vụ không nhận tham số nào (đã nêu: ${args.join(' ')}). ` +
      'Hãy đặt bằng biến môi trường, ví dụ PORT=3413, như README ghi.',
  );
}

/** Reads the settings of design's fixed names; throws `UnusableSetting`. */
export function readConfig(env: NodeJS.ProcessEnv, webDir: string | null): ServiceConfig {
  const place = storePlaceFrom(env);
  const host = env.HOST ?? '127.0.0.1';
  const isProduction = env.NODE_ENV === 'production';
  const runs = partsFrom(env.TOTRINH_RUNS ?? 'api,worker', place);
  const redisUrl = redisUrlFrom(env);
  if (place.eventStoreUrl !== null && runs.has('worker') && redisUrl === null)
    throw new UnusableSetting('REDIS_URL: worker của một cụm cần một Redis chung.');
  return {
    ...place,
    port: portFrom(env.PORT ?? '3000'),
    host,
    runs,
    seals: readSealSettings(env, runs.has('worker')),
    redisUrl,
    admitsDemonstration: !isProduction && isLoopback(host),
    demonstration: demonstrationWish(env.TOTRINH_DEMO, place, isProduction),
    webDir,
  };
}

/** Never repeats what it was given: a password may stand in it. */
function redisUrlFrom(env: NodeJS.ProcessEnv): string | null {
  const url = secretSetting(env, 'REDIS_URL');
  if (url === null || isRedisAddress(url)) return url;
  throw new UnusableSetting(
    'REDIS_URL: phải có dạng redis://[người dùng:mật khẩu@]máy:cổng, hoặc rediss:// nếu có TLS.',
  );
}

function portFrom(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new UnusableSetting(`PORT=${text}: phải là số cổng từ 0 đến 65535.`);
  return port;
}

function partsFrom(text: string, { eventStoreUrl }: StorePlace): ReadonlySet<Part> {
  const parts = text.split(',').map((part) => part.trim());
  const runs = new Set(parts.filter((part) => part === 'api' || part === 'worker'));
  if (runs.size !== parts.length)
    throw new UnusableSetting(`TOTRINH_RUNS=${text}: phải là api, worker hoặc api,worker.`);
  if (eventStoreUrl === null && runs.size < 2)
    throw new UnusableSetting(
      'TOTRINH_RUNS: sổ nhúng chỉ có một tiến trình, gồm cả api và worker.',
    );
  return runs;
}

function demonstrationWish(
  setting: string | undefined,
  { dataDir, eventStoreUrl }: StorePlace,
  isProduction: boolean,
): DemonstrationWish {
  if (setting !== undefined && setting !== 'on' && setting !== 'off')
    throw new UnusableSetting(`TOTRINH_DEMO=${setting}: phải là on hoặc off.`);
  if (setting === 'off' || isProduction) return 'leave';
  if (setting === 'on') return 'load';
  if (eventStoreUrl !== null) return 'leave'; // a new directory says nothing about the log
  return isNew(dataDir) ? 'load' : 'finish';
}

function isNew(dataDir: string): boolean {
  return !existsSync(dataDir) || readdirSync(dataDir).length === 0;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
