import { secretSetting } from '#libs/runtime';

import { EXIT, type ExitCode } from '../exit.js';
import { answer } from '../output.js';
import { accessListStep } from './access-list.step.js';
import { beginLogStep } from './begin-log.step.js';
import { clusterPlace } from './cluster-place.js';
import { ownWorkStep } from './own-work.step.js';
import type { SetUpStep } from './set-up-step.js';
import { userStep } from './user.step.js';

/** One after the other; each does nothing where it was done before. */
const STEPS: readonly SetUpStep[] = [userStep, accessListStep, ownWorkStep, beginLogStep];

/** Prepares the server that keeps the log, begins the log there, and tells what was done. */
export async function runSetUp(
  { admin }: { readonly admin?: string },
  env: NodeJS.ProcessEnv,
): Promise<ExitCode> {
  const place = clusterPlace(admin ?? secretSetting(env, 'TOTRINH_ADMIN_URL') ?? undefined, env);
  try {
    for (const step of STEPS) for (const line of await step(place)) answer(line);
    return EXIT.ok;
  } finally {
    place.administrator?.administration.close();
  }
}
