// Makes a checkout ready to run: packages, Redis, build. Run by npm before `start`, `test` and
// `totrinh`; says nothing when there is nothing to do. Plain JavaScript for Node 20, which is all
// a bare clone has. Words go to stderr: stdout belongs to the command that follows.
import { fileURLToPath } from 'node:url';
import path from 'node:path';

import { serverBuild, webBuild } from './setup/build.mjs';
import { dependencies } from './setup/dependencies.mjs';
import { exclusively } from './setup/lock.mjs';
import { reportFailure, runStage } from './setup/progress.mjs';
import { systemPackages } from './setup/system-packages.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const forTests = process.argv.includes('--tests');

const stages = [dependencies(root), serverBuild(root), webBuild(root)];
const beside = [systemPackages(forTests)];

try {
  await setUp();
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}

async function setUp() {
  if ([...stages, ...beside].every((stage) => stage.isDone())) return;
  await exclusively(path.join(root, 'dist', '.setup.lock'), async () => {
    // The system's packages download while npm works. Both run to their end before a failure is
    // told: a package manager must not be cut off half-way.
    const outcomes = await Promise.allSettled([inOrder(stages), inOrder(beside)]);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  });
}

async function inOrder(list) {
  for (const stage of list) if (!stage.isDone()) await runStage(stage);
}
