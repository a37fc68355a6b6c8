import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

import { SetupFailure } from './failure.mjs';

const TAIL_LINES = 30;
const TAIL_CHARACTERS = 16_000;

const running = new Set();
let interrupted = false;

/**
 * Resolves with `{ code, output }`, the output being its last lines; never reads stdin.
 * Where the system can, the command ends with us even when we are killed: nothing may go on
 * writing in the checkout once its lock is free.
 */
export async function run(command, args, options = {}) {
  if (interrupted) throw stopped();
  const setpriv = findOnPath('setpriv');
  const [program, ...rest] = [
    ...(setpriv ? [setpriv, '--pdeathsig', 'KILL'] : []),
    command,
    ...args,
  ];
  const child = start(program, rest, { ...options, detached: true });
  running.add(child);
  const result = await outcome(child);
  running.delete(child);
  if (interrupted) throw stopped();
  return result;
}

/** Like `run`, for work that must come to its end whatever happens to us. */
export function runToTheEnd(command, args, options = {}) {
  return outcome(start(command, args, { ...options, detached: true }));
}

/**
 * Kills the commands of `run`: npm and compilers can begin anew, and npm ignores polite
 * signals.
 */
export function interruptCommands() {
  interrupted = true;
  for (const { pid } of running) if (pid) process.kill(-pid, 'SIGKILL');
}

function start(command, args, options) {
  return spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
}

function outcome(child) {
  return new Promise((resolve) => {
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-TAIL_CHARACTERS);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: tail(output) }));
  });
}

function stopped() {
  return new SetupFailure('Đã dừng theo yêu cầu.', 'Interrupted.');
}

/** First of the commands that stands on PATH and may be executed, or null. */
export function findOnPath(...commands) {
  const directories = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  for (const command of commands) {
    const found = directories.map((dir) => path.join(dir, command)).find(isExecutable);
    if (found) return found;
  }
  return null;
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function tail(text) {
  return text.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
}
