import type { KeptEvent } from './kept-event.js';

/** What somebody wants to do, as the access list spells it. */
export type Right = '$r' | '$w' | '$d' | '$mr' | '$mw';

const ON_METADATA: Partial<Record<Right, Right>> = { $r: '$mr', $w: '$mw' };
const ADMINISTRATORS = '$admins';
const EVERYBODY = '$all';

export interface User {
  readonly password: string;
  readonly groups?: readonly string[];
}

/**
 * As the real server decides it: an administrator may do everything; otherwise the list in the last
 * event of `$settings` counts, and where that says nothing, the list it is born with. A list in the
 * metadata of a stream is not looked at here.
 */
export function isAllowed(
  [name, user]: readonly [name: string, user: User],
  wish: { readonly right: Right; readonly stream: string },
  settings: KeptEvent | undefined,
): boolean {
  const ownNames = [name, ...(user.groups ?? [])];
  if (ownNames.includes(ADMINISTRATORS)) return true;
  const isMetadata = wish.stream.startsWith('$$');
  const right = isMetadata ? ON_METADATA[wish.right] : wish.right;
  if (right === undefined) return false;
  const isSystem = (isMetadata ? wish.stream.slice(2) : wish.stream).startsWith('$');
  const said = listIn(settings)[isSystem ? '$systemStreamAcl' : '$userStreamAcl']?.[right];
  const holders = [said ?? (isSystem ? ADMINISTRATORS : EVERYBODY)].flat();
  return holders.some((holder) => holder === EVERYBODY || ownNames.includes(holder));
}

type List = Partial<Record<string, Partial<Record<Right, string | readonly string[]>>>>;

function listIn(settings: KeptEvent | undefined): List {
  try {
    return JSON.parse(Buffer.from(settings?.data ?? []).toString('utf8')) as List;
  } catch {
    return {};
  }
}
