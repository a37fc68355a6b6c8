import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { AggregateReader } from '#libs/aggregates';
import { replayStaffing, type ReplayedStaffing, type ReplayRequest } from '#libs/audit';
import { DataDirectoryInUse } from '#libs/event-store';
import { kekFileFrom, openEmbeddedStores, type EmbeddedStores } from '#libs/runtime';

import { noReplay } from '../../api/src/operator/no-replay.js';
import { CommandFailure, EXIT } from './exit.js';
import { dataDirOf, runningService } from './service-at-hand.js';

/** Replays from the log itself; where a service holds it, that service does. */
export async function replayAtHand(
  request: ReplayRequest,
  env: NodeJS.ProcessEnv,
): Promise<ReplayedStaffing> {
  const dataDir = dataDirOf(env);
  if (!existsSync(join(dataDir, 'log.db')))
    throw new CommandFailure(EXIT.noData, `Thư mục ${dataDir} chưa có sổ sự kiện nào.`);
  const stores = await openUnlessInUse(dataDir, kekFileFrom(env));
  return stores ? replayHere(request, stores) : replayThere(request, dataDir);
}

async function openUnlessInUse(dataDir: string, kekFile: string): Promise<EmbeddedStores | null> {
  try {
    return await openEmbeddedStores(dataDir, kekFile);
  } catch (error) {
    if (error instanceof DataDirectoryInUse) return null;
    throw error;
  }
}

async function replayHere(
  request: ReplayRequest,
  { store, keys, close }: EmbeddedStores,
): Promise<ReplayedStaffing> {
  try {
    const replayed = await replayStaffing(new AggregateReader(store, keys), request);
    if (typeof replayed !== 'string') return replayed;
    throw new CommandFailure(EXIT.noData, noReplay(replayed, request.unitId).sentence.vi);
  } finally {
    await close();
  }
}

async function replayThere(
  { unitId, asOf, knownAt }: ReplayRequest,
  dataDir: string,
): Promise<ReplayedStaffing> {
  const { operator } = await runningService(dataDir);
  const query = new URLSearchParams({ unitId, asOf, ...(knownAt && { knownAt }) });
  return operator.get<ReplayedStaffing>(`/operator/replay?${query.toString()}`);
}
