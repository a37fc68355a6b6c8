import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, BrowserContext, Page } from 'playwright-core';

import { newDirectory, removeDirectories } from '../../kit/directories.js';
import { endPrograms } from '../../kit/programs.js';
import { RunningService } from '../../kit/service.js';
import { launchChromium } from './chromium.js';
import { signIn } from './sign-in.js';

export const desktop = { width: 1366, height: 768 };
export const phone = { width: 360, height: 740 };

const WAIT_MS = 8000;

/** The built service, and computers to sit down at. */
export class Office {
  readonly #computers: BrowserContext[] = [];
  /** What went wrong inside the pages themselves. */
  readonly complaints: string[] = [];

  private constructor(
    readonly url: string,
    private readonly browser: Browser,
  ) {}

  static async open(dataDir = newDirectory()): Promise<Office> {
    const starting = [RunningService.start(dataDir), launchChromium()] as const;
    const [service, browser] = await Promise.all(starting);
    return new Office(service.url, browser);
  }

  /** For `afterAll`: whatever was started ends, also when opening failed half-way. */
  static async close(office: Office | undefined): Promise<void> {
    await office?.browser.close();
    await endPrograms();
    removeDirectories();
  }

  /** A browser that has never been here. */
  async computer(locale = 'vi-VN'): Promise<BrowserContext> {
    const computer = await this.browser.newContext({
      baseURL: this.url,
      locale,
      viewport: desktop,
      reducedMotion: 'reduce',
    });
    computer.setDefaultTimeout(WAIT_MS);
    computer.on('weberror', (error) => this.complaints.push(error.error().message));
    this.#computers.push(computer);
    return computer;
  }

  /** Somebody at a computer of their own, on the first page after signing in. */
  async signedIn(username: string, locale?: string): Promise<Page> {
    const computer = await this.computer(locale);
    const page = await computer.newPage();
    await page.goto('/');
    await signIn(page, username);
    return page;
  }

  /** A test that leaves pictures of every open page behind when it fails. */
  watched(test: () => Promise<void>): () => Promise<void> {
    return async () => {
      try {
        await test();
      } catch (error) {
        process.stderr.write(`Seen when it failed: ${(await this.#pictures()).join(' ')}\n`);
        throw error;
      }
    };
  }

  async #pictures(): Promise<string[]> {
    const folder = mkdtempSync(join(tmpdir(), 'totrinh-seen-'));
    const pages = this.#computers.flatMap((computer) => computer.pages());
    const taken = pages.map(async (page, index) => {
      const path = join(folder, `${index + 1}.png`);
      await page.screenshot({ path, fullPage: true });
      return path;
    });
    const settled = await Promise.allSettled(taken);
    return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  }
}
