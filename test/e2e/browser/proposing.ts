import type { Page } from 'playwright-core';

export interface Reasons {
  readonly takesEffectOn: string;
  readonly justification: string;
}

/** Titles of the unit, each with the title whose holder takes it over. */
export type Deal = readonly (readonly [title: string, taker: string])[];

/** On the title map of the unit: opens the form. */
export async function proposeConsolidation(page: Page, deal: Deal): Promise<void> {
  await page.getByRole('link', { name: 'Hợp nhất chức danh' }).click();
  for (const [title, taker] of deal) {
    const select = page.getByLabel(title, { exact: true });
    const ofUnit = select.locator('optgroup[label="Người của đơn vị"] option');
    const person = ofUnit.filter({ hasText: ` – ${taker}` });
    await select.selectOption(await person.getAttribute('value'));
  }
}

/** On the title map of the unit: the first person without a title is put into the vacant one. */
export async function proposeAppointment(page: Page, title: string): Promise<string> {
  await page.getByRole('link', { name: `Bố trí vào chức danh ${title}` }).click();
  const select = page.getByLabel('Người được bố trí');
  const person = select.locator('optgroup[label="Chưa giữ chức danh nào"] option').first();
  await select.selectOption(await person.getAttribute('value'));
  return (await person.textContent()) ?? '';
}

export async function giveReasons(page: Page, reasons: Reasons): Promise<void> {
  await page.getByLabel('Đề nghị hiệu lực từ ngày').fill(reasons.takesEffectOn);
  await page.getByLabel('Lý do đề nghị').fill(reasons.justification);
}

/** From the form over the page where everything is read again, up to the confirmation. */
export async function saveAndSubmit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Lưu và kiểm tra lại' }).click();
  await page.getByRole('heading', { name: 'Kiểm tra lại trước khi trình' }).waitFor();
  await submit(page);
}

export async function submit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Trình', exact: true }).click();
  await page.getByRole('heading', { name: 'Đã trình' }).waitFor();
}

/** The id of the case that the page is about. */
export function caseIn(page: Page): string {
  const id = /\/to-trinh\/([0-9a-f-]{36})/.exec(page.url())?.[1];
  if (id === undefined) throw new Error(`${page.url()} is about no case.`);
  return id;
}
