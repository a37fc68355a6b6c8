import { join } from 'node:path';

import { afterEach, expect, it } from '@jest/globals';

import { spoilIndex } from '../../libs/event-store/src/sqlite/testing/spoiled-page.js';
import { Case, officersAt } from '../kit/cases.js';
import { appointment, candidate, communeId, vacant } from '../kit/demonstration.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms } from '../kit/programs.js';
import { readyOf, RunningService } from '../kit/service.js';

afterEach(async () => {
  await endPrograms();
  removeDirectories();
});

it.each([
  ['read-only, as the check at the start would', 'on', /hỏng|không đọc được.*Dịch vụ chỉ cho đọc/],
  ['damaged, where that check is off', 'off', /không đọc được.*vì TOTRINH_BOOT_CHECK=off/],
] as const)(
  'a log that an act finds damaged is told as %s, and not as a full disk',
  async (_how, bootCheck, told) => {
    const env = { TOTRINH_BOOT_CHECK: bootCheck };
    const service = await RunningService.start(newDirectory(), env);
    const officers = await officersAt(service.url);
    const draft = () => Case.draft(officers, appointment(candidate(2), vacant.radio), communeId);
    await draft();
    spoilIndex(join(service.dataDir, 'log.db'));
    await expect(draft()).rejects.toThrow(/503 .*log-read-only/);
    const status = bootCheck === 'on' ? 'log-read-only' : 'ok';
    const ready = await readyOf(service);
    expect(ready).toMatchObject({ status });
    await service.program.warns(told);
    expect(service.program.stderr).not.toContain('Không ghi được');
  },
);
