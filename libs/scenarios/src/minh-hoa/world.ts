import { plainDate, type TitleRule } from '#libs/domain';

import { inventedName } from '../invented-names.js';
import { SAMPLE_BASIS, sampleRules } from '../sample-rules/sample-rules.js';
import type { OpeningPosition, OpeningSlot, World, WorldAccount } from '../world.js';

/**
 * The demonstration district: an invented one, so that trying things out touches no programme.
 * Its communes may still propose to a district, though districts ended on 2025-07-01.
 */
const PROVINCE = 'minh-hoa';
const DISTRICT = 'song-may';
const OPENING_ON = plainDate('2024-07-01');
const FIRST_NAME_INDEX = 500;

const titles: Record<string, TitleRule> = {
  'c-clerk': { name: 'Văn thư, lưu trữ', level: 'commune', coefficient: 100 },
  'c-radio': { name: 'Phụ trách đài truyền thanh', level: 'commune', coefficient: 100 },
  'c-front-deputy': { name: 'Phó Chủ tịch MTTQ', level: 'commune', coefficient: 100 },
  'h-secretary': { name: 'Bí thư chi bộ', level: 'hamlet', coefficient: 110 },
  'h-head': { name: 'Trưởng thôn', level: 'hamlet', coefficient: 90 },
  'h-police': { name: 'Công an viên', level: 'hamlet', coefficient: 80 },
  'h-front': { name: 'Trưởng ban công tác Mặt trận', level: 'hamlet', coefficient: 50 },
  'h-women': { name: 'Chi hội trưởng Phụ nữ', level: 'hamlet', coefficient: 30 },
  'h-veterans': { name: 'Chi hội trưởng Cựu chiến binh', level: 'hamlet', coefficient: 30 },
  'h-health': { name: 'Nhân viên y tế thôn', level: 'hamlet', coefficient: 30 },
};

interface DemonstrationUnit {
  readonly unitId: string;
  readonly communeId: string;
  readonly name: string;
  /** Titles of the unit; those that nobody holds yet end in `?`. */
  readonly titles: readonly string[];
}

/** One hamlet to consolidate (seven heads), two with a vacancy to fill, and two communes. */
const units: readonly DemonstrationUnit[] = [
  {
    unitId: 'hoa-binh-moi',
    communeId: 'hoa-binh-moi',
    name: 'Xã Hòa Bình Mới',
    titles: ['c-clerk', 'c-radio?', 'c-front-deputy'],
  },
  {
    unitId: 'hoa-binh-moi-thon-dong',
    communeId: 'hoa-binh-moi',
    name: 'Thôn Đông',
    titles: Object.keys(titles).filter((id) => id.startsWith('h-')),
  },
  {
    unitId: 'hoa-binh-moi-thon-tay',
    communeId: 'hoa-binh-moi',
    name: 'Thôn Tây',
    titles: ['h-secretary', 'h-head', 'h-police?', 'h-front', 'h-women?'],
  },
  {
    unitId: 'tan-lap-moi',
    communeId: 'tan-lap-moi',
    name: 'Xã Tân Lập Mới',
    titles: ['c-clerk', 'c-front-deputy'],
  },
  {
    unitId: 'tan-lap-moi-thon-thuong',
    communeId: 'tan-lap-moi',
    name: 'Thôn Thượng',
    titles: ['h-secretary', 'h-head?', 'h-front', 'h-women'],
  },
];

/** People without a title who can be appointed to one. */
const CANDIDATES_A_COMMUNE = 3;

const officers = [
  ['xa.hoabinhmoi', 'Cán bộ xã Hòa Bình Mới', 'commune-officer', 'hoa-binh-moi'],
  ['xa.tanlapmoi', 'Cán bộ xã Tân Lập Mới', 'commune-officer', 'tan-lap-moi'],
  ['bantochuc', 'Ban Tổ chức Huyện ủy Sông Mây', 'organisation-commission', DISTRICT],
  ['banthuongvu', 'Ban Thường vụ Huyện ủy Sông Mây', 'standing-committee', DISTRICT],
  ['kiemtra', 'Ủy ban Kiểm tra Huyện ủy Sông Mây', 'auditor', DISTRICT],
  ['baovedulieu', 'Phụ trách bảo vệ dữ liệu, huyện Sông Mây', 'data-protection-officer', DISTRICT],
  ['duyetxoa', 'Người duyệt xóa dữ liệu, huyện Sông Mây', 'data-protection-officer', DISTRICT],
] as const;

export const minhHoa: World = {
  id: PROVINCE,
  units: [
    { unitId: PROVINCE, level: 'province', name: 'Tỉnh Minh Họa', parentId: null },
    { unitId: DISTRICT, level: 'district', name: 'Huyện Sông Mây', parentId: PROVINCE },
    ...units.map(({ unitId, communeId, name }) =>
      unitId === communeId
        ? { unitId, level: 'commune' as const, name, parentId: DISTRICT }
        : { unitId, level: 'hamlet' as const, name, parentId: communeId },
    ),
  ],
  policies: [
    {
      policyId: DISTRICT,
      version: 1,
      from: OPENING_ON,
      basis: SAMPLE_BASIS,
      content: sampleRules({ titles, concurrencyPercent: { commune: 20, hamlet: 50 } }),
    },
  ],
  people: [...holders(), ...candidates()].map((person, index) => ({
    ...person,
    name: inventedName(FIRST_NAME_INDEX + index),
  })),
  accounts: officers.map(([username, displayName, role, unitId]): WorldAccount => ({
    accountId: username,
    personId: `p.${username}`,
    username,
    displayName,
    roles: [{ role, unitId }],
  })),
  openings: units.map(opening),
};

function opening(unit: DemonstrationUnit): OpeningPosition {
  const { communeId, unitId } = unit;
  return { communeId, unitId, on: OPENING_ON, slots: slotsOf(unit), officials: [] };
}

function slotsOf({ unitId, titles: listed }: DemonstrationUnit): OpeningSlot[] {
  return listed.map((entry) => {
    const titleId = entry.replace('?', '');
    const slotId = `${unitId}.${titleId}.1`;
    return { slotId, titleId, holderId: entry.endsWith('?') ? null : `p.${slotId}` };
  });
}

function holders(): { personId: string; communeId: string }[] {
  return units.flatMap((unit) =>
    slotsOf(unit).flatMap(({ holderId }) =>
      holderId === null ? [] : [{ personId: holderId, communeId: unit.communeId }],
    ),
  );
}

function candidates(): { personId: string; communeId: string }[] {
  const communes = new Set(units.map(({ communeId }) => communeId));
  return [...communes].flatMap((communeId) =>
    Array.from({ length: CANDIDATES_A_COMMUNE }, (_, index) => ({
      personId: `p.${communeId}.candidate.${index + 1}`,
      communeId,
    })),
  );
}
