// Every page in both languages, light and dark, in a narrow window: nothing for axe to find, nothing out of the window, no trouble.
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { COMPANY, CONTACT } from '../../support/organizations.js';
import { axeViolations, consoleStack, expectNoTroubles, overflows } from './console-stack.js';
import { PeopleOfOrders } from './people-of-orders.js';

const stack = consoleStack();
const people = new PeopleOfOrders(stack);

/** Of "My information"; with the forms for what is new. */
const INFORMATION = [
  ...['companies', 'companies/new', 'contacts', 'contacts/new', 'connections', 'connections/new', 'routes'],
  ...['delegations', 'api-keys', 'notices', 'approvals', 'members', 'sign-in'],
];

/** Below /console/, each with something on it. */
const paths: string[] = [];

beforeAll(async () => {
  await stack.ask('POST', '/v1/companies', { ...COMPANY });
  await stack.ask('POST', '/v1/contacts', { ...CONTACT });
  const letter = await people.order({ brand: 'globalsign', type: 'ov' }, 'letter', 'subscriber-letter');
  const issued = await people.placed(
    { brand: 'trustasia', type: 'dv', names: ['issued.example.com'], validation: 'auto-dns' },
    'issued',
  );
  const { planId } = (await stack.ask('GET', `/v1/orders/${issued}`)) as { planId: string };
  paths.push(
    ...['orders', 'orders/new', `orders/${letter}`, `orders/${issued}`],
    ...['certificates', `certificates/${issued}`, 'certificates/upload', `plans/${planId}`],
    ...['inbox', 'calendar', 'desk', 'no/such/page'],
    ...INFORMATION.map((name) => `information/${name}`),
  );
}, 240_000);

async function opened(page: Page, path: string): Promise<void> {
  await page.goto(`${stack.url}/console/${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const loading = page.getByRole('status').filter({ hasText: /^(Loading…|正在载入…)$/ });
  await expect.poll(() => loading.count(), { timeout: 60_000 }).toBe(0);
}

it.each([
  ['en', 'light'],
  ['en', 'dark'],
  ['zh', 'light'],
  ['zh', 'dark'],
] as const)('are accessible and fit a window of 360 px (%s, %s)', async (language, theme) => {
  const owner = await stack.person('owner');
  const visitor = await stack.signedIn(owner, 'orders', { language, theme, width: 360 });
  const { page } = visitor;
  for (const path of paths) {
    await opened(page, path);
    expect([path, await axeViolations(page)]).toEqual([path, []]);
    expect([path, await overflows(page)]).toEqual([path, false]);
  }
  expect(paths.length).toBeGreaterThan(20);
  expectNoTroubles(visitor);
  await visitor.context.close();
});
