import { loadWorld, type Progress } from '#libs/application';
import { unit } from '#libs/domain';
import { minhHoa } from '#libs/scenarios';

import type { DemonstrationWish } from '../config.js';
import type { Core } from './core.js';

/** Loads the demonstration district as far as it is wished for and not there yet. */
export async function loadDemonstration(
  wish: DemonstrationWish,
  core: Core,
  progress?: Progress,
): Promise<void> {
  if (wish === 'leave') return;
  if (wish === 'finish' && (hasDemonstration(core) || !(await isBegun(core)))) return;
  await loadWorld(minhHoa, core.setUp, core.sessions, progress);
}

/** Its accounts are what is loaded last. */
export function hasDemonstration({ sessions }: Core): boolean {
  return minhHoa.accounts.every(({ username }) => sessions.hasPassword(username));
}

async function isBegun({ reader }: Core): Promise<boolean> {
  const { state } = await reader.fold(unit, minhHoa.units[0]?.unitId ?? '');
  return state !== null;
}
