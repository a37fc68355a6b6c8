/** The first group of the case's identifier: short enough to read over the telephone. */
export function caseNumber(proposalId: string): string {
  return proposalId.slice(0, 8).toUpperCase();
}
