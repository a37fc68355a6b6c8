/** The oldest Node that has all that is used here; `npm` brings one along. */
export const NODE_MAJOR_MIN = 24;

/** What is wrong with a version of Node; `null` where nothing is. */
export function tooOld(version: string): string | null {
  if (Number.parseInt(version, 10) >= NODE_MAJOR_MIN) return null;
  return `Node.js ${version}: cần bản ${NODE_MAJOR_MIN} trở lên.`;
}
