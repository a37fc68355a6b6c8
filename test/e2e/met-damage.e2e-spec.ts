import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterEach, expect, it } from '@jest/globals';

import { Case, officersAt } from '../kit/cases.js';
import { appointment, candidate, communeId, vacant } from '../kit/demonstration.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms } from '../kit/programs.js';
import { readyOf, RunningService } from '../kit/service.js';

afterEach(async () => {
  await endPrograms();
  removeDirectories();
});

/** The page by which streams are found goes bad, and whoever has the file open reads it anew. */
function spoilIndex(dataDir: string): void {
  const file = join(dataDir, 'log.db');
  const database = new DatabaseSync(file);
  const page = (sql: string) => Number(Object.values(database.prepare(sql).get() ?? {})[0]);
  const size = page('PRAGMA page_size');
  const root = page("SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_events_2'");
  database.exec('UPDATE tree SET frontier = frontier; PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(size, 0xff), 0, size, (root - 1) * size);
  closeSync(descriptor);
}

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
    spoilIndex(service.dataDir);
    await expect(draft()).rejects.toThrow(/503 .*log-read-only/);
    const status = bootCheck === 'on' ? 'log-read-only' : 'ok';
    const ready = await readyOf(service);
    expect(ready).toMatchObject({ status });
    await service.program.warns(told);
    expect(service.program.stderr).not.toContain('Không ghi được');
  },
);
