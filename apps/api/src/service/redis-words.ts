const UNREACHABLE = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EPIPE'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'ENOENT', 'EACCES', 'ERR_SOCKET_BAD_PORT'],
]);
const REFUSAL = /NOAUTH|WRONGPASS|NOPERM|invalid password/i;
const MEANWHILE =
  'Dịch vụ vẫn chạy và thử kết nối lại; bước tiếp theo của các hồ sơ đợi đến lúc đó.';

/** What is wrong with the Redis that REDIS_URL names; its password is never repeated. */
export function redisWords(problem: Error, redisUrl: string): string {
  const { code = '' } = problem as NodeJS.ErrnoException;
  if (REFUSAL.test(problem.message))
    return `Redis ở REDIS_URL từ chối người dùng hoặc mật khẩu. Hãy sửa trong REDIS_URL. ${MEANWHILE}`;
  if (!UNREACHABLE.has(code)) return problem.message;
  return `Không kết nối được với Redis ở ${placeOf(redisUrl)} (${code}): hãy kiểm tra Redis đã chạy, và máy, cổng trong REDIS_URL. ${MEANWHILE}`;
}

/** Machine and port, or the path of a socket. */
function placeOf(redisUrl: string): string {
  return redisUrl.startsWith('/') ? redisUrl : new URL(redisUrl).host;
}
