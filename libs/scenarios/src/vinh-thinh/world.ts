import { plainDate, type TitleRule } from '#libs/domain';

import { inventedName } from '../invented-names.js';
import { SAMPLE_BASIS, sampleRules } from '../sample-rules/sample-rules.js';
import type { OpeningPosition, OpeningSlot, World, WorldAccount, WorldPerson } from '../world.js';
import type { VinhThinhData } from './data.js';

const PROVINCE = 'vinh-phuc';
export const DISTRICT = 'vinh-tuong';
export const COMMUNE = 'vinh-thinh';

export function vinhThinhWorld(data: VinhThinhData): World {
  const openings = [
    communeOpening(data),
    ...hamletNumbers(data).map((n) => hamletOpening(n, data)),
  ];
  return {
    id: COMMUNE,
    units: [
      { unitId: PROVINCE, level: 'province', name: 'Tỉnh Vĩnh Phúc', parentId: null },
      { unitId: DISTRICT, level: 'district', name: 'Huyện Vĩnh Tường', parentId: PROVINCE },
      { unitId: COMMUNE, level: 'commune', name: 'Xã Vĩnh Thịnh', parentId: DISTRICT },
      ...hamletNumbers(data).map((n) => ({
        unitId: hamletId(n),
        level: 'hamlet' as const,
        name: `Thôn ${n}`,
        parentId: COMMUNE,
      })),
    ],
    policies: [
      {
        policyId: DISTRICT,
        version: 1,
        from: plainDate(data.openingOn),
        basis: SAMPLE_BASIS,
        content: sampleRules({ titles: titles(data), concurrencyPercent: data.concurrencyPercent }),
      },
    ],
    people: people(openings),
    accounts,
    openings,
  };
}

export function hamletNumbers({ hamlets }: VinhThinhData): number[] {
  return Array.from({ length: hamlets }, (_, index) => index + 1);
}

export function hamletId(n: number): string {
  return `${COMMUNE}-thon-${String(n).padStart(2, '0')}`;
}

export function hamletTitles(n: number, data: VinhThinhData): VinhThinhData['hamletTitles'] {
  return n <= data.hamletsWithDeputyHead
    ? [...data.hamletTitles, data.deputyHead]
    : data.hamletTitles;
}

export function slotId(unitId: string, titleId: string, n = 1): string {
  return `${unitId}.${titleId}.${n}`;
}

/** The person who holds the slot when the record begins. */
export function holderOf(slot: string): string {
  return `p.${slot}`;
}

export function officialId(n: number): string {
  return `p.${COMMUNE}.official.${n}`;
}

export function communeSlots(data: VinhThinhData): OpeningSlot[] {
  const copies = Array.from({ length: data.slotsPerCommuneTitle }, (_, index) => index + 1);
  return data.communeTitles.flatMap(({ id }) => copies.map((n) => openingSlot(COMMUNE, id, n)));
}

function communeOpening(data: VinhThinhData): OpeningPosition {
  const officials = Array.from({ length: data.officials }, (_, index) => ({
    personId: officialId(index + 1),
    workforce: index % 2 === 0 ? ('cadre' as const) : ('civil-servant' as const),
  }));
  const on = plainDate(data.openingOn);
  return { communeId: COMMUNE, unitId: COMMUNE, on, slots: communeSlots(data), officials };
}

function hamletOpening(n: number, data: VinhThinhData): OpeningPosition {
  const unitId = hamletId(n);
  const slots = hamletTitles(n, data).map(({ id }) => openingSlot(unitId, id, 1));
  return { communeId: COMMUNE, unitId, on: plainDate(data.openingOn), slots, officials: [] };
}

function openingSlot(unitId: string, titleId: string, n: number): OpeningSlot {
  const id = slotId(unitId, titleId, n);
  return { slotId: id, titleId, holderId: holderOf(id) };
}

function titles(data: VinhThinhData): Record<string, TitleRule> {
  const commune = data.communeTitles.map(({ id, name }) => [
    id,
    { name, level: 'commune', coefficient: data.communeCoefficient } satisfies TitleRule,
  ]);
  const hamlet = [...data.hamletTitles, data.deputyHead].map(({ id, name, coefficient }) => [
    id,
    { name, level: 'hamlet', coefficient } satisfies TitleRule,
  ]);
  return Object.fromEntries([...commune, ...hamlet]) as Record<string, TitleRule>;
}

function people(openings: readonly OpeningPosition[]): WorldPerson[] {
  const ids = openings.flatMap(({ slots, officials }) => [
    ...slots.flatMap(({ holderId }) => holderId ?? []),
    ...officials.map(({ personId }) => personId),
  ]);
  return ids.map((personId, index) => ({
    personId,
    communeId: COMMUNE,
    name: inventedName(index),
  }));
}

const accounts: WorldAccount[] = [
  {
    accountId: 'vinh-thinh.xa',
    personId: 'p.vinh-thinh.xa',
    username: 'vinh-thinh.xa',
    displayName: 'Cán bộ xã Vĩnh Thịnh',
    roles: [{ role: 'commune-officer', unitId: COMMUNE }],
  },
  {
    accountId: 'vinh-tuong.bantochuc',
    personId: 'p.vinh-tuong.bantochuc',
    username: 'vinh-tuong.bantochuc',
    displayName: 'Ban Tổ chức Huyện ủy Vĩnh Tường',
    roles: [{ role: 'organisation-commission', unitId: DISTRICT }],
  },
  {
    accountId: 'vinh-tuong.banthuongvu',
    personId: 'p.vinh-tuong.banthuongvu',
    username: 'vinh-tuong.banthuongvu',
    displayName: 'Ban Thường vụ Huyện ủy Vĩnh Tường',
    roles: [{ role: 'standing-committee', unitId: DISTRICT }],
  },
];
