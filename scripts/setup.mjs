// Makes a checkout ready to run: packages, Redis, build. Run by npm before `start`, `test` and
// `totrinh`; says nothing when there is nothing to do. Plain JavaScript for Node 20, which is all
// a bare clone has. Words go to stderr: stdout belongs to the command that follows.
import { fileURLToPath } from 'node:url';
import path from 'node:path';

import { serverBuild, verifierBuild, webBuild } from './setup/build.mjs';
import { interruptCommands } from './setup/command.mjs';
import { dependencies } from './setup/dependencies.mjs';
import { exclusively } from './setup/lock.mjs';
import { reportFailure, runStage } from './setup/progress.mjs';
import { systemPackages } from './setup/system-packages.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const forTests = process.argv.includes('--tests');

const stages = [dependencies(root), serverBuild(root), webBuild(root), verifierBuild(root)];
const beside = [systemPackages(forTests)];

let interruptedBy = null;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, interrupt);

if (![...stages, ...beside].every((stage) => stage.isDone())) {
  const outcomes = await exclusively(path.join(root, 'dist', '.setup.lock'), setUp);
  const failures = outcomes.filter((outcome) => outcome.status === 'rejected');
  for (const failure of failures) reportFailure(failure.reason);
  if (failures.length > 0) process.exitCode = { SIGINT: 130, SIGTERM: 143 }[interruptedBy] ?? 1;
}

/**
 * The system's packages download while npm works. Both run to their end before a failure is told:
 * a package manager must not be cut off half-way.
 */
function setUp() {
  return Promise.allSettled([inOrder(stages), inOrder(beside)]);
}

async function inOrder(list) {
  for (const stage of list) if (!stage.isDone()) await runStage(stage);
}

/** The commands end first, then we do, and the lock is free when nothing works in here any more. */
function interrupt(signal) {
  interruptedBy = signal;
  interruptCommands();
}
