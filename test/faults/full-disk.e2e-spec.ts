import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';

import { Case, officersAt, type Officers } from '../kit/cases.js';
import { appointment, candidate, communeId, vacant } from '../kit/demonstration.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, runCli } from '../kit/programs.js';
import { readyOf, RunningService } from '../kit/service.js';

afterAll(async () => {
  await endPrograms();
  removeDirectories();
});

const onLinux = process.platform === 'linux' ? describe : describe.skip;
const content = appointment(candidate(2), vacant.radio);
const draft = (officers: Officers) => Case.draft(officers, content, communeId);

/** No file of the running service takes more bytes, until the limit is lifted. */
function limitFiles({ program }: RunningService, soft: number | 'unlimited'): void {
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

onLinux('a disk that is full before a backup is whole', () => {
  it('is left as it was before, without keys, and takes one later', async () => {
    const service = await RunningService.start(newDirectory());
    const place = newDirectory();
    const to = join(place, 'năm 2026', 'backup');
    const back = () => runCli(['backup', '--to', to], { TOTRINH_DATA_DIR: service.dataDir });

    limitFiles(service, 20_000); // less than the log, and than the keys
    expect(await back()).toMatchObject({
      ...{ code: 1, stdout: '' },
      stderr: expect.stringMatching(/^Không sao lưu được: [^\n]*ổ đĩa[^\n]*chạy lại\.\n$/m),
    });
    expect(readdirSync(place)).toEqual([]);
    mkdirSync(to, { recursive: true });
    expect(await back()).toMatchObject({ code: 1 });
    expect(readdirSync(to)).toEqual([]);

    limitFiles(service, 'unlimited');
    const { code, stdout, stderr } = await back();
    const size = /: ([\d.]+) sự kiện, đã kiểm\.$/m.exec(stdout)?.[1] ?? '';
    expect([code, stderr.split('\n').slice(0, 3)]).toEqual([
      0,
      ['Sao sổ sự kiện: 100%', `Kiểm bản sao: ${size}/${size} sự kiện`, 'Sao khóa: 2/2 tệp'],
    ]);
    expect(existsSync(join(to, 'keys', 'keys.db'))).toBe(true);
  });
});
