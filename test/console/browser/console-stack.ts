/** A stack of one's own with its console, and a Chromium to look at it: pages by role and label, their troubles noted. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, onTestFailed, vi } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { findRunningStack, type StackAddresses } from '../../../config/stack-file.js';
import { CHROMIUM_MISSING, startChromium } from '../../support/peers/chromium.js';
import { sealflow, startStackProcess, type StackProcess } from '../../support/stack-process.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

export const PASSWORD = 'a long password of tests';

/** For one thing to happen on a page, beside other drills on two cores. */
const PATIENCE_MS = 60_000;

export type Language = 'zh' | 'en';

export interface LookingOptions {
  readonly language?: Language;
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
}

/** Somebody at a browser of their own. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser refused by the page's policy, scripts that failed, and requests to other hosts: none, all is well. */
  readonly troubles: readonly string[];
}

export class ConsoleStack {
  #stack: StackProcess | undefined;
  #browser: Browser | undefined;
  #people = 0;
  readonly dataDir: string;

  constructor(dataDir: string) {
    this.dataDir = dataDir;
  }

  async start(): Promise<void> {
    this.#stack = await startStackProcess(this.dataDir, join(this.dataDir, 'up.log'));
    if (CHROMIUM_MISSING === undefined) this.#browser = await startChromium();
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    await this.#stack?.stop();
  }

  get addresses(): StackAddresses {
    if (!this.#stack) throw new Error('The stack was not started.');
    return this.#stack.addresses;
  }

  /** Of the API, without a slash at its end. */
  get url(): string {
    return this.addresses.api.replace(/\/$/, '');
  }

  /** The stack's processes end and come back on the same data and ports. */
  async restart(): Promise<void> {
    await this.#stack?.stop();
    this.#stack = await startStackProcess(this.dataDir, join(this.dataDir, 'up.log'));
  }

  /** As the stack's owner, by the command line: what it answers, as JSON. */
  async command(...args: string[]): Promise<unknown> {
    return await sealflow(this.dataDir, ...args);
  }

  /** As the stack's owner, by its first key. */
  async ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const { keyId, secret } = this.#ownersKey();
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${keyId}:${secret}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }

  #ownersKey(): { readonly keyId: string; readonly secret: string } {
    const key = findRunningStack(this.dataDir)?.apiKey;
    if (!key) throw new Error('The stack told no key of its owner.');
    return key;
  }

  /** A person of this role who signs in with PASSWORD; returns the login. */
  async person(role: string): Promise<string> {
    this.#people += 1;
    const login = `${role}-${this.#people}`;
    await this.ask('POST', '/v1/users', { login, role, password: PASSWORD });
    return login;
  }

  /** A browser that nobody has used, with nobody signed in. */
  async visitor({ language = 'en', theme = 'light', width = 1280 }: LookingOptions = {}): Promise<Visitor> {
    if (!this.#browser) throw new Error('The browser was not started.');
    const context = await this.#browser.newContext({
      locale: language === 'zh' ? 'zh-CN' : 'en-US',
      colorScheme: theme,
      viewport: { width, height: 900 },
      acceptDownloads: true,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const troubles: string[] = [];
    noteTroubles(page, this.url, troubles);
    onTestFailed(() => tellWhatIsShown(page));
    return { context, page, troubles };
  }

  /** Signed in on the API's own page, and led to `path` of the console. */
  async signedIn(login: string, path = '', options: LookingOptions = {}): Promise<Visitor> {
    const visitor = await this.visitor(options);
    await visitor.page.goto(`${this.url}/console/${path}`);
    await signIn(visitor.page, login, options.language);
    return visitor;
  }
}

/** On the sign-in page, wherever it leads then. */
export async function signIn(page: Page, login: string, language: Language = 'en'): Promise<void> {
  const words = SIGN_IN[language];
  await page.getByLabel(words.login).fill(login);
  await page.getByLabel(words.password).fill(PASSWORD);
  await page.getByRole('button', { name: words.signIn }).click();
  await page.waitForURL(/\/console\//);
}

/** "Fast 3G" of Chromium's own tools: 90 % of 1.6 Mbit/s and of 750 kbit/s, in bytes a second, and 3.75 times 150 ms. */
const FAST_3G = { downloadThroughput: 180_000, uploadThroughput: 84_375, latency: 562.5 };

/** What this page asks for comes and goes over such a network from now on. */
export async function over3G(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.emulateNetworkConditions', { offline: false, ...FAST_3G });
}

const SIGN_IN = {
  en: { login: 'User name', password: 'Password', signIn: 'Sign in' },
  zh: { login: '用户名', password: '密码', signIn: '登录' },
} as const;

/** For whoever reads of the failure: a label that was not found says nothing of what was there instead. */
async function tellWhatIsShown(page: Page): Promise<void> {
  if (page.isClosed()) return;
  const shown = await page.locator('body').ariaSnapshot({ timeout: 5_000 }).catch(String);
  console.error(`At its failure ${page.url()} showed:\n${shown}`);
}

function noteTroubles(page: Page, url: string, troubles: string[]): void {
  const { origin } = new URL(url);
  page.on('pageerror', (error) => troubles.push(`failed: ${error.message}`));
  page.on('console', (message) => {
    // Chromium tells there what a policy refused; an answer of 4xx is the page's to tell.
    if (/content.security.policy/i.test(message.text())) troubles.push(message.text());
  });
  page.on('request', (request) => {
    const asked = new URL(request.url());
    if (/^https?:$/.test(asked.protocol) && asked.origin !== origin) troubles.push(`asked ${request.url()}`);
  });
}

const AXE = readFileSync(new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** What axe finds against WCAG 2.2 AA on the page as it stands, a line each; empty: nothing. */
export async function axeViolations(page: Page): Promise<string[]> {
  // By the debugger, which the page's own policy does not bind.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResult>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
  );
}

/** Each language and each light once; every pair of them: pages.drill.ts, for all pages as they are when they open. */
export const LOOKS = [
  { language: 'zh', theme: 'light', width: 360 },
  { language: 'en', theme: 'dark', width: 360 },
] as const satisfies readonly LookingOptions[];

/** Whether something of the page stands out of a window of its width. */
export async function overflows(page: Page): Promise<boolean> {
  return await page.evaluate<boolean>(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth',
  );
}

/** One stack and one browser for a file; both end with it. Where there is no browser, its tests say so and are skipped. */
export function consoleStack(): ConsoleStack {
  // A walk through many pages, beside other drills on two cores.
  vi.setConfig({ testTimeout: 240_000 });
  const stack = new ConsoleStack(temporaryFolder());
  beforeAll(() => stack.start(), 240_000);
  afterAll(() => stack.stop(), 120_000);
  beforeEach(({ skip }) => skip(CHROMIUM_MISSING !== undefined, CHROMIUM_MISSING));
  return stack;
}

/** All was asked of here alone, and nothing was refused by the page's own policy. */
export function expectNoTroubles({ troubles }: Visitor): void {
  expect(troubles).toEqual([]);
}
