import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { copyOfData } from '../kit/data-copies.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, Program } from '../kit/programs.js';
import { RunningService } from '../kit/service.js';

let whole: string;
let dataDir: string;
beforeAll(async () => {
  whole = newDirectory();
  await RunningService.once(whole, { TOTRINH_DEMO: 'off' });
});
beforeEach(() => {
  dataDir = copyOfData(whole);
});
afterEach(endPrograms);
afterAll(removeDirectories);

function damage(name: string): void {
  for (const end of ['-wal', '-shm']) rmSync(join(dataDir, name + end), { force: true });
  writeFileSync(join(dataDir, name), 'no database at all'.repeat(100));
}

describe('a service whose files are damaged', () => {
  it.each(['keys.db', 'access.db'])('says that %s is, and does not start', async (name) => {
    damage(name);
    const service = new Program('service', { env: { TOTRINH_DATA_DIR: dataDir, PORT: '0' } });
    const { code, stdout, stderr } = await service.ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr.trim()).toMatch(/^Tệp [^\n]* đã hỏng [^\n]* từ bản sao lưu về chỗ cũ\.$/);
    expect(stderr).toContain(join(dataDir, name));
  });

  it('makes damaged views anew, and says so', async () => {
    damage('views.db');
    const service = await RunningService.start(dataDir, { TOTRINH_DEMO: 'off' });
    await service.program.warns(/views\.db đã hỏng .* đang lập lại từ sổ/);
    expect((await fetch(`${service.url}/health/ready`)).status).toBe(200);
    expect(readdirSync(dataDir)).toEqual(expect.arrayContaining(['views.db', 'views.db.damaged']));
  });
});
