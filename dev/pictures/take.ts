/** Takes the pictures in docs/pictures anew: `node dist/dev/pictures/take.js`. CONTRIBUTING.md names what it needs. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { CommandLine } from '../demo/command-line.js';
import { withoutOtherInstallations } from '../demo/environment.js';
import { startStack } from '../demo/stack.js';
import { takeConsole, type ConsoleSubjects } from './console.js';
import { makeTemporaryData } from '../demo/temporary-data.js';
import { sayToStderr } from '../say.js';
import { openBrowser, take, takeHtml, takeList, takeText, type Picture } from './browser.js';
import { createTheMails, pageOfMail, type MailToTake } from './mails.js';
import { makeSmall, takePaper } from './other-programs.js';
import { createTheOrders, whyInWords, type TheOrders } from './orders.js';
import { createTheCompanyOrders, type TheCompanyOrders } from './company-orders.js';

/** The Web UI's list by whose turn it is. */
interface View {
  readonly party: string;
  readonly url: string;
}

interface Subjects extends TheOrders, TheCompanyOrders {
  /** What `sealflow order why` tells people. */
  readonly why: string;
  readonly mails: readonly MailToTake[];
  readonly views: Readonly<Record<'zh' | 'en', readonly View[]>>;
  readonly ofConsole: ConsoleSubjects;
}

/** Of a stack that is gone with its pictures. */
const LOGIN = 'wang.fang';
const PASSWORD = 'pictures of the console';

function passwordIn(folder: string): string {
  const file = join(folder, 'password.txt');
  writeFileSync(file, PASSWORD, { mode: 0o600 });
  return file;
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
      const mails = await createTheMails(data.folder, commands, sayToStderr);
      const views = {
        zh: await commands.run<View[]>('order', 'views', '--lang', 'zh'),
        en: await commands.run<View[]>('order', 'views', '--lang', 'en'),
      };
      const why = await whyInWords(data.folder, environment, orders.explained);
      const mailFolder = join(data.folder, 'mail');
      await commands.run('user', 'add', LOGIN, '--role', 'owner', '--password-file', passwordIn(data.folder));
      const ofConsole = {
        ...{ api: stack.addresses.api, login: LOGIN, password: PASSWORD },
        ...{
          bothOpen: ofCompanies.bothOpen,
          letterRejected: ofCompanies.letterRejected,
          ended: orders.ended,
        },
      };
      const subjects = { ...orders, ...ofCompanies, mails, views, why, ofConsole };
      await takeAll(stack.addresses.webUi, mailFolder, subjects);
    } finally {
      await stack.stop();
    }
  } finally {
    data.remove();
  }
}

async function takeAll(webUi: string, mailFolder: string, subjects: Subjects): Promise<void> {
  const browser = await openBrowser();
  try {
    const ofConsole = await takeConsole(browser, subjects.ofConsole);
    for (const name of ofConsole) await makeSmall(name);
    const workflows = `${webUi}/namespaces/default/workflows`;
    const pictures = [
      ...lists(workflows, subjects),
      ...(await ordersOnTheirPages(browser, workflows, subjects)),
    ];
    for (const picture of pictures) await take(browser, picture);
    for (const [language, views] of Object.entries(subjects.views))
      await takeList(browser, listOf(language, views));
    await takeText(browser, 'order-why', subjects.why);
    for (const one of subjects.mails) await takeHtml(browser, one.name, await pageOfMail(mailFolder, one));
    for (const [name, pdf] of Object.entries(subjects.papers)) await takePaper(name, pdf);
    const taken = [...pictures, ...subjects.mails].map(({ name }) => name);
    const listed = Object.keys(subjects.views).map(nameOfList);
    for (const name of [...taken, ...listed, 'order-why']) await makeSmall(name);
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

/** Those that wait for their subscriber come last, and are seen. */
function listOf(language: string, views: readonly View[]) {
  const isSeen = ({ party }: View) => party === 'subscriber';
  const urls = [...views.filter((view) => !isSeen(view)), ...views.filter(isSeen)].map(({ url }) => url);
  return { name: nameOfList(language), urls, shows: 'subscriber-dns', height: 760 };
}

function nameOfList(language: string): string {
  return `list-with-columns-${language}`;
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
    {
      name: 'order-turn-in-history',
      url: details.replace('user-metadata', 'history'),
      shows: 'confirmDomainControl',
      height: 860,
    },
    // The stack trace below it is of no use to readers.
    { name: 'order-last-finding', url: lastFinding, shows: 'NXDOMAIN', height: 630 },
    {
      name: 'order-issued',
      url: await page(ended, 'history'),
      shows: 'collectCertificate',
      height: 1000,
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
  // It opens at one of these, by its version.
  await page.waitForURL(/\/(history|timeline)$/);
  const url = page.url().replace(/(history|timeline)$/, tab);
  await page.close();
  return url;
}

await main();
