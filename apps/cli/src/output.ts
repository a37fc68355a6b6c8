import { counted } from '#libs/domain';

/** Answers go to stdout, and nothing else does: scripts read it. */
export function answer(text: string): void {
  process.stdout.write(`${harmless(text)}\n`);
}

let lastTold = '';

/**
 * Words for people who watch. What a service says of itself when it starts is often also why it
 * refuses: told twice in a row it would read as two things.
 */
export function tell(text: string): void {
  if (text !== lastTold) process.stderr.write(`${harmless(text)}\n`);
  lastTold = text;
}

/** What is quoted of a log or a file may be anybody's, and must not write the terminal. */
function harmless(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, '\uFFFD');
}

/** A line that is drawn over while something takes its time; in a log, nothing until the end. */
export function tellProgress(text: string, isLast: boolean): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}${isLast ? '\n' : ''}`);
  else if (isLast) tell(text);
}

/** Rows as aligned columns; columns of numbers stand to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => pad(cell, widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function number(value: number): string {
  return counted(value);
}

/** dd/MM/yyyy */
export function day(plainDate: string): string {
  return plainDate.split('-').reverse().join('/');
}

function pad(cell: string, width: number): string {
  const space = ' '.repeat(width - widthOf(cell));
  return /^[+−\-\d.,]+$/.test(cell) ? space + cell : cell + space;
}

function widthOf(text: string): number {
  return Array.from(text.normalize('NFC')).length;
}
