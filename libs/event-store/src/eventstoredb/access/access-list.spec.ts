import { describe, expect, it } from '@jest/globals';
import {
  accessDifferences,
  accessListFrom,
  DEFAULT_ACCESS,
  leastPrivilege,
} from './access-list.js';

const least = leastPrivilege('totrinh');

describe('the access list', () => {
  it('lets our user read all and write streams of users, and nobody else do anything', () => {
    expect(least).toEqual({
      $userStreamAcl: {
        ...{ $r: ['totrinh'], $w: ['totrinh'] },
        ...{ $d: ['$admins'], $mr: ['$admins'], $mw: ['$admins'] },
      },
      $systemStreamAcl: {
        ...{ $r: ['$admins', 'totrinh'], $w: ['$admins'] },
        ...{ $d: ['$admins'], $mr: ['$admins'], $mw: ['$admins'] },
      },
    });
  });

  it('is read as the server reads it: a name for a list of one, and defaults for the rest', () => {
    const list = accessListFrom({ $userStreamAcl: { $d: 'anna', $mw: [] } });
    expect(list.$userStreamAcl).toMatchObject({ $r: ['$all'], $d: ['anna'], $mw: [] });
    expect(list.$systemStreamAcl).toEqual(DEFAULT_ACCESS.$systemStreamAcl);
    for (const nothing of [undefined, null, 'x', [], { $userStreamAcl: 7 }])
      expect(accessListFrom(nothing)).toEqual(DEFAULT_ACCESS);
  });

  it('is the same in another order, and whether or not administrators are named', () => {
    const said = {
      $userStreamAcl: { $r: ['$admins', 'totrinh'], $w: 'totrinh', $d: [], $mr: [], $mw: [] },
      $systemStreamAcl: { $r: ['totrinh'] },
    };
    expect(accessDifferences(accessListFrom(said), least)).toEqual([]);
  });

  it.each([
    ['$userStreamAcl', '$d', ['$admins', 'totrinh']],
    ['$userStreamAcl', '$mw', ['$all']],
    ['$userStreamAcl', '$w', ['totrinh', 'other']],
    ['$systemStreamAcl', '$r', ['$admins']],
  ] as const)('differs where %s %s is %j', (part, right, holders) => {
    const standing = { ...least, [part]: { ...least[part], [right]: holders } };
    const wanted = least[part][right];
    expect(accessDifferences(standing, least)).toEqual([{ part, right, holders, wanted }]);
  });
});
