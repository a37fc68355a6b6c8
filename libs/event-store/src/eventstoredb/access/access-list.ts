/** Read, write, delete, read the metadata of a stream, write them: as the server spells them. */
const RIGHTS = ['$r', '$w', '$d', '$mr', '$mw'] as const;
const PARTS = ['$userStreamAcl', '$systemStreamAcl'] as const;

export type AccessRight = (typeof RIGHTS)[number];
export type AccessPart = (typeof PARTS)[number];

/** Who may do what with every stream that says nothing itself; a name or `$group` each. */
export type AccessList = Readonly<
  Record<AccessPart, Readonly<Record<AccessRight, readonly string[]>>>
>;

/** A right that others hold than should. */
export interface AccessDifference {
  readonly part: AccessPart;
  readonly right: AccessRight;
  readonly holders: readonly string[];
  readonly wanted: readonly string[];
}

/** They may do everything, whatever a list says. */
export const ADMINISTRATORS = '$admins';
const EVERYBODY = '$all';

/** What the server goes by where nothing is said. */
export const DEFAULT_ACCESS: AccessList = {
  $userStreamAcl: allRights([EVERYBODY]),
  $systemStreamAcl: allRights([ADMINISTRATORS]),
};

/** Our user reads everything and writes streams of users; nobody else does anything. */
export function leastPrivilege(user: string): AccessList {
  const administrators = allRights([ADMINISTRATORS]);
  return {
    $userStreamAcl: { ...administrators, $r: [user], $w: [user] },
    // `$all` and `$settings` are system streams: without the one there is no subscription.
    $systemStreamAcl: { ...administrators, $r: [ADMINISTRATORS, user] },
  };
}

/** The list as the server understands it: what is not said is as by default. */
export function accessListFrom(data: unknown): AccessList {
  const settings = recordIn(data);
  const part = (name: AccessPart) => {
    const said = recordIn(settings[name]);
    const entries = RIGHTS.map((right) => [
      right,
      holdersIn(said[right]) ?? DEFAULT_ACCESS[name][right],
    ]);
    return Object.fromEntries(entries) as AccessList[AccessPart];
  };
  return { $userStreamAcl: part('$userStreamAcl'), $systemStreamAcl: part('$systemStreamAcl') };
}

/** Where two lists allow different people different things; their order means nothing. */
export function accessDifferences(
  standing: AccessList,
  wanted: AccessList,
): readonly AccessDifference[] {
  const all = PARTS.flatMap((part) =>
    RIGHTS.map((right) => ({
      ...{ part, right, holders: standing[part][right], wanted: wanted[part][right] },
    })),
  );
  return all.filter(({ holders, wanted: others }) => !isSame(holders, others));
}

function allRights(holders: readonly string[]): Readonly<Record<AccessRight, readonly string[]>> {
  return { $r: holders, $w: holders, $d: holders, $mr: holders, $mw: holders };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  const [first, second] = [one, other].map((holders) =>
    [...new Set(holders)].filter((holder) => holder !== ADMINISTRATORS).sort(),
  );
  return JSON.stringify(first) === JSON.stringify(second);
}

function holdersIn(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.map(String) : undefined;
}

function recordIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
