/** Keys as they are kept in a file and shown in a list: one a line; behind `#` is for people. */
export function keyLines(text: string): string[] {
  const lines = text.split('\n').map((line) => line.replace(/(^|\s)#.*$/, '').trim());
  return lines.filter((line) => line !== '');
}
