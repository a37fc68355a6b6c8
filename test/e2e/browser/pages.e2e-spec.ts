import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';

import { Case, officersAt, usernames } from '../../kit/cases.js';
import { appointment, candidate, communeId, thonDong, vacant } from '../../kit/demonstration.js';
import * as deciding from './deciding.js';
import { overflow, violations, weightOf } from './inspection.js';
import { desktop, Office, phone } from './office.js';
import { today } from './today.js';

jest.setTimeout(30_000);

const KIB = 1024;
const FIRST_VIEW_MAX = 260 * KIB;
const SCRIPTS_MAX = 180 * KIB;

describe('every page, on an office screen and on a phone', () => {
  let office: Office;
  let draft: Case;
  let waitingForReception: Case;
  let waitingForMeeting: Case;
  let commune: Page;

  beforeAll(async () => {
    office = await Office.open();
    const officers = await officersAt(office.url);
    const drafted = (slotId: string) =>
      Case.draft(officers, appointment(candidate(1), slotId), communeId);
    draft = await drafted(vacant.police);
    waitingForReception = await drafted(vacant.women);
    waitingForMeeting = await drafted(vacant.radio);
    await Promise.all([waitingForReception.submit(), waitingForMeeting.submit()]);
    await waitingForMeeting.receive();
    await waitingForMeeting.appraise();
    commune = await office.signedIn(usernames.commune);
  });

  afterAll(() => Office.close(office));

  const watched = (name: string, test: () => Promise<void>) =>
    it(name, () => office.watched(test)());

  async function expectSound(page: Page): Promise<void> {
    for (const size of [desktop, phone]) {
      await page.setViewportSize(size);
      expect({ width: size.width, found: await violations(page) }).toMatchObject({ found: [] });
    }
    expect(await overflow(page)).toBe(0);
    await page.setViewportSize(desktop);
  }

  async function expectSoundAt(address: string, heading: string): Promise<void> {
    await commune.goto(address);
    await commune.getByRole('heading', { name: heading }).first().waitFor();
    await expectSound(commune);
  }

  watched('is inspected by what finds planted faults', async () => {
    const page = await (await office.computer()).newPage();
    await page.setContent('<!doctype html><img src="x"><p style="width: 3000px">x');
    await page.setViewportSize(phone);
    expect((await violations(page)).join()).toContain('image-alt');
    expect(await overflow(page)).toBeGreaterThan(2000);
  });

  watched('signing in, also where it failed', async () => {
    const page = await (await office.computer()).newPage();
    await page.goto('/');
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page.getByRole('alert').waitFor();
    await expectSound(page);
  });

  watched('what waits and what is followed', async () => {
    await commune.getByRole('table', { name: 'Tất cả hồ sơ' }).waitFor();
    await expectSound(commune);
  });

  watched('what an account is for that has no step to answer', async () => {
    const protection = await office.signedIn(usernames.protection);
    await protection.getByText('phụ trách việc xóa dữ liệu cá nhân: đề nghị').waitFor();
    await protection.getByText('/api/v1/erasures').waitFor();
    expect(await protection.getByText('Tài khoản này chỉ xem').count()).toBe(0);
    await expectSound(protection);
    const auditor = await office.signedIn(usernames.auditor);
    await auditor.getByText('Tài khoản này chỉ xem').waitFor();
    expect(await auditor.getByText('/api/v1/erasures').count()).toBe(0);
  });

  watched('title maps', async () => {
    await expectSoundAt(`/don-vi/${communeId}`, 'Chức danh của xã');
    await expectSoundAt(`/don-vi/${thonDong}?tai=2025-01-01`, 'Chức danh và người giữ');
  });

  watched('the forms, also with everything missing', async () => {
    await expectSoundAt('/to-trinh/moi', 'Lập tờ trình');
    const form = `/to-trinh/moi?loai=title-consolidation&don-vi=${thonDong}`;
    await commune.goto(form);
    await commune.getByRole('button', { name: 'Lưu và kiểm tra lại' }).click();
    await commune.getByRole('alert').waitFor();
    await expectSound(commune);

    await commune.getByLabel('Lý do đề nghị').fill('Theo chủ trương.');
    await commune.getByRole('button', { name: 'Đăng xuất' }).click();
    await commune.getByRole('dialog', { name: 'Còn bản nháp trên máy này' }).waitFor();
    await expectSound(commune);
  });

  watched('reading over and confirmation', async () => {
    await expectSoundAt(`/to-trinh/${draft.id}/kiem-tra`, 'Kiểm tra lại trước khi trình');
    await expectSoundAt(`/to-trinh/${waitingForReception.id}/da-trinh`, 'Tiếp theo');
    await expectSoundAt('/to-trinh/khong-co', 'Không có trang này');
    await expectSoundAt('/khong-co', 'Không có trang này');
  });

  watched('a case, for those who follow it and those who answer', async () => {
    await expectSoundAt(`/to-trinh/${waitingForReception.id}`, 'Diễn biến');
    const commission = await office.signedIn(usernames.commission);
    await commission.getByRole('banner').getByText('Ban Tổ chức, Huyện ủy Sông Mây').waitFor();
    await deciding.openCase(commission, waitingForReception.id);
    await deciding.answer(commission, 'Trả lại để bổ sung');
    await commission.getByRole('alert').waitFor();
    await expectSound(commission);
  });

  watched('the minutes of a meeting and their review', async () => {
    const committee = await office.signedIn(usernames.committee);
    await deciding.openCase(committee, waitingForMeeting.id);
    await deciding.typeMinutes(committee, { heldOn: today(), inFavour: '9', against: '1' });
    await deciding.conclude(committee, 'Đồng ý');
    await expectSound(committee);
    await deciding.review(committee);
    await committee.getByRole('heading', { name: 'Xem lại trước khi ghi nhận' }).waitFor();
    await expectSound(committee);
  });

  watched('the first view is light enough for a slow line', async () => {
    const newcomer = await office.computer();
    await newcomer.addCookies(await commune.context().cookies());
    const page = await newcomer.newPage();
    const { total, scripts } = await weightOf(page, async () => {
      await page.goto('/');
      await page.getByRole('table').first().waitFor();
    });
    expect(scripts).toBeGreaterThan(50 * KIB); // else nothing was measured
    expect(scripts).toBeLessThanOrEqual(SCRIPTS_MAX);
    expect(total).toBeLessThanOrEqual(FIRST_VIEW_MAX);
  });

  it('the licences go with the files they are about', async () => {
    const textAt = async (path: string) => (await fetch(`${office.url}/licences/${path}`)).text();
    expect(await textAt('be-vietnam-pro-OFL.txt')).toContain('SIL OPEN FONT LICENSE');
    expect(await textAt('javascript.md')).toContain('## react-dom - ');
  });

  it('and no page complained', () => {
    expect(office.complaints).toEqual([]);
  });
});
