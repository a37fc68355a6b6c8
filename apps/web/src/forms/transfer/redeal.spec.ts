import type { Basis, PersonSummary, TitleMap } from '../../api/contract.js';
import { redeal } from './redeal.js';

describe('a new deal of titles', () => {
  it('changes nothing while nothing is dealt', () => {
    expect(redeal(hamlet(), [])).toEqual({
      headsBefore: 3,
      headsAfter: 3,
      leaving: [],
      withoutOwnTitle: [],
    });
  });

  it('counts a taker once and names who leaves', () => {
    const dealt = redeal(hamlet(), [{ slotId: 'front', personId: 'an' }]);
    expect(dealt).toMatchObject({ headsBefore: 3, headsAfter: 2, withoutOwnTitle: [] });
    expect(dealt.leaving).toEqual([{ personId: 'chi', name: 'Chi' }]);
  });

  it('does not count an official of the commune as a head', () => {
    const dealt = redeal(hamlet(), [
      { slotId: 'front', personId: 'dung' },
      { slotId: 'head', personId: 'dung' },
    ]);
    expect(dealt).toMatchObject({ headsAfter: 1, withoutOwnTitle: [] });
  });

  it('names a taker whose own title passes on too', () => {
    const dealt = redeal(hamlet(), [
      { slotId: 'front', personId: 'an' },
      { slotId: 'secretary', personId: 'binh' },
    ]);
    expect(dealt.withoutOwnTitle).toEqual([{ personId: 'an', name: 'An' }]);
  });

  it('counts people of the unit who have no title', () => {
    const { map, people } = hamlet();
    const withoutSlot = [{ personId: 'em', name: 'Em', until: null }];
    const dealt = redeal({ map: { ...map, withoutSlot }, people }, []);
    expect(dealt.headsBefore).toBe(4);
  });
});

function hamlet(): { map: TitleMap; people: PersonSummary[] } {
  const rows = [
    row('secretary', 'an', 'An'),
    row('head', 'binh', 'Bình'),
    row('front', 'chi', 'Chi'),
  ];
  const map: TitleMap = {
    unitId: 'thon',
    name: 'thôn Thử',
    level: 'hamlet',
    communeId: 'xa',
    asOf: '2026-01-01',
    knownAt: null,
    position: 1,
    slots: 3,
    vacancies: 0,
    partTimeOfficers: 3,
    partTimeMax: 5,
    concurrentHoldings: 0,
    allowance: 0,
    rows,
    withoutSlot: [],
    hamlets: [],
    whole: null,
  };
  const people = [
    holding('an', 'An', 'secretary'),
    holding('binh', 'Bình', 'head'),
    holding('chi', 'Chi', 'front'),
    { personId: 'dung', name: 'Dung', official: true, holdings: [] },
  ];
  return { map, people };
}

function row(slotId: string, personId: string, name: string): TitleMap['rows'][number] {
  const holder = { personId, name, basis, official: false, since: '2025-01-01' };
  return { slotId, titleId: slotId, title: slotId, coefficient: 100, holder };
}

function holding(personId: string, name: string, slotId: string): PersonSummary {
  const held = { slotId, title: slotId, unitId: 'thon', unitName: 'thôn Thử', basis };
  return { personId, name, official: false, holdings: [held] };
}

const basis: Basis = 'principal';
