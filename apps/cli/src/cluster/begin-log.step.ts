import { randomUUID } from 'node:crypto';

import { tell } from '../output.js';
import type { SetUpStep } from './set-up-step.js';

/** The first event of a log introduces the key that seals it, which is made where there is none. */
export const beginLogStep: SetUpStep = async ({ env }) => {
  const origin = await beginLog(env);
  return [origin === null ? 'Sổ đã được mở từ trước.' : `Đã mở sổ ${origin}.`];
};

/** Answers its name; `null` where a log had been begun before. */
async function beginLog(env: NodeJS.ProcessEnv): Promise<string | null> {
  const { readConfig } = await import('../../../api/src/config.js');
  const { openCore } = await import('../../../api/src/service/core.js');
  const config = readConfig({ ...env, TOTRINH_RUNS: 'api', TOTRINH_DEMO: 'off' }, null);
  const begins = `totrinh/approval-log/${randomUUID()}`;
  const core = await openCore(
    { ...config, seals: { ...config.seals, signs: true } },
    { report: ({ message }) => tell(message), begins },
  );
  try {
    if (core.seals.origin !== begins) return null;
    await core.seals.check();
    await core.sealKeeping.begin();
    return begins;
  } finally {
    await core.close();
  }
}
