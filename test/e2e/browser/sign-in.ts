import type { Page } from 'playwright-core';

import { DEMONSTRATION_PASSWORD } from '#libs/scenarios';

export async function signIn(page: Page, username: string): Promise<void> {
  await tryToSignIn(page, username, DEMONSTRATION_PASSWORD);
  await page.getByRole('button', { name: 'Đăng xuất' }).waitFor();
}

/** Whatever comes of it. */
export async function tryToSignIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByLabel('Mật khẩu').fill(password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
}
