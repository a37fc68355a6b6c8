import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

const TAIL_LINES = 30;
const TAIL_CHARACTERS = 16_000;

/** Resolves with `{ code, output }`, the output being its last lines; never reads stdin. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (chunk) => {
      output = (output + chunk).slice(-TAIL_CHARACTERS);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: tail(output) }));
  });
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
