/** Takes the pictures in docs/pictures anew: `node dist/dev/pictures/take.js`, on a machine with Chromium and a CJK font. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Browser, type Page } from 'playwright-core';
import { CommandLine } from '../demo/command-line.js';
import { withoutOtherInstallations } from '../demo/environment.js';
import { startStack } from '../demo/stack.js';
import { makeTemporaryData } from '../demo/temporary-data.js';
import { packageFolder } from '../package-folder.js';
import { sayToStderr } from '../say.js';
import { createTheOrders, whyInWords, type TheOrders } from './orders.js';

const FOLDER = join(packageFolder(), 'docs', 'pictures');
/** `CHROMIUM` names another one. */
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const MOST_LOOKS = 120;
const QUIETLY = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update'],
];

async function main(): Promise<void> {
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  const environment = withoutOtherInstallations(process.env, sayToStderr);
  const data = makeTemporaryData();
  try {
    const stack = await startStack(data.folder, environment, sayToStderr, interrupted.signal);
    try {
      const commands = new CommandLine(data.folder, environment, interrupted.signal);
      const orders = await createTheOrders(data.folder, commands, sayToStderr);
      await takeAll(stack.addresses, orders, await whyInWords(data.folder, environment, orders.explained));
    } finally {
      await stack.stop();
    }
  } finally {
    data.remove();
  }
}

async function takeAll(
  { webUi, mail }: { readonly webUi: string; readonly mail: string },
  { explained, ended }: TheOrders,
  why: string,
): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIETLY });
  try {
    const workflows = `${webUi}/namespaces/default/workflows`;
    const order = `${workflows}/${encodeURIComponent(`certificate-order:${explained}`)}`;
    const query = encodeURIComponent('WaitingOn="subscriber-dns"');
    const details = await runPage(browser, order, 'user-metadata');
    const ofEnded = `${workflows}/${encodeURIComponent(`certificate-order:${ended}`)}`;
    const pictures: readonly Picture[] = [
      {
        name: 'waiting-on-subscriber-dns',
        url: `${workflows}?query=${query}`,
        shows: explained,
        height: 560,
      },
      { name: 'order-details', url: details, shows: '_dnsauth.shop.example.com', height: 880 },
      // The stack trace below it is of no use to readers.
      {
        name: 'order-last-finding',
        url: details.replace('user-metadata', 'pending-activities'),
        shows: 'NXDOMAIN',
        height: 630,
      },
      {
        name: 'order-issued',
        url: await runPage(browser, ofEnded, 'history'),
        shows: 'collectCertificate',
        height: 1300,
      },
    ];
    for (const picture of pictures) await take(browser, picture);
    await take(browser, {
      name: 'mail',
      url: await firstMail(browser, mail),
      shows: 'zhang.wei@example.com',
      height: 640,
    });
    await takeText(browser, 'order-why', why);
  } finally {
    await browser.close();
  }
}

/** The Web UI leads from an order to its latest run; the tabs are below the run. */
async function runPage(browser: Browser, order: string, tab: string): Promise<string> {
  const page = await browser.newPage();
  await page.goto(order);
  await page.waitForURL(/\/history$/);
  const url = page.url().replace(/history$/, tab);
  await page.close();
  return url;
}

async function firstMail(browser: Browser, list: string): Promise<string> {
  const page = await browser.newPage();
  await page.goto(list);
  const path = await page.locator('a[href^="/mails/"]').first().getAttribute('href');
  await page.close();
  return new URL(path ?? '/', list).href;
}

interface Picture {
  readonly name: string;
  readonly url: string;
  /** Taken once this text can be read on the page. */
  readonly shows: string;
  readonly height: number;
}

async function take(browser: Browser, { name, url, shows, height }: Picture): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height } });
  await page.goto(url);
  await readable(page, shows);
  // The Web UI draws its icons and its timeline a moment after its text.
  await pause(2_000);
  await save(page, name);
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

/** Text as a terminal shows it. */
async function takeText(browser: Browser, name: string, text: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 300 } });
  await page.setContent('<body style="margin:0;background:#1e1e24"><pre></pre></body>');
  await page
    .locator('pre')
    .evaluate((element: { textContent: string | null }, shown) => (element.textContent = shown), text);
  await page.addStyleTag({
    content:
      'pre{margin:0;padding:20px;color:#e8e8e8;font:14px/1.5 "DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace;white-space:pre-wrap}',
  });
  await save(page, name);
}

async function save(page: Page, name: string): Promise<void> {
  const fullPage = name === 'order-why';
  await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage });
  await page.close();
  sayToStderr(`docs/pictures/${name}.png`);
}

await main();
