/** Which of the names was meant; `null` where none is as near as that. */
export function nearest(name: string, names: readonly string[], slipsMax: number): string | null {
  const [best] = names
    .map((one) => ({ one, slips: slipsBetween(name, one) }))
    .sort((a, b) => a.slips - b.slips);
  return best && best.slips <= slipsMax ? best.one : null;
}

/** Letters to put in, leave out or exchange, to come from one to the other (Levenshtein). */
function slipsBetween(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [row, letter] of Array.from(from).entries()) {
    const line = [row + 1];
    for (const [column, other] of Array.from(to).entries()) {
      const exchanged = (above[column] ?? 0) + (letter === other ? 0 : 1);
      line.push(Math.min(exchanged, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    above = line;
  }
  return above.at(-1) ?? 0;
}
