import axe from 'axe-core';
import type { CDPSession, Page } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe-core finds wrong on the page as it stands, each with where. */
export async function violations(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const options = JSON.stringify({ runOnly: RULES, resultTypes: ['violations'] });
  if ((await evaluated(session, 'typeof axe')) === 'undefined')
    await evaluated(session, axe.source);
  const said = await evaluated(session, `axe.run(document, ${options}).then(JSON.stringify)`);
  await session.detach();
  const found = JSON.parse(String(said)) as {
    violations: { id: string; nodes: { html: string }[] }[];
  };
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' ')}`);
}

/** By how many pixels the page is wider than the screen. */
export async function overflow(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const root = 'document.documentElement';
  const wide = await evaluated(session, `${root}.scrollWidth - ${root}.clientWidth`);
  await session.detach();
  return Number(wide);
}

export interface Weight {
  readonly total: number;
  readonly scripts: number;
}

/** Bytes that came over the line while the page opened, headers and fonts included. */
export async function weightOf(page: Page, open: () => Promise<unknown>): Promise<Weight> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const scripts = new Set<string>();
  const bytes = new Map<string, number>();
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    bytes.set(requestId, encodedDataLength),
  );
  await open();
  await evaluated(session, 'document.fonts.ready.then(() => true)');
  await session.detach();
  const sum = (entries: (readonly [string, number])[]) =>
    entries.reduce((all, [, n]) => all + n, 0);
  const all = [...bytes];
  return { total: sum(all), scripts: sum(all.filter(([id]) => scripts.has(id))) };
}

/** Through the debugger, which the page's content security policy does not bind. */
async function evaluated(session: CDPSession, expression: string): Promise<unknown> {
  const asked = { expression, awaitPromise: true, returnByValue: true };
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', asked);
  if (exceptionDetails) throw new Error(exceptionDetails.text);
  return result.value as unknown;
}
