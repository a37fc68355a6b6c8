const WHY: Readonly<Record<string, string>> = {
  EEXIST: 'chỗ đó đã có thứ khác',
  EISDIR: 'đó là một thư mục',
  ELOOP: 'liên kết dẫn vòng quanh',
  ENAMETOOLONG: 'tên quá dài',
  ENOENT: 'không có tệp hay thư mục này',
  ENOTDIR: 'có một tệp ở chỗ phải là thư mục',
};

/** What the system would not do, where nobody nearer has said it; `null` for any other error. */
export function systemWords(error: unknown): string | null {
  const { code, syscall, path } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return null;
  const what = path === undefined || path === '' ? 'tệp hoặc thư mục cần dùng' : path;
  return `Không dùng được ${what}: ${WHY[code] ?? 'hệ thống báo lỗi'} (${code}).`;
}
