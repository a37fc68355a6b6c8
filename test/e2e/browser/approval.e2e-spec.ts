import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';

import { usernames } from '../../kit/cases.js';
import { communeId, thonDong, thonTay } from '../../kit/demonstration.js';
import * as deciding from './deciding.js';
import { Office } from './office.js';
import * as proposing from './proposing.js';
import { figure, holderOf, openTitleMap, partTimeOfficers, cell } from './title-map.js';
import { today } from './today.js';

jest.setTimeout(30_000);

const deal: proposing.Deal = [
  ['Trưởng thôn', 'Bí thư chi bộ'],
  ['Trưởng ban công tác Mặt trận', 'Công an viên'],
  ['Chi hội trưởng Cựu chiến binh', 'Chi hội trưởng Phụ nữ'],
  ['Nhân viên y tế thôn', 'Chi hội trưởng Phụ nữ'],
];

describe('titles of a hamlet are consolidated, at the screens of those who do it', () => {
  let office: Office;
  let commune: Page;
  let communeMap: Page;
  let commission: Page;
  let committee: Page;
  let secretary: string;
  const sent: string[] = [];
  let stoppedAt = '';

  beforeAll(async () => {
    office = await Office.open();
    [commune, communeMap, commission, committee] = await Promise.all([
      office.signedIn(usernames.commune),
      office.signedIn(usernames.commune),
      office.signedIn(usernames.commission),
      office.signedIn(usernames.committee),
    ]);
    committee.on('request', (request) => {
      if (request.method() === 'POST') sent.push(new URL(request.url()).pathname);
    });
  });

  afterAll(() => Office.close(office));

  /** Each goes on where the one before stopped. */
  const step = (name: string, act: () => Promise<void>) =>
    it(name, async () => {
      expect(stoppedAt).toBe('');
      stoppedAt = name;
      await office.watched(act)();
      stoppedAt = '';
    });

  step('the officer of the commune finds the hamlet on the map of titles', async () => {
    await commune.getByRole('link', { name: 'Sơ đồ chức danh' }).click();
    await commune.getByRole('link', { name: 'Thôn Đông' }).click();
    await figure(commune, partTimeOfficers).filter({ hasText: '7 / 5' }).waitFor();
    expect(await figure(commune, /^Lượt kiêm nhiệm/).innerText()).toBe('0');
    secretary = await holderOf(commune, 'Bí thư chi bộ');
    expect(await holderOf(commune, 'Trưởng thôn')).not.toBe(secretary);
    await openTitleMap(communeMap, thonDong);
  });

  step('proposes that four titles pass to the holders of the other three', async () => {
    await proposing.proposeConsolidation(commune, deal);
    await commune.getByText('Số người: 7 → 3').waitFor();
    const justification = 'Bố trí kiêm nhiệm để còn ba người.';
    await proposing.giveReasons(commune, { takesEffectOn: today(), justification });
    await proposing.saveAndSubmit(commune);
    await commune.getByText('Ban Tổ chức').waitFor();
    await deciding.openCase(commune, proposing.caseIn(commune));
  });

  step('and somebody for a vacant title of the neighbouring hamlet', async () => {
    const page = await office.signedIn(usernames.commune);
    await openTitleMap(page, thonTay);
    const name = await proposing.proposeAppointment(page, 'Công an viên');
    const justification = 'Chức danh đang khuyết.';
    await proposing.giveReasons(page, { takesEffectOn: today(), justification });
    await proposing.saveAndSubmit(page);
    await page.getByRole('link', { name: 'Theo dõi hồ sơ' }).click();
    await page.getByRole('table').getByText(name).waitFor();
    await page.context().close();
  });

  step('the commission finds both in its inbox and returns one with a reason', async () => {
    await deciding.waiting(commission, 'Bố trí vào chức danh').waitFor();
    await deciding.openWaiting(commission, 'Hợp nhất chức danh');
    await deciding.answer(commission, 'Trả lại để bổ sung', 'Thiếu biên bản họp chi bộ.');
  });

  step('the commune sees that without reloading, supplements and submits again', async () => {
    await commune.getByText('Yêu cầu bổ sung').first().waitFor();
    await commune.locator('strong', { hasText: 'Thiếu biên bản họp chi bộ.' }).waitFor();
    await commune.getByRole('link', { name: 'Sửa tờ trình' }).click();
    const justification = 'Bổ sung biên bản họp chi bộ. Bố trí kiêm nhiệm để còn ba người.';
    await proposing.giveReasons(commune, { takesEffectOn: today(), justification });
    await proposing.saveAndSubmit(commune);
    await commune.getByRole('link', { name: 'Theo dõi hồ sơ' }).click();
  });

  step('the commission receives and appraises it', async () => {
    await deciding.answer(commission, 'Tiếp nhận: hồ sơ đầy đủ');
    await commission.getByRole('heading', { name: 'Đến lượt bạn: Thẩm định' }).waitFor();
    await deciding.answer(commission, 'Đồng ý, chuyển bước tiếp');
    await commune.getByText('Chờ họp').first().waitFor();
  });

  step('the standing committee cannot agree by a click: there must be minutes', async () => {
    await deciding.openWaiting(committee, 'Hợp nhất chức danh');
    await deciding.conclude(committee, 'Đồng ý');
    await deciding.review(committee);
    await committee.getByRole('alert').getByText('Hãy nhập: Số biên bản.').waitFor();
    expect(await committee.getByRole('button', { name: 'Ghi nhận kết luận' }).count()).toBe(0);

    await deciding.typeMinutes(committee, { heldOn: today(), inFavour: '9', against: '1' });
    await deciding.review(committee);
    await committee.getByRole('button', { name: 'Ghi nhận kết luận' }).click();
    await committee.getByRole('alert').getByText('Hãy đối chiếu với biên bản').first().waitFor();
    expect(sent).toEqual([]);
  });

  step('nor against the count of its minutes', async () => {
    await committee.getByRole('button', { name: 'Sửa lại' }).click();
    await deciding.typeMinutes(committee, { heldOn: today(), inFavour: '3', against: '7' });
    await committee.getByText('chưa đạt tỷ lệ đồng ý').waitFor();
    await deciding.review(committee);
    await committee.getByRole('alert').getByText('Kết luận trái với biên bản').waitFor();
    expect(sent).toEqual([]);
  });

  step('it records the conclusion of the minutes and issues the decision', async () => {
    await deciding.typeMinutes(committee, { heldOn: today(), inFavour: '9', against: '1' });
    await deciding.review(committee);
    await deciding.recordConclusion(committee);
    await deciding.issue(committee, today());
    await committee.getByText('Có hiệu lực').first().waitFor();
  });

  step('the title map that the commune had left open shows the new holders by itself', async () => {
    await figure(communeMap, partTimeOfficers).filter({ hasText: '3 / 5' }).waitFor();
    expect(await figure(communeMap, /^Lượt kiêm nhiệm/).innerText()).toBe('4');
    expect(await holderOf(communeMap, 'Trưởng thôn')).toBe(secretary);
    expect(await cell(communeMap, 'Trưởng thôn', 'Hình thức').innerText()).toBe('kiêm nhiệm');
  });

  step('so does the case, and the map of the whole commune agrees', async () => {
    await commune.getByText('Có hiệu lực').first().waitFor();
    await commune.getByText('345-QĐ/HU').first().waitFor();
    await openTitleMap(commune, communeId);
    expect(await cell(commune, 'Thôn Đông', 'Số người').innerText()).toBe('3');
  });

  step('and no page complained', () => {
    expect(office.complaints).toEqual([]);
    return Promise.resolve();
  });
});
