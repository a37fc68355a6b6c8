import { join } from 'node:path';

import { RunningService } from '../kit/service.js';
import { inDirectory } from './workplace.js';

/** A data directory for the real service: its keys lie beside it and are removed with it. */
export function inDataDirectory<T>(work: (dataDir: string) => Promise<T>): Promise<T> {
  return inDirectory((dir) => work(join(dir, 'data')));
}

/** The real service in a process of its own, as long as the work lasts. */
export async function inService<T>(
  dataDir: string,
  work: (service: RunningService) => Promise<T>,
): Promise<T> {
  const service = await RunningService.start(dataDir);
  try {
    return await work(service);
  } finally {
    await service.stop();
  }
}
