import { days, type Content } from './cases.js';

export const communeId = 'hoa-binh-moi';
export const otherCommuneId = 'tan-lap-moi';
export const thonDong = 'hoa-binh-moi-thon-dong';
export const thonTay = 'hoa-binh-moi-thon-tay';

/** A title of a hamlet, and the person who holds it when the record begins. */
export const slot = (unitId: string, title: string) => `${unitId}.${title}.1`;
export const holder = (unitId: string, title: string) => `p.${slot(unitId, title)}`;

/** Four of the seven titles of Thôn Đông pass to those who hold the other three. */
export const consolidation: Content = {
  kind: 'title-consolidation',
  details: {
    unitId: thonDong,
    assignments: [
      ['h-head', 'h-secretary'],
      ['h-front', 'h-police'],
      ['h-veterans', 'h-women'],
      ['h-health', 'h-women'],
    ].map(([title = '', taker = '']) => ({
      slotId: slot(thonDong, title),
      personId: holder(thonDong, taker),
    })),
  },
  takesEffectOn: days.effective,
  justification: 'Thôn có bảy người hoạt động không chuyên trách; bố trí kiêm nhiệm để còn ba.',
};

/** Vacant titles of the communes and of Thôn Tây. */
export const vacant = {
  radio: slot(communeId, 'c-radio'),
  otherRadio: slot(otherCommuneId, 'c-radio'),
  police: slot(thonTay, 'h-police'),
  women: slot(thonTay, 'h-women'),
} as const;

/** People of the commune who hold no title. */
export const candidate = (n: 1 | 2 | 3) => `p.${communeId}.candidate.${n}`;

export function appointment(personId: string, slotId: string): Content {
  const [unitId = ''] = slotId.split('.');
  return {
    kind: 'appointment',
    details: { unitId, slotId, personId },
    takesEffectOn: days.effective,
    justification: 'Chức danh đang khuyết.',
  };
}
