import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';

import { run } from './command.mjs';
import { packagesKey } from './dependencies.mjs';
import { SetupFailure } from './failure.mjs';
import { digest, fingerprint, listFiles, readText } from './stamp.mjs';
import { removeStamp, stampHolds, writeStamp } from './stamp.mjs';

const SERVER_CONFIGS = ['tsconfig.json', 'tsconfig.build.json', 'nest-cli.json'];

/** The service, the command line and the libraries: one compile for all, then few files of it. */
export function serverBuild(root) {
  return buildStage({
    label: () => 'biên dịch máy chủ',
    stamp: path.join(root, 'dist', '.server-built'),
    needed: () => existsSync(path.join(root, 'apps', 'api', 'src', 'main.ts')),
    output: path.join(root, 'dist', 'programs', 'api.js'),
    key: () => serverKey(root),
    build: async () => {
      removeStaleServerFiles(root);
      await tool(root, 'nest', ['build', 'api']);
      await tool(root, 'vite', ['build', path.join('apps', 'api')]);
    },
  });
}

export function webBuild(root) {
  const web = path.join('apps', 'web');
  return buildStage({
    label: () => 'đóng gói giao diện web',
    stamp: path.join(root, 'dist', '.web-built'),
    needed: () => existsSync(path.join(root, web, 'index.html')),
    output: path.join(root, 'dist', 'web', 'index.html'),
    key: () => digest(fingerprint(root, [web]), packagesKey(root)),
    build: () => tool(root, 'vite', ['build', web]),
  });
}

/** The verifier that needs nothing beside it: one file from the sources of the libraries. */
export function verifierBuild(root) {
  const verify = path.join('apps', 'verify');
  return buildStage({
    label: () => 'đóng gói bộ kiểm tra độc lập',
    stamp: path.join(root, 'dist', '.verifier-built'),
    needed: () => existsSync(path.join(root, verify, 'vite.config.ts')),
    output: path.join(root, 'dist', 'verify.mjs'),
    key: () =>
      digest(
        fingerprint(root, [verify, 'libs'], (file) => isServerSource(root, file)),
        packagesKey(root),
      ),
    build: () => tool(root, 'vite', ['build', verify]),
  });
}

/** The key is taken before the work: what changes meanwhile is built by the next setup. */
function buildStage({ label, stamp, needed, output, key, build }) {
  return {
    label,
    isDone: () => !needed() || (existsSync(output) && stampHolds(stamp, key())),
    run: async () => {
      const before = key();
      removeStamp(stamp);
      await build();
      writeStamp(stamp, before);
    },
  };
}

function serverKey(root) {
  const { type, imports } = JSON.parse(readText(path.join(root, 'package.json')) ?? '{}');
  return digest(
    fingerprint(root, ['apps', 'libs'], (file) => isServerSource(root, file)),
    ...SERVER_CONFIGS.map((file) => readText(path.join(root, file)) ?? ''),
    JSON.stringify([type, imports]),
    packagesKey(root),
  );
}

function isServerSource(root, file) {
  const web = path.join(root, 'apps', 'web') + path.sep;
  return /\.[cm]?ts$|\.json$/.test(file) && !/spec\.ts$/.test(file) && !file.startsWith(web);
}

/**
 * The compiler leaves the output of a deleted source where it is, and believes its own record
 * rather than the disk where output was deleted. Either way: begin anew.
 */
function removeStaleServerFiles(root) {
  const output = ['apps', 'libs'].flatMap((folder) => listFiles(path.join(root, 'dist', folder)));
  const isStale = (file) => {
    const source = path.relative(path.join(root, 'dist'), file).replace(/\.js(\.map)?$/, '.ts');
    return !existsSync(path.join(root, source));
  };
  if (output.some(isStale) || !existsSync(path.join(root, 'dist', 'apps', 'api'))) {
    for (const name of ['apps', 'libs', 'server.tsbuildinfo'])
      rmSync(path.join(root, 'dist', name), { recursive: true, force: true });
  }
}

async function tool(root, name, args) {
  const bin = path.join(root, 'node_modules', '.bin');
  const env = { ...process.env, PATH: bin + path.delimiter + (process.env.PATH ?? '') };
  const { code, output } = await run(path.join(bin, name), args, { cwd: root, env });
  if (code === 0) return;
  throw new SetupFailure(
    `Lệnh ${name} ${args.join(' ')} không biên dịch được mã nguồn: xem thông báo ở trên.`,
    `${name} ${args.join(' ')} could not compile the sources: see its output above.`,
    output,
  );
}
