import { describe, expect, it } from '@jest/globals';

import { DamagedFile, DataDirectoryInUse } from '#libs/event-store';

import { startFailure } from './start-failure.js';

const told = (code: string, path?: string) => Object.assign(new Error(code), { code, path });

describe('what keeps a service from starting', () => {
  it.each(['EACCES', 'EROFS', 'ENOTDIR'])('is one sentence where a path has %s', (code) => {
    expect(startFailure(told(code, '/srv/so'))).toEqual({
      exitCode: 1,
      sentence: `Không dùng được /srv/so (${code}): hãy kiểm tra chủ, quyền và loại của nó, và ổ đĩa.`,
    });
  });

  it('is a setting where a directory can be made by nobody', () => {
    const made = Object.assign(told('ENOENT', '/proc/x'), { syscall: 'mkdir' });
    expect(startFailure(made)).toMatchObject({
      exitCode: 2,
      sentence: expect.stringMatching(/^Không tạo được thư mục \/proc\/x: .*TOTRINH_DATA_DIR/),
    });
  });

  it('names a directory that is in use, and what has to be stopped', () => {
    const found = startFailure(new DataDirectoryInUse('/srv/so'));
    expect(found).toEqual({
      exitCode: 11,
      sentence: expect.stringMatching(/^Thư mục dữ liệu \/srv\/so .*: hãy dừng dịch vụ/),
    });
    expect(found?.sentence).not.toMatch(/in use|directory/);
  });

  it('names a damaged file, and where a whole one comes from', () => {
    expect(startFailure(new DamagedFile('/srv/so/keys.db'))).toEqual({
      exitCode: 1,
      sentence: expect.stringMatching(/^Tệp \/srv\/so\/keys\.db .* từ bản sao lưu/),
    });
  });

  it.each([new Error('a bug'), 'no error', told('ENOENT', '/srv/so'), told('EACCES')])(
    'is told with its trace where nobody expected it: %s',
    (error) => {
      expect(startFailure(error)).toBeNull();
    },
  );
});
