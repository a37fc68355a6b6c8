import { median, print } from './figure.js';
import { inDataDirectory, inService } from './in-service.js';

const SECONDS_MAX = 3;

/**
 * From the start of the program, as installed and built, to the first time that it says it is
 * ready: in a data directory that an earlier start has left, the demonstration district in it.
 */
export async function measureStart(): Promise<void> {
  await inDataDirectory(async (dataDir) => {
    await readyAfter(dataDir);
    const value = await median(() => readyAfter(dataDir));
    print({ name: 'start to ready, median of 3', value, unit: 's', target: SECONDS_MAX });
  });
}

async function readyAfter(dataDir: string): Promise<number> {
  const startedAt = performance.now();
  return inService(dataDir, async ({ url }) => {
    while (!(await fetch(`${url}/health/ready`)).ok);
    return (performance.now() - startedAt) / 1_000;
  });
}
