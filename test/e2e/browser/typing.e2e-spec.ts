import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';

import { usernames } from '../../kit/cases.js';
import { thonDong, thonTay } from '../../kit/demonstration.js';
import { Office } from './office.js';
import * as proposing from './proposing.js';
import { signIn, tryToSignIn } from './sign-in.js';
import { openTitleMap } from './title-map.js';
import { today } from './today.js';

jest.setTimeout(30_000);

const relief = `/to-trinh/moi?loai=relief&don-vi=${thonDong}`;

describe('what somebody types', () => {
  let office: Office;

  beforeAll(async () => {
    office = await Office.open();
  });

  afterAll(() => Office.close(office));

  const watched = (name: string, test: () => Promise<void>) =>
    it(name, () => office.watched(test)());

  const reasonIn = (page: Page) => page.getByLabel('Lý do đề nghị');
  const restored = (page: Page) => page.getByText('Đã khôi phục bản nháp');

  /** A page with a draft begun and not saved. */
  async function begun(): Promise<Page> {
    const page = await office.signedIn(usernames.commune);
    await page.goto(relief);
    await reasonIn(page).fill('Theo nguyện vọng cá nhân.');
    return page;
  }

  async function keptOn(page: Page): Promise<string[]> {
    const { origins } = await page.context().storageState();
    const entries = origins.flatMap((origin) => origin.localStorage);
    return entries.filter(({ value }) => value.includes('nguyện vọng')).map(({ name }) => name);
  }

  watched('a wrong password is answered by one sentence', async () => {
    const page = await (await office.computer()).newPage();
    await page.goto('/');
    await tryToSignIn(page, usernames.commune, 'không phải mật khẩu');
    const said = page.getByRole('alert').getByRole('paragraph');
    await said.waitFor();
    expect(await said.allInnerTexts()).toEqual(['Tên đăng nhập hoặc mật khẩu không đúng.']);
    expect(await page.getByLabel('Tên đăng nhập').inputValue()).toBe(usernames.commune);
  });

  watched('survives a reload, until it is deleted', async () => {
    const page = await begun();
    await page.reload();
    await restored(page).waitFor();
    expect(await reasonIn(page).inputValue()).toBe('Theo nguyện vọng cá nhân.');

    await page.getByRole('button', { name: 'Xóa bản nháp' }).click();
    expect(await reasonIn(page).inputValue()).toBe('');
    expect(await keptOn(page)).toEqual([]);
    await page.reload();
    await reasonIn(page).waitFor();
    expect(await restored(page).count()).toBe(0);
  });

  watched('is not left to the next person at the computer by whoever signs out', async () => {
    const page = await begun();
    expect(await keptOn(page)).toHaveLength(1);
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByRole('button', { name: 'Quay lại làm tiếp' }).click();
    expect(await reasonIn(page).inputValue()).toBe('Theo nguyện vọng cá nhân.');

    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByRole('button', { name: 'Xóa bản nháp và đăng xuất' }).click();
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
    expect(await keptOn(page)).toEqual([]);
  });

  watched('waits for whoever typed it when the session ended, and for nobody else', async () => {
    const page = await begun();
    await page.context().clearCookies();
    await page.goto(relief);
    await signIn(page, usernames.otherCommune);
    await page.getByRole('heading', { name: 'Không có trang này' }).waitFor();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();

    await page.goto(relief);
    await signIn(page, usernames.commune);
    await restored(page).waitFor();
    expect(await reasonIn(page).inputValue()).toBe('Theo nguyện vọng cá nhân.');
  });

  watched('is sent once when the line broke before or after it arrived', async () => {
    const page = await office.signedIn(usernames.commune);
    const keys: (string | undefined)[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') keys.push(request.headers()['idempotency-key']);
    });
    await openTitleMap(page, thonTay);
    await proposing.proposeAppointment(page, 'Công an viên');
    await proposing.giveReasons(page, { takesEffectOn: today(), justification: 'Đang khuyết.' });

    await page.route(
      '**/api/v1/proposals',
      async (route) => {
        await route.fetch();
        await route.abort('connectionfailed');
      },
      { times: 1 },
    );
    await page.getByRole('button', { name: 'Lưu và kiểm tra lại' }).click();
    await page.getByRole('heading', { name: 'Kiểm tra lại trước khi trình' }).waitFor();
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);

    const lost = page.waitForEvent('requestfailed');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Trình', exact: true }).click();
    await lost;
    await page.context().setOffline(false);
    await page.getByRole('heading', { name: 'Đã trình' }).waitFor();
    expect(new Set(keys).size).toBe(2);

    await page.goto('/');
    const followed = page.getByRole('table', { name: 'Tất cả hồ sơ' });
    await followed.waitFor();
    expect(await followed.getByRole('link').count()).toBe(1);
    await followed.getByRole('link').click();
    await page.getByRole('heading', { name: 'Diễn biến' }).waitFor();
    const submissions = page.getByRole('listitem').getByText('Trình', { exact: true });
    expect(await submissions.count()).toBe(1);
  });

  watched('is said to be tried again as long as no answer came', async () => {
    const page = await begun();
    const retry = page.getByRole('status').getByText('Chưa gửi được, đang tự thử lại…');
    let tries = 0;
    await page.route('**/api/v1/proposals', async (route) => {
      tries += 1;
      if (tries === 1) return route.abort('connectionfailed');
      await retry.waitFor();
      return route.continue();
    });
    await page.getByLabel('Chức danh và người thôi giữ').selectOption({ index: 1 });
    await page.getByLabel('Đề nghị hiệu lực từ ngày').fill(today());
    await page.getByRole('button', { name: 'Lưu và kiểm tra lại' }).click();
    await page.getByRole('heading', { name: 'Kiểm tra lại trước khi trình' }).waitFor();
    expect(tries).toBe(2);
    expect(await retry.count()).toBe(0);
  });

  it('and no page complained', () => {
    expect(office.complaints).toEqual([]);
  });
});
