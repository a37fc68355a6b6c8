import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

import { findOnPath, runToTheEnd } from './command.mjs';
import { SetupFailure } from './failure.mjs';
import { withoutStartingServices } from './service-policy.mjs';

const FONT_FOLDERS = ['liberation2', 'liberation', 'dejavu'].map(
  (name) => `/usr/share/fonts/truetype/${name}`,
);

const redis = {
  name: 'Redis (redis-server, valkey-server)',
  package: 'redis-server',
  isThere: () => findOnPath('redis-server', 'valkey-server') !== null,
};
const redisOrAddress = {
  ...redis,
  isThere: () => Boolean(process.env.REDIS_URL) || redis.isThere(),
};
const chromium = {
  name: 'Chromium',
  package: 'chromium',
  isThere: () => findOnPath('chromium') !== null,
};
const fonts = {
  name: 'phông chữ tiếng Việt (fonts-liberation2)',
  package: 'fonts-liberation2',
  isThere: hasVietnameseFont,
};

const strace = {
  name: 'strace',
  package: 'strace',
  isThere: () => process.platform !== 'linux' || findOnPath('strace') !== null,
};

/** What npm cannot bring. Tests start Redis themselves, so they need the program and no address. */
export function systemPackages(forTests) {
  const wanted = forTests ? [redis, chromium, fonts, strace] : [redisOrAddress];
  const missing = () => wanted.filter((item) => !item.isThere());
  return {
    label: () => `cài gói hệ thống: ${packagesOf(missing())}`,
    isDone: () => missing().length === 0,
    run: () => install(missing()),
  };
}

async function install(missing) {
  const names = missing.map((item) => item.name).join(', ');
  const packages = packagesOf(missing);
  const command = `sudo apt-get install ${packages.replaceAll(',', '')}`;
  if (!findOnPath('apt-get') || process.getuid?.() !== 0)
    throw new SetupFailure(
      `Máy này còn thiếu ${names}: hãy cài (Debian/Ubuntu: ${command}) ` +
        'rồi chạy lại; riêng Redis có thể thay bằng biến REDIS_URL.',
      `Please install ${packages} and run this again; REDIS_URL may name a Redis instead.`,
    );
  const { code, output } = await withoutStartingServices(() => aptInstall(missing));
  if (code !== 0 || missing.some((item) => !item.isThere()))
    throw new SetupFailure(
      `Không cài được ${names} bằng apt-get: hãy cài gói ${packages} rồi chạy lại.`,
      `apt-get could not install ${packages}: install them, then run this again.`,
      output,
    );
}

/** A list that cannot be refreshed may still be good enough: the installation decides. */
async function aptInstall(missing) {
  const packages = missing.map((item) => item.package);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const wait = ['-o', 'DPkg::Lock::Timeout=120'];
  await runToTheEnd('apt-get', ['update', ...wait], { env });
  return runToTheEnd(
    'apt-get',
    ['install', '-y', '--no-install-recommends', ...wait, ...packages],
    {
      env,
    },
  );
}

function packagesOf(items) {
  return items.map((item) => item.package).join(', ');
}

function hasVietnameseFont() {
  if (process.platform !== 'linux' || FONT_FOLDERS.some((folder) => existsSync(folder)))
    return true;
  const listed = spawnSync('fc-list', [':lang=vi', 'file'], { encoding: 'utf8' });
  return listed.status === 0 && listed.stdout.trim() !== '';
}
