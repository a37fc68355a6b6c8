import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { kekFileFrom } from './kek-place.js';
import type { StorePlace } from './store-place.js';

/** A setting that cannot be used; the message is for whoever set it. */
export class UnusableSetting extends Error {
  override readonly name = 'UnusableSetting';
}

/**
 * A setting with a password in it: the value itself, or the content of the file that `<name>_FILE`
 * names. `null` where there is neither. Throws `UnusableSetting`, which never repeats a value.
 */
export function secretSetting(env: NodeJS.ProcessEnv, name: string): string | null {
  const file = env[`${name}_FILE`];
  if (file === undefined || file === '') return env[name] === '' ? null : (env[name] ?? null);
  if (env[name] !== undefined && env[name] !== '')
    throw new UnusableSetting(`${name} và ${name}_FILE: chỉ đặt một trong hai.`);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'EIO';
    throw new UnusableSetting(`${name}_FILE: không đọc được tệp (${code}).`);
  }
}

/** Where the log is, by the names that are fixed for users; throws `UnusableSetting`. */
export function storePlaceFrom(env: NodeJS.ProcessEnv): StorePlace {
  const dataDir = directoryFrom('TOTRINH_DATA_DIR', env.TOTRINH_DATA_DIR ?? 'data');
  const eventStoreUrl = clusterUrl(secretSetting(env, 'EVENT_STORE_URL'));
  const shared = env.TOTRINH_SHARED_DIR;
  if (shared !== undefined && eventStoreUrl === null)
    throw new UnusableSetting(
      'TOTRINH_SHARED_DIR chỉ dùng khi EVENT_STORE_URL là một cụm EventStoreDB.',
    );
  const sharedDir = shared === undefined ? dataDir : directoryFrom('TOTRINH_SHARED_DIR', shared);
  return { dataDir, sharedDir, kekFile: kekFileFrom(env), eventStoreUrl };
}

/** A directory, or a place where one can be made. */
function directoryFrom(name: string, text: string): string {
  const path = resolve(text);
  let nearest = path;
  while (!existsSync(nearest)) nearest = dirname(nearest);
  if (statSync(nearest).isDirectory()) return path;
  throw new UnusableSetting(
    `${name}: ${nearest} là một tệp, không phải thư mục. Hãy đặt ${name} thành một thư mục.`,
  );
}

/** `null`: the log lies in the data directory. */
function clusterUrl(url: string | null): string | null {
  if (url === null || url.startsWith('sqlite:')) return null;
  if (/^(esdb|kurrentdb|kurrent|kdb)(\+discover)?:\/\//.test(url)) return url;
  throw new UnusableSetting('EVENT_STORE_URL: phải là sqlite:, esdb://… hoặc kurrentdb://…');
}
