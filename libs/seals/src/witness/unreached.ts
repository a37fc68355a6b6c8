const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'không chương trình nào nghe ở địa chỉ đó',
  ECONNRESET: 'kết nối bị ngắt giữa chừng',
  UND_ERR_SOCKET: 'kết nối bị ngắt giữa chừng',
  ENOTFOUND: 'không tìm thấy tên máy',
  EAI_AGAIN: 'không tìm thấy tên máy',
  EHOSTUNREACH: 'không có đường đến máy đó',
  ENETUNREACH: 'không có đường đến máy đó',
  ETIMEDOUT: 'không trả lời trong thời hạn',
};

/** Why a witness did not answer, for people: what `fetch` itself says names no reason. */
export function whyUnreached(error: unknown): string {
  const { name } = error as { readonly name?: unknown };
  if (name === 'TimeoutError') return 'không trả lời trong thời hạn';
  if (!(error instanceof Error)) return String(error);
  const { code = '', message } = (error.cause ?? error) as NodeJS.ErrnoException;
  const reason = REASONS[code];
  if (reason !== undefined) return `${reason} (${code})`;
  return error.message === 'fetch failed'
    ? `không kết nối được (${code === '' ? message : code})`
    : error.message;
}
