import { secretSetting } from '#libs/runtime';

import { failure, ok, warning, type Check, type Outcome } from './check.js';

interface RedisPlace {
  readonly env: NodeJS.ProcessEnv;
  /** Whether several processes work on the same log. */
  readonly isShared: boolean;
}

export const redisCheck: Check<RedisPlace> = {
  id: 'redis',
  ask: ({ env, isShared }) => {
    const url = secretSetting(env, 'REDIS_URL');
    if (url !== null) return named(url);
    return isShared ? ownBesideOthers() : own();
  },
};

async function named(url: string): Promise<Outcome> {
  const { probeRedis } = await import('#libs/queues');
  switch (await probeRedis(url)) {
    case 'answers':
      return ok('Redis ở REDIS_URL trả lời.');
    case 'refused':
      return failure(
        'Redis ở REDIS_URL từ chối người dùng hoặc mật khẩu.',
        'Hãy sửa người dùng và mật khẩu trong REDIS_URL.',
      );
    case 'down':
      return failure(
        'Redis ở REDIS_URL không trả lời.',
        'Hãy kiểm tra Redis đã chạy, và máy, cổng trong REDIS_URL.',
      );
    case 'malformed':
      return failure(
        'REDIS_URL không phải địa chỉ Redis.',
        'Hãy đặt theo dạng redis://[người dùng:mật khẩu@]máy:cổng, hoặc rediss:// nếu có TLS.',
      );
  }
}

async function own(): Promise<Outcome> {
  const { findRedisServer } = await import('#libs/queues');
  const program = findRedisServer();
  if (program) return ok(`Có Redis để chạy riêng: ${program}.`);
  return failure(
    'Không thấy redis-server hay valkey-server trên PATH.',
    'Hãy cài redis-server, hoặc đặt REDIS_URL.',
  );
}

async function ownBesideOthers(): Promise<Outcome> {
  const { status, sentence, advice } = await own();
  if (status === 'failure') return failure(sentence, advice ?? '');
  return warning(
    'Chưa đặt REDIS_URL: mỗi tiến trình sẽ chạy một Redis riêng.',
    'Khi có từ hai tiến trình trở lên, hãy đặt REDIS_URL đến một Redis chung.',
  );
}
