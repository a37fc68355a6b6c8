import { existsSync } from 'node:fs';
import path from 'node:path';

import { run } from './command.mjs';
import { SetupFailure } from './failure.mjs';
import { say } from './progress.mjs';
import { digest, readText, stampHolds, writeStamp } from './stamp.mjs';

const INSTALL_FLAGS = ['--no-audit', '--no-fund', '--include=dev'];

/** The npm packages of the lock file, among them the Node that everything else runs on. */
export function dependencies(root) {
  const stamp = path.join(root, 'node_modules', '.totrinh-installed');
  return {
    label: () => 'cài các thư viện npm',
    isDone: () => hasPinnedNode(root) && stampHolds(stamp, packagesKey(root)),
    run: async () => {
      const key = packagesKey(root);
      if (!(hasPinnedNode(root) && isInstalledAsLocked(root))) await install(root);
      writeStamp(stamp, key);
    },
  };
}

/** Changes with whatever makes npm install something else. */
export function packagesKey(root) {
  const { dependencies, devDependencies, overrides, allowScripts } = JSON.parse(
    readText(path.join(root, 'package.json')) ?? '{}',
  );
  return digest(
    JSON.stringify([dependencies, devDependencies, overrides, allowScripts]),
    readText(path.join(root, 'package-lock.json')) ?? '',
    readText(path.join(root, '.npmrc')) ?? '',
    `${process.platform}-${process.arch}`,
  );
}

async function install(root) {
  const options = { cwd: root, env: environment(root) };
  let result = await run('npm', ['ci', ...INSTALL_FLAGS], options);
  if (result.code !== 0) {
    say('  `npm ci` không thành công, đang thử `npm install`…');
    result = await run('npm', ['install', '--no-save', ...INSTALL_FLAGS], options);
  }
  if (result.code !== 0)
    throw new SetupFailure(
      'Không cài được thư viện: hãy kiểm tra mạng và npm rồi chạy lại.',
      'The packages could not be installed: check the network and npm, then run this again.',
      result.output,
    );
  if (!hasPinnedNode(root))
    throw new SetupFailure(
      'Gói npm "node" chưa đặt được Node vào node_modules: npm phải được phép chạy script của gói này.',
      'The npm package "node" did not put Node into node_modules: npm must be allowed to run its script.',
    );
}

/**
 * npm must not run on the Node that it is about to replace, and `npm start` hands its own settings
 * down: in production they would leave out the packages that the build needs.
 */
function environment(root) {
  const own = path.join(root, 'node_modules', '.bin');
  const directories = (process.env.PATH ?? '').split(path.delimiter).filter((dir) => dir !== own);
  const env = { ...process.env, PATH: directories.join(path.delimiter) };
  delete env.NODE_ENV;
  delete env.npm_config_omit;
  delete env.npm_config_production;
  return env;
}

function hasPinnedNode(root) {
  return existsSync(path.join(root, 'node_modules', 'node', 'bin', 'node'));
}

/** npm keeps a record of what it installed; after `npm install` by hand there is nothing to do. */
function isInstalledAsLocked(root) {
  const locked = packagesIn(path.join(root, 'package-lock.json'));
  const installed = packagesIn(path.join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(locked).every(
    ([where, entry]) =>
      where === '' || entry.optional || installed[where]?.version === entry.version,
  );
}

function packagesIn(file) {
  return JSON.parse(readText(file) ?? '{}').packages ?? {};
}
