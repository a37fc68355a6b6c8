import { describe, expect, it } from '@jest/globals';

import type { Instant } from '#libs/domain';
import type { ErasureView } from '#libs/read-models';

import { erasureWords } from './erasure-words.js';

const by = { accountId: 'baovedulieu', name: null };
const erased: ErasureView = {
  ...{ subjectId: 'P-1', kind: 'person', status: 'erased', onHold: false },
  positionsHeld: 0,
  ...{ ground: 'not-selected', reference: '12/QĐ-UBND' },
  ...{ requestedBy: by, requestedAt: '2026-11-27T16:59:59.999Z' as Instant },
  ...{ decidedBy: by, decidedAt: '2026-11-27T21:34:00.000Z' as Instant },
};

describe('the register of erasures in words', () => {
  it('has the days of Việt Nam, where 17:00 UTC is the next day', () => {
    const [, row = ''] = erasureWords([erased]).split('\n');
    expect(row.split(/ {2,}/)).toEqual([
      ...['P-1', 'người', 'đã xóa', '12/QĐ-UBND'],
      ...['baovedulieu, 27/11/2026', 'baovedulieu, 28/11/2026'],
    ]);
  });

  it('marks who is in office still, where somebody has to decide', () => {
    const inOffice = { ...erased, status: 'proposed', positionsHeld: 2 } as const;
    expect(erasureWords([inOffice])).toContain('chờ duyệt, CÒN ĐƯƠNG CHỨC (2 chức danh)  ');
    expect(erasureWords([{ ...inOffice, positionsHeld: 0 }])).not.toContain('ĐƯƠNG CHỨC');
  });

  it('says that there is none', () => {
    expect(erasureWords([])).toBe('Chưa có đề nghị xóa dữ liệu cá nhân nào.');
  });
});
