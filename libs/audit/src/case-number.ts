const NUMBER = /^[0-9a-f]{8}$/i;

/** Whether a text may be the number of a case: the first group of its id, as pages show it. */
export function isCaseNumber(text: string): boolean {
  return NUMBER.test(text);
}

export function bearsNumber(proposalId: string, number: string): boolean {
  return isCaseNumber(number) && proposalId.startsWith(`${number.toLowerCase()}-`);
}
