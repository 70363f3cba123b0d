/** Takes the pictures in docs/pictures anew: `node dist/dev/pictures/take.js`. CONTRIBUTING.md names what it needs. */
import type { Browser } from 'playwright-core';
import { CommandLine } from '../demo/command-line.js';
import { withoutOtherInstallations } from '../demo/environment.js';
import { startStack } from '../demo/stack.js';
import { makeTemporaryData } from '../demo/temporary-data.js';
import { sayToStderr } from '../say.js';
import { openBrowser, take, takeText, type Picture } from './browser.js';
import { makeSmall, takeLetter } from './other-programs.js';
import { createTheOrders, REMINDED, whyInWords, type TheOrders } from './orders.js';
import { createTheCompanyOrders, type TheCompanyOrders } from './company-orders.js';

interface Subjects extends TheOrders, TheCompanyOrders {
  /** What `sealflow order why` tells people. */
  readonly why: string;
}

interface Pages {
  readonly webUi: string;
  readonly mail: string;
}

async function main(): Promise<void> {
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  const environment = withoutOtherInstallations(process.env, sayToStderr);
  const data = makeTemporaryData();
  try {
    const stack = await startStack(data.folder, environment, 'en', sayToStderr, interrupted.signal);
    try {
      const commands = new CommandLine(data.folder, environment, interrupted.signal);
      const orders = await createTheOrders(data.folder, commands, sayToStderr);
      const ofCompanies = await createTheCompanyOrders(data.folder, commands, sayToStderr);
      const why = await whyInWords(data.folder, environment, orders.explained);
      await takeAll(stack.addresses, { ...orders, ...ofCompanies, why });
    } finally {
      await stack.stop();
    }
  } finally {
    data.remove();
  }
}

async function takeAll({ webUi, mail }: Pages, subjects: Subjects): Promise<void> {
  const browser = await openBrowser();
  try {
    const workflows = `${webUi}/namespaces/default/workflows`;
    const pictures = [
      ...lists(workflows, subjects),
      ...(await ordersOnTheirPages(browser, workflows, subjects)),
      { name: 'mail', url: await newestMail(browser, mail, REMINDED), shows: REMINDED, height: 640 },
    ];
    for (const picture of pictures) await take(browser, picture);
    await takeText(browser, 'order-why', subjects.why);
    await takeLetter(subjects.letter);
    for (const name of [...pictures.map((picture) => picture.name), 'order-why']) await makeSmall(name);
  } finally {
    await browser.close();
  }
}

function lists(workflows: string, { explained, bothOpen, overdue }: Subjects): Picture[] {
  const found = (query: string) => `${workflows}?query=${encodeURIComponent(query)}`;
  return [
    {
      name: 'waiting-on-subscriber-dns',
      url: found('WaitingOn="subscriber-dns"'),
      shows: explained,
      height: 560,
    },
    { name: 'waiting-too-long-for-a-letter', url: found(overdue), shows: bothOpen, height: 560 },
  ];
}

async function ordersOnTheirPages(
  browser: Browser,
  workflows: string,
  { explained, ended, bothOpen, letterRejected, reason }: Subjects,
): Promise<Picture[]> {
  const page = async (orderId: string, tab: string) =>
    await runPage(browser, `${workflows}/${encodeURIComponent(`certificate-order:${orderId}`)}`, tab);
  const details = await page(explained, 'user-metadata');
  const lastFinding = details.replace('user-metadata', 'pending-activities');
  return [
    { name: 'order-details', url: details, shows: '_dnsauth.shop.example.com', height: 880 },
    // The stack trace below it is of no use to readers.
    { name: 'order-last-finding', url: lastFinding, shows: 'NXDOMAIN', height: 630 },
    {
      name: 'order-issued',
      url: await page(ended, 'history'),
      shows: 'collectCertificate',
      height: 1300,
    },
    {
      name: 'order-two-proofs',
      url: await page(bothOpen, 'user-metadata'),
      shows: 'subscriber-letter',
      height: 1250,
    },
    {
      name: 'order-letter-rejected',
      url: await page(letterRejected, 'user-metadata'),
      shows: reason,
      height: 980,
    },
  ];
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

/** The list has the newest first, and what the CA wrote to companies as well. */
async function newestMail(browser: Browser, list: string, recipient: string): Promise<string> {
  const page = await browser.newPage();
  await page.goto(list);
  const row = page.locator('tr', { hasText: recipient }).first();
  const path = await row.locator('a').getAttribute('href');
  await page.close();
  return new URL(path ?? '/', list).href;
}

await main();
