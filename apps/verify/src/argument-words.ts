/** Whatever `parseArgs` refuses; what it quotes may hold any character. */
const REFUSALS: readonly (readonly [RegExp, string])[] = [
  [/^Unknown option '(.*?)'(?:\. To specify a positional .*)?$/s, 'Không có tùy chọn $1.'],
  [/^Option '(.*?)(?: <value>)?' argument missing$/s, 'Tùy chọn $1 cần một giá trị đi kèm.'],
  [/^Option '(.*?)' argument is ambiguous\..*$/s, 'Tùy chọn $1 cần một giá trị đi kèm.'],
  [/^Option '(.*?)' does not take an argument$/s, 'Tùy chọn $1 không nhận giá trị nào.'],
];

/** Of a command that wants one file, and was given as many as this. */
export function fileCountWords(count: number): string {
  return count === 0 ? 'Thiếu tên tệp xuất.' : `Thừa tham số: lệnh này nhận 1, đã nêu ${count}.`;
}

/** What is wrong with the arguments, for whoever typed them; `null` for any other error. */
export function argumentWords(error: unknown): string | null {
  const { code, message } = (error ?? {}) as NodeJS.ErrnoException;
  if (typeof code !== 'string' || !code.startsWith('ERR_PARSE_ARGS')) return null;
  return REFUSALS.reduce((words, [pattern, vi]) => words.replace(pattern, vi), message);
}
