import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';

import { spoilIndex } from '../../../libs/event-store/src/sqlite/testing/spoiled-page.js';
import { tampering } from '../../../libs/seals/src/testing/tampering.js';
import { usernames } from '../../kit/cases.js';
import { checkpointSizes } from '../../kit/checkpoints.js';
import { communeId, thonDong, thonTay } from '../../kit/demonstration.js';
import { newDirectory } from '../../kit/directories.js';
import { runCli } from '../../kit/programs.js';
import { RunningService } from '../../kit/service.js';
import { overflow, violations } from './inspection.js';
import { desktop, Office, phone } from './office.js';
import * as proposing from './proposing.js';
import { signIn } from './sign-in.js';
import { openTitleMap } from './title-map.js';
import { today } from './today.js';

jest.setTimeout(30_000);

const sentence =
  'Hệ thống đang chỉ cho đọc, chưa nhận nội dung mới. ' +
  'Hãy báo người vận hành; nội dung đã nhập vẫn còn trên máy này.';

describe('while the log takes nothing', () => {
  const dataDir = newDirectory();
  let office: Office;
  let page: Page;
  const sent: string[] = [];

  beforeAll(async () => {
    await RunningService.once(dataDir);
    tampering.truncateWell(join(dataDir, 'log.db'), Math.max(...checkpointSizes(dataDir)) - 2);
    office = await Office.open(dataDir);
    page = await (await office.computer()).newPage();
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(new URL(request.url()).pathname);
    });
  });

  afterAll(() => Office.close(office));

  const watched = (name: string, test: () => Promise<void>) =>
    it(name, () => office.watched(test)());

  const banner = () => page.getByRole('status').getByText(sentence, { exact: true });
  const reason = () => page.getByLabel('Lý do đề nghị');
  const save = () => page.getByRole('button', { name: 'Lưu và kiểm tra lại' });

  watched('every page says so beforehand', async () => {
    await page.goto('/');
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
    await banner().waitFor();
    await signIn(page, usernames.commune);
    const form = `/to-trinh/moi?loai=relief&don-vi=${thonDong}`;
    for (const address of ['/', `/don-vi/${communeId}`, form]) {
      await page.goto(address);
      await banner().waitFor();
    }
    for (const size of [phone, desktop]) {
      await page.setViewportSize(size);
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
    }
  });

  watched('what is sent all the same is refused at once, in words for an officer', async () => {
    await openTitleMap(page, thonTay);
    await proposing.proposeAppointment(page, 'Công an viên');
    await proposing.giveReasons(page, { takesEffectOn: today(), justification: 'Đang khuyết.' });
    sent.length = 0;
    await save().click();
    const alert = page.getByRole('alert');
    await alert.getByText(sentence, { exact: true }).waitFor();
    expect(await page.getByRole('main').innerText()).not.toMatch(/log\.db|totrinh|--accept/);
    expect(sent).toEqual(['/api/v1/proposals']);
    expect(await violations(page)).toEqual([]);

    await page.getByRole('button', { name: 'English' }).click();
    await alert.getByText('The system is read-only for now and takes nothing new.').waitFor();
    await page.getByRole('button', { name: 'Tiếng Việt' }).click();
  });

  watched('what was typed survives, and is sent once the operator has put it right', async () => {
    await page.reload();
    await banner().waitFor();
    expect(await reason().inputValue()).toBe('Đang khuyết.');
    const env = { TOTRINH_DATA_DIR: dataDir };
    expect(await runCli(['restore', '--accept'], env)).toMatchObject({ code: 0 });
    await banner().waitFor({ state: 'detached' });
    await save().click();
    await page.getByRole('heading', { name: 'Kiểm tra lại trước khi trình' }).waitFor();
  });

  watched('damage that an act meets puts the banner up at once', async () => {
    expect(await banner().count()).toBe(0);
    spoilIndex(join(dataDir, 'log.db'));
    await page.getByRole('button', { name: 'Trình', exact: true }).click();
    await page.getByRole('alert').getByText(sentence, { exact: true }).waitFor();
    await banner().waitFor();
  });

  it('and no page complained', () => {
    expect(office.complaints).toEqual([]);
  });
});
