/** Pictures of pages and of text, taken with Chromium. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Browser, type Page } from 'playwright-core';
import { packageFolder } from '../../config/package-folder.js';
import { sayToStderr } from '../say.js';

export const FOLDER = join(packageFolder(), 'docs', 'pictures');
/** `CHROMIUM` names another one. */
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const MOST_LOOKS = 120;
const QUIETLY = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update'],
];

/** The caller closes it. */
export async function openBrowser(): Promise<Browser> {
  mkdirSync(FOLDER, { recursive: true });
  return await chromium.launch({ executablePath: CHROMIUM, args: QUIETLY });
}

export interface Picture {
  readonly name: string;
  readonly url: string;
  /** Taken once this text can be read on the page. */
  readonly shows: string;
  readonly height: number;
}

/** Throws where the page never shows its text. */
export async function take(browser: Browser, { name, url, shows, height }: Picture): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height } });
  await page.goto(url);
  await readable(page, shows);
  // The Web UI draws its icons and its timeline a moment after its text.
  await pause(2_000);
  await savePicture(page, name);
}

async function readable(page: Page, text: string): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    // The Web UI shows Markdown in a frame of its own.
    const seen = page.frames().map((frame) => frame.getByText(text).first().isVisible());
    if ((await Promise.allSettled(seen)).some((answer) => answer.status === 'fulfilled' && answer.value))
      return;
    await pause(250);
  }
  throw new Error(`${page.url()} does not show ${text}.`);
}

/** Text as a terminal shows it, as high as it is. */
export async function takeText(browser: Browser, name: string, text: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 300 } });
  await page.setContent('<body style="margin:0;background:#1e1e24"><pre></pre></body>');
  await page
    .locator('pre')
    .evaluate((element: { textContent: string | null }, shown) => (element.textContent = shown), text);
  await page.addStyleTag({
    content:
      'pre{margin:0;padding:20px;color:#e8e8e8;font:14px/1.5 "DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace;white-space:pre-wrap}',
  });
  await savePicture(page, name, true);
}

/** A page of its own words, as high as these are. */
export async function takeHtml(browser: Browser, name: string, html: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 960, height: 300 } });
  await page.setContent(html);
  await savePicture(page, name, true);
}

/** What a browser of the Web UI keeps: columns of a list, of the namespace `default`. */
const KEEPS = 'namespace-workflow-table-columns';
const COLUMNS = ['Status', 'Domain', 'WaitingOn', 'Deadline', 'Brand', 'Workflow ID', 'Start'];

/** The last one of these lists, in a browser that has opened each of them, with columns of its own. */
export async function takeList(
  browser: Browser,
  { name, urls, shows, height }: Omit<Picture, 'url'> & { readonly urls: readonly string[] },
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height } });
  const columns = JSON.stringify({ default: COLUMNS.map((label) => ({ label })) });
  await context.addInitScript(`localStorage.setItem('${KEEPS}', '${columns}')`);
  const page = await context.newPage();
  for (const url of urls) {
    await page.goto(url);
    // Kept, the name goes from the address.
    await page.waitForURL((current) => !current.searchParams.has('savedQuery'));
  }
  await readable(page, shows);
  await pause(2_000);
  await savePicture(page, name);
  await context.close();
}

/** Closes the page. */
export async function savePicture(page: Page, name: string, fullPage = false): Promise<void> {
  await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage });
  await page.close();
  sayToStderr(`docs/pictures/${name}.png`);
}
