import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { copyOfData } from '../kit/data-copies.js';
import { Diagnosis } from '../kit/diagnosis.js';
import {
  configOf,
  kekFileOf,
  newDirectory,
  pathWith,
  removeDirectories,
} from '../kit/directories.js';
import { endPrograms, runCli } from '../kit/programs.js';
import { RunningService } from '../kit/service.js';

/** Where a service has run. */
let begun: string;
let dataDir: string;
beforeAll(async () => {
  begun = newDirectory();
  await RunningService.once(begun, { TOTRINH_DEMO: 'off' });
}, 60_000);
beforeEach(() => {
  dataDir = newDirectory();
});
afterEach(endPrograms);
afterAll(removeDirectories);

const doctor = (env = {}) => Diagnosis.of({ TOTRINH_DATA_DIR: dataDir, ...env });
const sealKeyFile = () => {
  const folder = join(configOf(dataDir), 'totrinh');
  const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.key'));
  return join(folder, name);
};

/** As somebody does who knows nothing of files beside it. */
function copyKeys(from: string, to: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(join(to, `keys.db${end}`), { force: true });
  copyFileSync(join(from, 'keys.db'), join(to, 'keys.db'));
}

describe('the doctor, before anything has run', () => {
  it('finds nothing wrong, and makes nothing', async () => {
    const found = await doctor();
    expect([found.code, found.complaints]).toEqual([0, []]);
    expect(found.checks.map(({ id }) => id)).toEqual([
      ...['node', 'data-directory', 'disk-space', 'log', 'key-file', 'redis'],
    ]);
    expect(await found.inWords()).not.toContain('✖');
    expect([readdirSync(dataDir), existsSync(kekFileOf(dataDir))]).toEqual([[], false]);
  });

  it('says that the directory is not there, and leaves it so', async () => {
    const missing = join(dataDir, 'nowhere');
    const found = await doctor({ TOTRINH_DATA_DIR: missing });
    expect([found.code, found.complaints]).toEqual([0, ['data-directory: warning']]);
    expect(existsSync(missing)).toBe(false);
  });

  it('says that there is no Redis, on PATH or where REDIS_URL says', async () => {
    const nothing = await doctor({ PATH: pathWith() });
    expect([nothing.code, nothing.complaints]).toEqual([1, ['redis: failure']]);
    const away = await doctor({ REDIS_URL: 'redis://:pa55@127.0.0.1:1' });
    expect([away.code, away.complaints]).toEqual([1, ['redis: failure']]);
    const malformed = await doctor({ REDIS_URL: 'http://:pa55@127.0.0.1' });
    expect(malformed.complaints).toEqual(['redis: failure']);
    const file = join(newDirectory(), 'redis-url');
    writeFileSync(file, 'redis://:pa55@127.0.0.1:1\n');
    const inFile = await doctor({ REDIS_URL_FILE: file });
    expect([inFile.code, inFile.complaints]).toEqual([1, ['redis: failure']]);
  });

  it('is told an address that it does not know', async () => {
    const env = { TOTRINH_DATA_DIR: dataDir, EVENT_STORE_URL: 'http://clerk:pa55@127.0.0.1' };
    const { code, stdout, stderr } = await runCli(['doctor', '--json'], env);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('EVENT_STORE_URL');
    expect(stderr).not.toContain('pa55');
  });
});

describe('the doctor, beside a service', () => {
  it('finds all well, and which service it is', async () => {
    const service = await RunningService.start(dataDir, { TOTRINH_DEMO: 'off' });
    const found = await doctor();
    expect([found.code, found.complaints]).toEqual([0, []]);
    expect(found.check('service')?.sentence).toContain(service.url);
    expect(found.check('log')?.sentence).toMatch(/approval-log.*sự kiện/);
    expect(found.check('rows')?.sentence).toMatch(/Đã tính lại \d+ sự kiện/);
    await service.stop();
    const later = await doctor();
    expect([later.code, later.complaints]).toEqual([0, []]);
    expect(later.check('service')?.sentence).toContain('Không có dịch vụ nào');
  });
});

describe('the doctor, where an older copy of keys.db was put back', () => {
  it('says whose keys are missing, as the service does, until the complete file is back', async () => {
    dataDir = copyOfData(begun);
    const [complete, older] = [newDirectory(), newDirectory()];
    copyKeys(dataDir, older);
    await RunningService.once(dataDir, { TOTRINH_DEMO: 'on' });
    copyKeys(dataDir, complete);
    copyKeys(older, dataDir);
    const service = await RunningService.start(dataDir);
    const response = await fetch(`${service.url}/health/ready`);
    const { warnings = [] } = (await response.json()) as { warnings?: string[] };
    expect([response.status, warnings.length]).toEqual([200, 1]);
    expect(warnings[0]).toContain('keys.db là bản cũ');
    const found = await doctor();
    expect(found.complaints).toEqual(['service: warning', 'missing-keys: failure']);
    expect(found.check('missing-keys')?.sentence).toMatch(/thiếu khóa của \d+ người/);
    await service.stop();
    copyKeys(complete, dataDir);
    await RunningService.once(dataDir);
    expect((await doctor()).complaints).toEqual([]);
  }, 120_000);
});

