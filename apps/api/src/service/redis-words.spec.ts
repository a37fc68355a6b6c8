import { describe, expect, it } from '@jest/globals';

import { redisWords } from './redis-words.js';

const away = (code: string) => Object.assign(new Error(`connect ${code} //:pa55@host`), { code });

describe('a Redis that cannot be reached', () => {
  it.each([
    ['redis://:pa55@may.invalid:6390', 'ENOTFOUND', 'Redis ở may.invalid:6390 (ENOTFOUND)'],
    ['rediss://u:pa55@127.0.0.1:1', 'ECONNREFUSED', 'Redis ở 127.0.0.1:1 (ECONNREFUSED)'],
    ['/run/redis.sock', 'ENOENT', 'Redis ở /run/redis.sock (ENOENT)'],
  ])('is told by its place, and its password never: %s', (url, code, words) => {
    const sentence = redisWords(away(code), url);
    expect(sentence).toContain(words);
    expect(sentence).toContain('Dịch vụ vẫn chạy');
    expect(sentence).not.toContain('pa55');
  });

  it('is told apart from one that refuses', () => {
    const refused = new Error('WRONGPASS invalid username-password pair or user is disabled.');
    expect(redisWords(refused, 'redis://h:1')).toContain('từ chối người dùng hoặc mật khẩu');
  });

  it('leaves every other problem its own words', () => {
    expect(redisWords(new Error('a job failed'), 'redis://h:1')).toBe('a job failed');
  });
});
