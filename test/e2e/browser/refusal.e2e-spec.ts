import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';

import { Case, officersAt, usernames, type Officers } from '../../kit/cases.js';
import {
  appointment,
  candidate,
  communeId,
  thonDong,
  thonTay,
  vacant,
} from '../../kit/demonstration.js';
import * as deciding from './deciding.js';
import { Office } from './office.js';
import { today } from './today.js';

jest.setTimeout(30_000);

describe('a refusal at the screen', () => {
  let office: Office;
  let officers: Officers;
  let commune: Page;

  beforeAll(async () => {
    office = await Office.open();
    officers = await officersAt(office.url);
    commune = await office.signedIn(usernames.commune);
  });

  afterAll(() => Office.close(office));

  const watched = (name: string, test: () => Promise<void>) =>
    it(name, () => office.watched(test)());

  async function received(slotId: string): Promise<Case> {
    const content = appointment(candidate(1), slotId);
    const one = await Case.draft(officers, content, communeId);
    await one.submit();
    await one.receive();
    return one;
  }

  /** What an open page of the commune says once the others have refused, without reloading. */
  async function expectRefusal(reason: string): Promise<void> {
    await commune.locator('strong', { hasText: reason }).waitFor();
    await commune.locator('strong', { hasText: 'Không đồng ý' }).waitFor();
    await commune.getByText(`Lý do: ${reason}`).waitFor();
    expect(await commune.getByRole('link', { name: 'Sửa tờ trình' }).count()).toBe(0);
  }

  watched('by the commission reaches the commune with its reason', async () => {
    const one = await received(vacant.police);
    await deciding.openCase(commune, one.id);
    const commission = await office.signedIn(usernames.commission);
    await deciding.openCase(commission, one.id);

    await deciding.answer(commission, 'Không đồng ý');
    await commission.getByRole('alert').getByText('Hãy ghi rõ lý do.').waitFor();
    const reason = 'Chưa đạt tiêu chuẩn trình độ.';
    await deciding.answer(commission, 'Không đồng ý', reason);
    await expectRefusal(reason);
  });

  watched('by the standing committee needs its minutes and a reason', async () => {
    const one = await received(vacant.women);
    await one.appraise();
    await deciding.openCase(commune, one.id);
    const committee = await office.signedIn(usernames.committee);
    await deciding.openCase(committee, one.id);

    await deciding.typeMinutes(committee, { heldOn: today(), inFavour: '2', against: '8' });
    await deciding.conclude(committee, 'Không đồng ý');
    await deciding.review(committee);
    await committee.getByRole('alert').getByText('Hãy ghi rõ lý do.').waitFor();
    const reason = 'Chưa thống nhất về nhân sự.';
    await deciding.conclude(committee, 'Không đồng ý', reason);
    await deciding.review(committee);
    await deciding.recordConclusion(committee);
    await expectRefusal(reason);
  });

  watched('the officer of another commune finds no page at any address of this one', async () => {
    const one = await received(vacant.radio);
    const other = await office.signedIn(usernames.otherCommune);
    const ofCase = ['', '/sua', '/kiem-tra', '/da-trinh'].map((end) => `/to-trinh/${one.id}${end}`);
    const ofUnits = [communeId, thonDong, thonTay].map((unitId) => `/don-vi/${unitId}`);
    const form = `/to-trinh/moi?loai=appointment&don-vi=${thonTay}`;
    for (const address of [...ofCase, ...ofUnits, form]) {
      await other.goto(address);
      await other.getByRole('heading', { name: 'Không có trang này' }).waitFor();
      const said = await other.getByRole('main').innerText();
      expect(said).not.toMatch(/Thôn|Hòa Bình|Bố trí|Mã hồ sơ|Diễn biến|Đã trình|Phụ cấp/);
    }
    await other.goto('/');
    await other.getByText('Chưa có hồ sơ nào.').waitFor();
  });

  it('and no page complained', () => {
    expect(office.complaints).toEqual([]);
  });
});
