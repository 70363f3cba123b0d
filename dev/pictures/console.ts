/** The console's pages in both languages, as somebody with a large window sees them: every one with something on it. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext } from 'playwright-core';
import { savePicture } from './browser.js';

export interface ConsoleSubjects {
  /** Base URL of the API that serves it. */
  readonly api: string;
  /** Who looks: a login of the stack, and its password. */
  readonly login: string;
  readonly password: string;
  /** An order with both proofs open, and one that has ended with a certificate. */
  readonly bothOpen: string;
  readonly ended: string;
  /** A letter of it was rejected. */
  readonly letterRejected: string;
}

/** A page, by the end of its picture's name; `path`: below /console/. */
interface ConsolePage {
  readonly name: string;
  readonly path: string;
}

/** As browsers name them; the first half ends the picture's name. */
const LOCALES = ['en-US', 'zh-CN'] as const;

/** Returns the names of the pictures. */
export async function takeConsole(browser: Browser, subjects: ConsoleSubjects): Promise<string[]> {
  const taken: string[] = [];
  for (const locale of LOCALES) {
    const [language = ''] = locale.split('-');
    const context = await browser.newContext({ locale, viewport: { width: 1280, height: 800 } });
    await signIn(context, subjects);
    for (const { name, path } of pagesOf(subjects)) {
      const page = await context.newPage();
      await page.goto(`${subjects.api}/console/${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      // What is read of the API comes a moment after the heading, and a chart is drawn after that.
      await pause(2_500);
      const picture = `console-${name}-${language}`;
      await savePicture(page, picture, true);
      taken.push(picture);
    }
    await context.close();
  }
  return taken;
}

function pagesOf({ bothOpen, ended, letterRejected }: ConsoleSubjects): ConsolePage[] {
  return [
    { name: 'orders', path: 'orders' },
    { name: 'new-order', path: 'orders/new' },
    { name: 'order', path: `orders/${bothOpen}` },
    { name: 'letters', path: `orders/${letterRejected}` },
    { name: 'certificates', path: 'certificates' },
    { name: 'certificate', path: `certificates/${ended}` },
    { name: 'inbox', path: 'inbox' },
    { name: 'calendar', path: 'calendar' },
    { name: 'desk', path: 'desk' },
    { name: 'companies', path: 'information/companies' },
    { name: 'members', path: 'information/members' },
  ];
}

/** By the fields' own names, which are the same in every language. */
async function signIn(
  context: BrowserContext,
  { api, login, password }: Pick<ConsoleSubjects, 'api' | 'login' | 'password'>,
): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${api}/sign-in?returnTo=/console/`);
  await page.locator('#login').fill(login);
  await page.locator('#password').fill(password);
  await page.locator('button').click();
  await page.waitForURL(/\/console\//);
  await page.close();
}