describe('the doctor, where keys.db is gone', () => {
  it('says so once texts are sealed with its keys, as a start does', async () => {
    await RunningService.once(dataDir, { TOTRINH_DEMO: 'on' });
    for (const end of ['', '-wal', '-shm']) rmSync(join(dataDir, `keys.db${end}`), { force: true });
    const found = await doctor();
    expect([found.code, found.complaints]).toEqual([1, ['keys-gone: failure']]);
  }, 60_000);

  it('says nothing while nobody needs one', async () => {
    dataDir = copyOfData(begun);
    rmSync(join(dataDir, 'keys.db'));
    expect((await doctor()).complaints).toEqual([]);
  });
});

describe('the doctor, where a service has run', () => {
  beforeEach(() => {
    dataDir = copyOfData(begun);
  });

  it('finds what others may read', async () => {
    chmodSync(dataDir, 0o755);
    chmodSync(kekFileOf(dataDir), 0o644);
    chmodSync(sealKeyFile(), 0o640);
    const found = await doctor();
    expect(found.code).toBe(1);
    expect(found.complaints).toEqual([
      ...['data-directory: warning', 'key-file: failure', 'seal-key: failure'],
    ]);
    expect(found.check('seal-key')?.advice).toContain('chmod 600');
    expect((await found.inWords()).match(/✖/g)).toHaveLength(2);
  });

  it('finds that keys are gone, and makes no others', async () => {
    rmSync(kekFileOf(dataDir));
    rmSync(sealKeyFile());
    const found = await doctor();
    expect([found.code, found.complaints]).toEqual([1, ['key-file: failure', 'seal-key: failure']]);
    expect(existsSync(kekFileOf(dataDir))).toBe(false);
  });

  it('finds a key beside the data', async () => {
    const found = await doctor({ TOTRINH_KEK_FILE: join(dataDir, 'kek') });
    expect(found.complaints).toEqual(['key-file: failure']);
  });

  it('finds an event that was changed, and no service has to run for it', async () => {
    const file = join(dataDir, 'log.db');
    const bytes = readFileSync(file);
    const at = bytes.lastIndexOf('SealKeyIntroduced');
    writeFileSync(file, bytes.fill('x', at, at + 1));
    const found = await doctor();
    expect([found.code, found.complaints]).toEqual([3, ['rows: damage']]);
    expect(found.check('rows')).toMatchObject({
      sentence: expect.stringMatching(/^Sự kiện thứ 1 của sổ .*đã bị sửa hoặc mất/),
      advice: expect.stringContaining('totrinh verify'),
    });
    await found.inWords();
  });

  it('finds a log that holds less than was signed, and a checkpoint that is none', async () => {
    const folder = join(dataDir, 'checkpoints');
    const [name = ''] = readdirSync(folder).filter((file) => /^\d+\.txt$/.test(file));
    const more = join(folder, '0000000000000999.txt');
    const note = readFileSync(join(folder, name), 'utf8');
    writeFileSync(more, note.replace(/\n\d+\n/, '\n999\n'));
    const shorter = await doctor();
    expect([shorter.code, shorter.complaints]).toEqual([3, ['rows: damage']]);
    expect(shorter.check('rows')?.sentence).toMatch(/chỉ có \d+ sự kiện, mà .* đã ký 999/);
    writeFileSync(more, 'khác');
    expect((await doctor()).check('rows')?.sentence).toContain('không đọc được');
  });

  it('finds a log that was emptied, and one that is gone', async () => {
    for (const name of ['log.db', 'log.db-wal', 'log.db-shm'])
      rmSync(join(dataDir, name), { force: true });
    const gone = await doctor();
    expect([gone.code, gone.complaints]).toEqual([3, ['log: damage']]);
    writeFileSync(join(dataDir, 'log.db'), '');
    const emptied = await doctor();
    expect([emptied.code, emptied.complaints]).toEqual([3, ['log: damage']]);
    expect(emptied.check('log')?.sentence).toMatch(/trống rỗng, mà điểm niêm phong/);
  });

  it.each([
    ['keys.db', 'key-file: failure', 1],
    ['access.db', 'access-file: failure', 1],
    ['views.db', 'views-file: warning', 0],
  ])('finds that %s is no database', async (name, complaint, code) => {
    for (const end of ['', '-wal', '-shm']) rmSync(join(dataDir, name + end), { force: true });
    writeFileSync(join(dataDir, name), 'no database at all'.repeat(100));
    const found = await doctor();
    expect([found.code, found.complaints]).toEqual([code, [complaint]]);
  });

  it('tells a log that is damaged from one that is another file', async () => {
    for (const name of ['log.db', 'log.db-wal', 'log.db-shm'])
      rmSync(join(dataDir, name), { force: true });
    writeFileSync(join(dataDir, 'log.db'), 'no database at all'.repeat(100));
    const damaged = await doctor();
    expect([damaged.code, damaged.complaints]).toEqual([3, ['log: damage']]);
    rmSync(join(dataDir, 'log.db'));
    mkdirSync(join(dataDir, 'log.db'));
    const other = await doctor();
    expect([other.code, other.complaints]).toEqual([1, ['log: failure']]);
  });
});
