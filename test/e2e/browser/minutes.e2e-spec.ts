import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';

import { Case, officersAt, usernames } from '../../kit/cases.js';
import { appointment, candidate, communeId, vacant } from '../../kit/demonstration.js';
import * as deciding from './deciding.js';
import { Office } from './office.js';
import { today } from './today.js';

jest.setTimeout(30_000);

const DAY_MS = 86_400_000;
const tomorrow = new Date(Date.now() + DAY_MS);

describe('minutes that cannot stand', () => {
  let office: Office;
  let page: Page;

  beforeAll(async () => {
    office = await Office.open();
    const officers = await officersAt(office.url);
    const one = await Case.draft(officers, appointment(candidate(1), vacant.radio), communeId);
    await one.submit();
    await one.receive();
    await one.appraise();
    page = await office.signedIn(usernames.committee);
    await deciding.openCase(page, one.id);
  });

  afterAll(() => Office.close(office));

  const watched = (name: string, test: () => Promise<void>) =>
    it(name, () => office.watched(test)());

  const field = (label: string) => page.getByLabel(label, { exact: true });
  /** What is said at a control, or at the group of them. */
  const saidAt = (control: Locator) =>
    page.locator('.field').filter({ has: control }).locator('.fault');
  const alert = () => page.getByRole('alert');
  const reviewed = () => page.getByRole('heading', { name: 'Xem lại trước khi ghi nhận' });
  const agreed = { heldOn: today(), inFavour: '8', against: '2' };

  watched('are told so at their fields, before they are read over', async () => {
    const ahead = tomorrow.toLocaleDateString('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' });
    await deciding.typeMinutes(page, { heldOn: ahead, inFavour: '5', against: '5' });
    await deciding.conclude(page, 'Đồng ý');
    await deciding.review(page);
    await alert().getByText('Có ô còn thiếu hoặc chưa đúng.').waitFor();
    expect(await saidAt(field('Ngày họp')).innerText()).toBe('Ngày họp không được ở tương lai.');
    const conclusion = saidAt(page.getByRole('radio', { name: 'Hoãn' }));
    expect(await conclusion.innerText()).toBe('Kết luận trái với biên bản: 5/11 đồng ý.');
    expect(await reviewed().count()).toBe(0);
  });

  watched('are no longer refused once what was refused has changed', async () => {
    await deciding.typeMinutes(page, agreed);
    await field('Số biên bản').fill('biên bản số 12');
    await deciding.review(page);
    await deciding.recordConclusion(page);
    await saidAt(field('Số biên bản')).waitFor();
    await field('Số biên bản').fill('12-BB/HU');
    await alert().waitFor({ state: 'detached' });
    await deciding.review(page);
    await reviewed().waitFor();
    expect(await alert().count()).toBe(0);
    await page.getByRole('button', { name: 'Sửa lại' }).click();
  });

  watched('are refused at their day, where only the service knows that it is ahead', async () => {
    await page.clock.setFixedTime(tomorrow);
    const ahead = tomorrow.toLocaleDateString('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' });
    await deciding.typeMinutes(page, { ...agreed, heldOn: ahead });
    await deciding.review(page);
    await deciding.recordConclusion(page);
    const sentence = 'Ngày thực hiện không được ở tương lai.';
    await alert().getByRole('link', { name: sentence }).click();
    expect(await saidAt(field('Ngày họp')).innerText()).toBe(sentence);
    await field('Ngày họp').and(page.locator(':focus')).waitFor();
    await deciding.typeMinutes(page, agreed);
    await deciding.review(page);
    await deciding.recordConclusion(page);
    await page.getByRole('heading', { name: 'Đến lượt bạn: Ban hành quyết định' }).waitFor();
  });

  watched('nor may a decision take effect years later, which is said at that day', async () => {
    await deciding.issue(page, today(), '01/01/2099');
    const said = saidAt(field('Ngày hiệu lực'));
    await said.waitFor();
    expect(await said.innerText()).toBe('Ngày hiệu lực không được quá một năm sau ngày ký.');
    await field('Ngày hiệu lực').fill(today());
    await alert().waitFor({ state: 'detached' });
    expect(await said.count()).toBe(0);
  });

  it('and no page complained', () => {
    expect(office.complaints).toEqual([]);
  });
});
