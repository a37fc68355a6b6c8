import type { Locator, Page } from 'playwright-core';

/** The title map of a unit, as a page of its own. */
export async function openTitleMap(page: Page, unitId: string): Promise<void> {
  await page.goto(`/don-vi/${unitId}`);
  await page.getByRole('table').first().waitFor();
}

/** A figure above the table, by the words above it. */
export function figure(page: Page, label: string | RegExp): Locator {
  const term = page.locator('dt').filter({ hasText: label });
  return page.locator('.figures > div').filter({ has: term }).locator('dd');
}

export const partTimeOfficers = /^Người hoạt động không chuyên trách/;

/** The cell in the row of a title, or of a hamlet, that stands under this heading. */
export function cell(page: Page, row: string, heading: string): Locator {
  return rowOf(page, row).locator(`[data-label="${heading}"]`);
}

export async function holderOf(page: Page, title: string): Promise<string> {
  return cell(page, title, 'Người giữ').innerText();
}

function rowOf(page: Page, name: string): Locator {
  const rowHeader = page.getByRole('rowheader', { name, exact: true });
  return page.getByRole('row').filter({ has: rowHeader });
}
