import { existsSync, readdirSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';

import { kekFileFrom } from '#libs/runtime';

import type { SealSettings } from '#libs/seals';

import { readSealSettings } from './seal-settings.js';
import type { DemonstrationWish } from './service/demonstration.js';
import { UnusableSetting } from './unusable-setting.js';

export interface ServiceConfig {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** Key-encryption key of the subject keys, never within `dataDir`; else `kekFileFrom` says. */
  readonly kekFile?: string;
  readonly seals: SealSettings;
  /** `null`: a private Redis of our own. */
  readonly redisUrl: string | null;
  /** Whether demonstration accounts may sign in: on loopback and outside production only. */
  readonly admitsDemonstration: boolean;
  readonly demonstration: DemonstrationWish;
  /** Folder of the built web client; `null` where none is served. */
  readonly webDir: string | null;
}

/** Reads the settings of design's fixed names; throws `UnusableSetting`. */
export function readConfig(env: NodeJS.ProcessEnv, webDir: string | null): ServiceConfig {
  const dataDir = resolve(env.TOTRINH_DATA_DIR ?? 'data');
  const host = env.HOST ?? '127.0.0.1';
  requireEmbeddedStore(env.EVENT_STORE_URL);
  const isProduction = env.NODE_ENV === 'production';
  return {
    port: portFrom(env.PORT ?? '3000'),
    host,
    dataDir,
    kekFile: kekFileFrom(env),
    seals: readSealSettings(env),
    redisUrl: env.REDIS_URL ?? null,
    admitsDemonstration: !isProduction && isLoopback(host),
    demonstration: demonstrationWish(env.TOTRINH_DEMO, dataDir, isProduction),
    webDir,
  };
}

function portFrom(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new UnusableSetting(`PORT=${text}: phải là số cổng từ 0 đến 65535.`);
  return port;
}

function requireEmbeddedStore(url: string | undefined): void {
  if (url && !url.startsWith('sqlite:'))
    throw new UnusableSetting('EVENT_STORE_URL: bản này chỉ dùng sổ sự kiện nhúng (sqlite:).');
}

function demonstrationWish(
  setting: string | undefined,
  dataDir: string,
  isProduction: boolean,
): DemonstrationWish {
  if (setting !== undefined && setting !== 'on' && setting !== 'off')
    throw new UnusableSetting(`TOTRINH_DEMO=${setting}: phải là on hoặc off.`);
  if (setting === 'off' || isProduction) return 'leave';
  return setting === 'on' || isNew(dataDir) ? 'load' : 'finish';
}

function isNew(dataDir: string): boolean {
  return !existsSync(dataDir) || readdirSync(dataDir).length === 0;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
