/** A page of the console in Chromium, and what it costs the browser: its own clocks, told by Chromium's debugger. */
import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from 'playwright-core';

const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Why it can't be measured; undefined where it can. */
export const CHROMIUM_MISSING = existsSync(PROGRAM)
  ? undefined
  : `no ${PROGRAM} (Debian: chromium); CHROMIUM names another one`;

export async function openChromium(): Promise<Browser> {
  return await chromium.launch({
    executablePath: PROGRAM,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
}

/** Milliseconds from the navigation. */
export interface Paints {
  /** First contentful paint (W3C Paint Timing). */
  readonly first: number;
  /** The largest one so far (W3C Largest Contentful Paint). */
  readonly largest: number;
}

/** Of the page as it was loaded, once `shown` stands on it. */
export async function paintsOf(page: Page, url: string, shown: string): Promise<Paints> {
  await page.goto(url);
  await page.getByText(shown).first().waitFor();
  return await page.evaluate<Paints>(
    `new Promise((resolve) => {
       const first = performance.getEntriesByName('first-contentful-paint')[0].startTime;
       new PerformanceObserver((list) => {
         resolve({ first, largest: list.getEntries().at(-1).startTime });
       }).observe({ type: 'largest-contentful-paint', buffered: true });
     })`,
  );
}

export interface Work {
  /** Script, style and layout, milliseconds: what keeps the page from answering. */
  readonly mainThread: number;
  /** From the press until the rows stand there, the server's part included. */
  readonly untilShown: number;
}

/** What a search in the list costs, from its sending until `row` stands there. Nobody but the page works meanwhile. */
export async function workOfSearch(page: Page, context: BrowserContext, asked: Search): Promise<Work> {
  const devtools = await context.newCDPSession(page);
  await devtools.send('Performance.enable');
  const { field, text, row } = asked;
  const box = page.getByLabel(field);
  await box.fill(text);
  const id = (await box.getAttribute('id')) ?? '';
  const before = await workedSoFar(devtools);
  const untilShown = await page.evaluate<number>(sentAndShown(id, row));
  const mainThread = (await workedSoFar(devtools)) - before;
  await devtools.detach();
  return { mainThread, untilShown };
}

export interface Search {
  /** The label of the field. */
  readonly field: string;
  readonly text: string;
  /** Stands in the table once the answer does. */
  readonly row: string;
}

/** Run in the page: the field's form is sent, and the page watches itself until the row stands there. */
function sentAndShown(id: string, row: string): string {
  return `new Promise((resolve) => {
    const began = performance.now();
    const isThere = () => document.querySelector('tbody')?.textContent.includes(${JSON.stringify(row)});
    const observer = new MutationObserver(() => {
      if (!isThere()) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.now() - began));
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    document.getElementById(${JSON.stringify(id)}).form.requestSubmit();
  })`;
}

const COUNTED = ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'];

async function workedSoFar(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.reduce((sum, { name, value }) => sum + (COUNTED.includes(name) ? value * 1_000 : 0), 0);
}
