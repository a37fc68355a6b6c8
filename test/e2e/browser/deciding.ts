import type { Locator, Page } from 'playwright-core';

/** The place where whoever's turn it is answers. */
export function desk(page: Page): Locator {
  return page.locator('section').filter({ hasText: 'Đến lượt bạn:' });
}

export async function openCase(page: Page, proposalId: string): Promise<void> {
  await page.goto(`/to-trinh/${proposalId}`);
  await page.getByRole('heading', { name: 'Diễn biến' }).waitFor();
}

/** On the first page: the case among those that wait for an answer from here. */
export function waiting(page: Page, kind: string): Locator {
  return page.getByRole('table', { name: 'Đến lượt bạn' }).getByRole('link', { name: kind });
}

export async function openWaiting(page: Page, kind: string): Promise<void> {
  await waiting(page, kind).click();
  await desk(page).waitFor();
}

export async function answer(page: Page, label: string, reason?: string): Promise<void> {
  await desk(page).getByLabel(label).check();
  if (reason !== undefined) await desk(page).getByLabel('Lý do').fill(reason);
  await desk(page).getByRole('button', { name: 'Ghi nhận kết quả' }).click();
}

export interface MinutesTyped {
  readonly heldOn: string;
  readonly present?: string;
  readonly inFavour: string;
  readonly against: string;
}

export async function typeMinutes(page: Page, minutes: MinutesTyped): Promise<void> {
  const paper = page.getByRole('group', { name: 'Biên bản cuộc họp' });
  const typed = {
    'Số biên bản': '12-BB/HU',
    'Ngày họp': minutes.heldOn,
    'Triệu tập': '11',
    'Có mặt': minutes.present ?? '10',
    'Đồng ý': minutes.inFavour,
    'Không đồng ý': minutes.against,
  };
  for (const [label, value] of Object.entries(typed))
    await paper.getByLabel(label, { exact: true }).fill(value);
}

/** What the minutes conclude, and why where it is not simply yes. */
export async function conclude(page: Page, label: string, reason?: string): Promise<void> {
  const conclusion = page.getByRole('group', { name: 'Kết luận của tập thể' });
  await conclusion.getByLabel(label, { exact: true }).check();
  if (reason !== undefined) await desk(page).getByLabel('Lý do').fill(reason);
}

export async function review(page: Page): Promise<void> {
  await desk(page).getByRole('button', { name: 'Xem lại biên bản' }).click();
}

/** After the review: the figures are those of the signed paper. */
export async function recordConclusion(page: Page): Promise<void> {
  await desk(page).getByLabel('Tôi đã đối chiếu').check();
  await desk(page).getByRole('button', { name: 'Ghi nhận kết luận' }).click();
}

export async function issue(page: Page, day: string, takesEffectOn = day): Promise<void> {
  const typed = {
    Số: '345',
    'Ký hiệu': 'QĐ/HU',
    'Người ký': 'Bí thư Huyện ủy Sông Mây',
    'Ngày ký': day,
    'Ngày hiệu lực': takesEffectOn,
  };
  for (const [label, value] of Object.entries(typed))
    await desk(page).getByLabel(label, { exact: true }).fill(value);
  await desk(page).getByRole('button', { name: 'Ban hành' }).click();
}
