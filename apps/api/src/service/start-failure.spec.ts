import { describe, expect, it } from '@jest/globals';

import { DamagedFile, DataDirectoryInUse, StoreUnavailable } from '#libs/event-store';

import { startFailure } from './start-failure.js';

const told = (code: string, path?: string) => Object.assign(new Error(code), { code, path });

describe('what keeps a service from starting', () => {
  it.each(['EACCES', 'EROFS', 'ENOTDIR'])('is one sentence where a path has %s', (code) => {
    expect(startFailure(told(code, '/srv/so'))).toEqual({
      exitCode: 1,
      sentence: `Không dùng được /srv/so (${code}): hãy kiểm tra chủ, quyền và loại của nó, và ổ đĩa.`,
    });
  });

  it.each([
    [13, /: ổ đĩa đã đầy .* giải phóng chỗ trống/],
    [10, /: ổ đĩa báo lỗi khi đọc hoặc ghi/],
    [778, /: ổ đĩa báo lỗi khi đọc hoặc ghi/], // extended: which call failed
    [8, /: chỉ đọc được, .* chép cả thư mục sang nơi ghi được/],
    [14, /: không mở được tệp .* chép cả thư mục sang nơi ghi được/],
  ])('is trouble of the disk where SQLite says %i, wrapped or not', (errcode, words) => {
    const ofSqlite = Object.assign(new Error('database trouble'), { errcode });
    const wrapped = new StoreUnavailable('The log is away.', { cause: ofSqlite });
    for (const error of [ofSqlite, wrapped]) {
      const failure = startFailure(error);
      expect(failure).toEqual({ exitCode: 1, sentence: expect.stringMatching(words) });
      expect(failure?.sentence).toMatch(/^Không dùng được thư mục dữ liệu: /);
    }
  });

  it.each([
    ['ENOSPC', /: ổ đĩa đã đầy \(ENOSPC\)\. Hãy giải phóng chỗ trống/],
    ['EDQUOT', /: đã dùng hết hạn mức đĩa/],
    ['EIO', /: ổ đĩa báo lỗi/],
  ])('is trouble of the disk where the system says %s, with a path or not', (code, words) => {
    for (const [path, what] of [
      ['/srv/so', '/srv/so'],
      [undefined, 'ổ đĩa'],
    ]) {
      const failure = startFailure(told(code, path));
      expect(failure).toEqual({ exitCode: 1, sentence: expect.stringMatching(words) });
      expect(failure?.sentence).toMatch(new RegExp(`^Không dùng được ${what}: `));
    }
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

  it.each([
    new Error('a bug'),
    new StoreUnavailable('for no reason'),
    'no error',
    told('ENOENT', '/srv/so'),
    told('EACCES'),
  ])('is told with its trace where nobody expected it: %s', (error) => {
    expect(startFailure(error)).toBeNull();
  });
});
