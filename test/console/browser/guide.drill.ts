// The guide for the colleague who has never seen the console, followed word by word in both languages.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { letterFile } from '../../support/letter-files.js';
import { COMPANY, MANAGER } from '../../support/organizations.js';
import { until } from '../../support/until.js';
import { consoleStack, expectNoTroubles, PASSWORD, type Language } from './console-stack.js';

const GUIDES = { en: 'docs/guide.md', zh: 'docs/guide.zh-CN.md' } as const;

/** What a line of the guide asks for, in either language; the first word in bold, and what is typed. */
const STEPS = [
  ['open', /^(?:Open the address|打开运维)/],
  ['type', /^(?:In|在) \*\*(?<what>.+?)\*\* (?:type|填写) `(?<typed>.+?)`/],
  ['press', /^(?:Press|点击) \*\*(?<what>.+?)\*\*/],
  ['follow', /^(?:Follow|打开) \*\*(?<what>.+?)\*\*/],
  ['choose', /^(?:For|在) \*\*(?<what>.+?)\*\* (?:choose|选择)/],
  ['see', /^(?:You see|看到) \*\*(?<what>.+?)\*\*/],
] as const;

interface Step {
  readonly kind: (typeof STEPS)[number][0];
  readonly what: string;
  readonly typed: string;
}

/** The numbered lines of one chapter. Throws for one that asks for nothing that is known. */
function stepsOf(language: Language, chapter: number): Step[] {
  const text = readFileSync(GUIDES[language], 'utf8');
  const chapters = text.split(/^## \d+\. /m);
  return [...(chapters[chapter]?.matchAll(/^\d+\. (.+)$/gm) ?? [])].map(([, line = '']) => stepOf(line));
}

function stepOf(line: string): Step {
  for (const [kind, pattern] of STEPS) {
    const groups = pattern.exec(line);
    if (groups) return { kind, what: groups.groups?.what ?? '', typed: groups.groups?.typed ?? '' };
  }
  throw new Error(`Nobody could follow: ${line}`);
}

const stack = consoleStack();

async function follow(page: Page, step: Step, { login, letter }: { login: string; letter: string }) {
  const { kind, what, typed } = step;
  if (kind === 'open') await page.goto(`${stack.url}/console/`);
  else if (kind === 'type')
    await page
      .getByLabel(what)
      .fill(/login|登录名/.test(typed) ? login : /password|密码/.test(typed) ? PASSWORD : typed);
  else if (kind === 'press') {
    const saved = /template|模板/.test(what) ? page.waitForEvent('download') : undefined;
    await page.getByRole('button', { name: what, exact: true }).click();
    if (saved) expect((await saved).suggestedFilename()).toMatch(/\.pdf$/);
  } else if (kind === 'follow') await page.getByRole('link', { name: what }).first().click();
  else if (kind === 'choose') await page.getByLabel(what).setInputFiles(letter);
  else await page.getByText(what, { exact: false }).or(page.getByLabel(what)).first().waitFor();
}

/** An order whose name is the guide's, once it waits for its letter. */
async function orderThatWaits(): Promise<string> {
  const form = {
    ...{ brand: 'globalsign', type: 'ov', names: ['mail.example.com'], validation: 'auto-dns' },
    ...{ company: COMPANY, manager: MANAGER, contact: 'same-as-manager' },
  };
  const { orderId } = (await stack.ask('POST', '/v1/orders', { form })) as { orderId: string };
  await untilWaiting(orderId, 'subscriber-letter');
  return orderId;
}

async function untilWaiting(orderId: string, wait: string): Promise<void> {
  await until(`the order waits on ${wait}`, async () => {
    const { tracks } = (await stack.ask('GET', `/v1/orders/${orderId}`)) as {
      tracks: { waitingOn: string | null }[];
    };
    return tracks.some(({ waitingOn }) => waitingOn === wait);
  });
}

describe('the guide', () => {
  it.each(['en', 'zh'] as const)(
    'leads to a letter that is taken (%s)',
    { timeout: 180_000 },
    async (language) => {
      const orderId = await orderThatWaits();
      const login = await stack.person('letters');
      const letter = join(stack.dataDir, `letter-${language}.pdf`);
      const visitor = await stack.visitor({ language });
      for (const chapter of [1, 2, 3]) {
        writeFileSync(letter, letterFile('pdf', 40_000, `${language} ${chapter}`));
        for (const step of stepsOf(language, chapter)) await follow(visitor.page, step, { login, letter });
      }
      await untilWaiting(orderId, 'reviewer-letter');
      await stack.command(
        'ca',
        'letter',
        'reject',
        orderId,
        '--reason',
        'the seal is not that of the company named',
      );
      await untilWaiting(orderId, 'subscriber-letter');
      writeFileSync(letter, letterFile('pdf', 40_000, `${language} corrected`));
      for (const step of stepsOf(language, 4)) await follow(visitor.page, step, { login, letter });
      await untilWaiting(orderId, 'reviewer-letter');
      await stack.command('ca', 'letter', 'accept', orderId);
      await until('the order is issued', async () => {
        const { state } = (await stack.ask('GET', `/v1/orders/${orderId}`)) as { state: string };
        return state === 'issued';
      });
      expectNoTroubles(visitor);
      await visitor.context.close();
    },
  );

  it('has the same steps in both languages', () => {
    for (const chapter of [1, 2, 3, 4]) {
      const [english, chinese] = (['en', 'zh'] as const).map((language) => stepsOf(language, chapter));
      expect(chinese?.map(({ kind }) => kind)).toEqual(english?.map(({ kind }) => kind));
      expect(english?.length).toBeGreaterThan(2);
    }
  });
});
