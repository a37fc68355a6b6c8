import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';

import { Case, officersAt, usernames } from '../../kit/cases.js';
import { appointment, candidate, communeId, thonDong, vacant } from '../../kit/demonstration.js';
import { overflow, violations } from './inspection.js';
import { desktop, Office, phone } from './office.js';

jest.setTimeout(30_000);

const form = `/to-trinh/moi?loai=title-consolidation&don-vi=${thonDong}`;

describe('a day is written day first', () => {
  let office: Office;
  let page: Page;

  beforeAll(async () => {
    office = await Office.open();
    page = await office.signedIn(usernames.commune, 'en-US');
  });

  beforeEach(async () => {
    await page.evaluate('localStorage.clear()');
    await page.goto(form);
    await effect().waitFor();
  });

  afterAll(() => Office.close(office));

  const watched = (name: string, test: () => Promise<void>) =>
    it(name, () => office.watched(test)());

  const effect = () => page.getByLabel('Đề nghị hiệu lực từ ngày');
  const effectSays = () => page.locator('.field').filter({ has: effect() }).locator('.fault');
  const chooser = () => page.getByRole('button', { name: 'Chọn ngày (Đề nghị hiệu lực' });
  const calendar = () => page.getByRole('dialog', { name: 'Chọn ngày (Đề nghị hiệu lực' });
  const focused = () => page.locator(':focus');

  /** Types it and goes on to the next field. */
  async function typeAndLeave(text: string): Promise<void> {
    await effect().fill(text);
    await page.getByLabel('Lý do đề nghị').focus();
  }

  watched('however it was typed, also in a browser set in English', async () => {
    expect(await page.locator('input:not([type=text], [type=radio])').count()).toBe(0);
    for (const typed of ['1/4/2026', '01-04-2026', '01.04.2026', '01042026']) {
      await typeAndLeave(typed);
      expect(await effect().inputValue()).toBe('01/04/2026');
    }
    expect(await effectSays().count()).toBe(0);
  });

  watched('and nothing is lost of one that does not exist', async () => {
    await typeAndLeave('31/02/2026');
    expect(await effectSays().innerText()).toContain('Không có ngày 31/02/2026 trong lịch.');
    expect(await effect().inputValue()).toBe('31/02/2026');
    expect(await effect().getAttribute('aria-invalid')).toBe('true');
    for (const size of [phone, desktop]) {
      await page.setViewportSize(size);
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
    }
    await page.reload();
    expect(await effect().inputValue()).toBe('31/02/2026');
    await typeAndLeave('28/2/2026');
    expect(await effectSays().count()).toBe(0);
    expect(await effect().inputValue()).toBe('28/02/2026');
  });

  watched('or refused, never taken for a month', async () => {
    await effect().fill('04/13/2026');
    await page.getByRole('button', { name: 'Lưu nháp' }).click();
    const summary = page.getByRole('alert');
    await summary.getByRole('link', { name: 'Không có tháng 13.' }).click();
    await expectFocus('04/13/2026');
    await page.getByRole('button', { name: 'English' }).click();
    await page.locator('.field .fault').getByText('There is no month 13.').waitFor();
    await page.getByText('Day/month/year, for example 01/04/2026.').first().waitFor();
    await page.getByRole('button', { name: 'Tiếng Việt' }).click();
  });

  watched('or chosen in the calendar with the keyboard', async () => {
    await typeAndLeave('1/4/2026');
    await chooser().press('Enter');
    expect(await calendar().getByRole('heading').innerText()).toBe('Tháng 4 năm 2026');
    const weekdays = await calendar().getByRole('columnheader').allInnerTexts();
    expect(weekdays).toEqual(['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN']);
    const walked = [
      ['ArrowRight', 'Thứ Năm, 2 tháng 4 năm 2026'],
      ['ArrowDown', 'Thứ Năm, 9 tháng 4 năm 2026'],
      ['Home', 'Thứ Hai, 6 tháng 4 năm 2026'],
      ['End', 'Chủ Nhật, 12 tháng 4 năm 2026'],
      ['PageDown', 'Thứ Ba, 12 tháng 5 năm 2026'],
    ] as const;
    for (const [key, day] of walked) {
      await page.keyboard.press(key);
      await calendar().locator(`:focus[aria-label="${day}"]`).waitFor();
    }
    for (const size of [phone, desktop]) {
      await page.setViewportSize(size);
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
    }
    await page.keyboard.press('Escape');
    await calendar().waitFor({ state: 'detached' });
    expect(await focused().innerText()).toContain('Chọn ngày');
    expect(await effect().inputValue()).toBe('01/04/2026');

    await page.keyboard.press('Enter');
    await page.keyboard.press('PageUp');
    await calendar().locator(':focus[aria-label$=", 1 tháng 3 năm 2026"]').waitFor();
    await page.keyboard.press('Enter');
    await calendar().waitFor({ state: 'detached' });
    expect(await effect().inputValue()).toBe('01/03/2026');
    expect(await focused().innerText()).toContain('Chọn ngày');
  });

  watched('on the title map, and in its address as the service writes it', async () => {
    await page.goto(`/don-vi/${thonDong}`);
    const asOf = page.getByLabel('Xem tại ngày');
    await asOf.fill('31/9/2025');
    await asOf.press('Enter');
    const said = page.getByRole('alert').getByText('Không có ngày 31/09/2025 trong lịch.');
    await said.waitFor();
    expect(new URL(page.url()).search).toBe('');
    await asOf.fill('30/9/2025');
    await page.getByRole('button', { name: 'Xem', exact: true }).click();
    await page.waitForURL('**/don-vi/*?tai=2025-09-30');
    await page.getByText('tình hình vào ngày 30/09/2025').waitFor();
    expect(await asOf.inputValue()).toBe('30/09/2025');
    expect(await said.count()).toBe(0);
  });

  watched('and of an act not ahead, nor before what the case has come to', async () => {
    const content = appointment(candidate(1), vacant.radio);
    const one = await Case.draft(await officersAt(office.url), content, communeId);
    await page.goto(`/to-trinh/${one.id}/kiem-tra`);
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(request.url());
    });
    await page.getByText('Ghi nhận muộn').click();
    const early = 'Ngày thực hiện không được trước việc gần nhất của hồ sơ (03/09/2024).';
    for (const [typed, sentence] of [
      ['01/01/2099', 'Ngày thực hiện không được ở tương lai.'],
      ['02/09/2024', early],
    ] as const) {
      await page.getByLabel('Ngày thực hiện').fill(typed);
      await page.getByRole('button', { name: 'Trình', exact: true }).click();
      await page.locator('.field .fault').getByText(sentence, { exact: true }).waitFor();
    }
    expect(sent).toEqual([]);
    await page.getByLabel('Ngày thực hiện').fill('03/09/2024');
    await page.getByRole('button', { name: 'Trình', exact: true }).click();
    await page.getByRole('heading', { name: 'Đã trình' }).waitFor();
  });

  it('and no page complained', () => {
    expect(office.complaints).toEqual([]);
  });

  async function expectFocus(text: string): Promise<void> {
    await effect().and(focused()).waitFor();
    expect(await focused().inputValue()).toBe(text);
  }
});
