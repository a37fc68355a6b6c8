import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { DataDirectoryInUse, lockDataDirectory, type DataDirectoryLock } from '#libs/event-store';

import { CommandFailure, EXIT } from '../exit.js';

/** Of one witness, each by its one real name. */
export interface WitnessFiles {
  readonly state: string;
  readonly key: string;
}

/** Before anything is made: throws `CommandFailure` where a witness cannot have these. */
export function witnessFiles({ state, key }: WitnessFiles): WitnessFiles {
  requireFile('--state', state);
  requireFile('--key', key);
  const files = { state: realPath(state), key: realPath(key) };
  if (files.state === files.key)
    throw usage(`--state và --key cùng là tệp ${files.key}: phải là hai tệp khác nhau.`);
  if ((statSync(files.key, { throwIfNoEntry: false })?.nlink ?? 1) > 1)
    throw usage(
      `--key ${key}: tệp còn tên khác (liên kết cứng), nên không biết được có bên chứng kiến khác đang chạy với khóa này không. Hãy xóa các tên kia, chỉ giữ một.`,
    );
  return files;
}

/** Two that each remember only what they signed themselves may sign two trees of one size. */
export function lockWitness({ state, key }: WitnessFiles): DataDirectoryLock {
  const locks = [taken(state, `tệp nhớ ${state}`)];
  try {
    locks.push(taken(key, `khóa ${key}`));
  } catch (error) {
    release();
    throw error;
  }
  return { release };

  function release(): void {
    for (const lock of locks) lock.release();
  }
}

function taken(file: string, what: string): DataDirectoryLock {
  try {
    return lockDataDirectory(lockOf(file));
  } catch (error) {
    if (!(error instanceof DataDirectoryInUse)) throw error;
    throw new CommandFailure(
      EXIT.inUse,
      `Một bên chứng kiến khác đang chạy với ${what}: hai bên cùng chạy thì không bên nào biết bên kia đã ký gì, và có thể ký hai bản khác nhau của một sổ. Hãy dùng bên đang chạy, hoặc dừng bên đó rồi chạy lại.`,
    );
  }
}

function lockOf(file: string): string {
  return `${file}.lock`;
}

/** A file that is there, or a folder that it and its lock can be made in. */
function requireFile(flag: string, path: string): void {
  if (isFolder(path)) throw usage(`${flag} ${path}: là một thư mục, phải là tên một tệp.`);
  if (existsSync(path) && !statSync(path).isFile())
    throw usage(`${flag} ${path}: không phải tệp thường, cần tên một tệp.`);
  if (!isFolder(dirname(path)))
    throw usage(`${flag} ${path}: chưa có thư mục ${dirname(path)}. Hãy tạo thư mục này trước.`);
  if (!existsSync(path) && isThere(path))
    throw usage(`${flag} ${path}: là liên kết đến nơi không có gì. Hãy xóa hoặc sửa liên kết này.`);
  const lock = lockOf(realPath(path));
  if (isThere(lock) && !isFolder(lock))
    throw usage(
      `${flag} ${path}: cần thư mục ${lock} để không có hai bên chứng kiến cùng chạy, mà ở đó có thứ khác. Hãy dời thứ đó đi.`,
    );
}

/** Be it a link that leads nowhere. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

/** However it is named: by two names of one file, two would think that they are alone. */
function realPath(file: string): string {
  return existsSync(file) ? realpathSync(file) : join(realpathSync(dirname(file)), basename(file));
}

function usage(sentence: string): CommandFailure {
  return new CommandFailure(EXIT.usage, sentence);
}
