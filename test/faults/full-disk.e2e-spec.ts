import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

import { afterAll, describe, expect, it } from '@jest/globals';

import { Case, officersAt, type Officers } from '../kit/cases.js';
import { appointment, candidate, communeId, vacant } from '../kit/demonstration.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms } from '../kit/programs.js';
import { readyOf, RunningService } from '../kit/service.js';

afterAll(async () => {
  await endPrograms();
  removeDirectories();
});

const onLinux = process.platform === 'linux' ? describe : describe.skip;
const content = appointment(candidate(2), vacant.radio);
const draft = (officers: Officers) => Case.draft(officers, content, communeId);

/** No file of the running service takes another byte, until the limit is lifted. */
function limitFiles({ program }: RunningService, soft: 0 | 'unlimited'): void {
  execFileSync('prlimit', [`--pid=${program.pid}`, `--fsize=${soft}:unlimited`]);
}

onLinux('a disk that takes nothing while the service runs', () => {
  it('is what readiness and the console tell, until it does again', async () => {
    const service = await RunningService.start(newDirectory());
    const officers = await officersAt(service.url);
    const before = await draft(officers);
    expect(await readyOf(service)).toMatchObject({ http: 200, status: 'ok' });

    limitFiles(service, 0);
    await expect(draft(officers)).rejects.toThrow(/503 .*store-available/);
    await expect(draft(officers)).rejects.toThrow(/503/);
    expect(await readyOf(service)).toMatchObject({
      ...{ http: 503, status: 'storage-away' },
      reason: expect.stringMatching(/^Không ghi được .* giải phóng chỗ trống/),
    });
    expect(service.program.stderr.match(/Không ghi được vào thư mục/g)).toHaveLength(1);

    limitFiles(service, 'unlimited');
    expect(await readyOf(service)).toMatchObject({ http: 200, status: 'ok' });
    await service.program.warns(/^Đã ghi lại được/m);
    const after = await draft(officers);
    for (const { id } of [before, after])
      expect(await officers.commune.get(`/proposals/${id}`)).toMatchObject({ proposalId: id });
    expect(readdirSync(service.dataDir).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
