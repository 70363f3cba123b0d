// Papers in a real browser: uploaded, rejected, uploaded anew, issued; over a slow network; by a member who sees nothing else.
import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { letterFile } from '../../support/letter-files.js';
import {
  axeViolations,
  consoleStack,
  expectNoTroubles,
  over3G,
  overflows,
  type Visitor,
} from './console-stack.js';
import { PeopleOfOrders } from './people-of-orders.js';

const stack = consoleStack();
const people = new PeopleOfOrders(stack);

const GLOBALSIGN = { brand: 'globalsign', type: 'ov' } as const;

async function choose(page: Page, content: Uint8Array, name = 'letter.pdf'): Promise<void> {
  const file = { name, mimeType: 'application/pdf', buffer: Buffer.from(content) };
  await page.getByLabel('Drop the file here, or choose it').setInputFiles(file);
}

async function at(login: string, orderId: string): Promise<Visitor> {
  return await stack.signedIn(login, `orders/${orderId}`);
}

it('a letter is uploaded, rejected with its reason, uploaded anew, and the certificate is issued', async () => {
  const orderId = await people.order(GLOBALSIGN, 'letter', 'subscriber-letter');
  const visitor = await at(await stack.person('orderer'), orderId);
  const { page } = visitor;
  const template = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the template' }).click();
  expect((await template).suggestedFilename()).toBe('letter.pdf');

  await choose(page, letterFile('pdf', 2_000, 'first'), '<img src=x onerror=alert(1)>.pdf');
  await page.getByRole('group', { name: 'The chosen file, as it looks' }).getByAltText('Page 1').waitFor();
  await page.getByRole('button', { name: 'Upload', exact: true }).click();
  await page.getByRole('row', { name: /^1 / }).waitFor();
  await people.waits(orderId, 'reviewer-letter');
  const reason = 'the stamp is <script>not readable</script>';
  await people.sendBack(orderId, 'letter', reason);
  // By itself: nothing is loaded anew.
  await page.getByRole('cell', { name: reason }).waitFor({ timeout: 30_000 });
  expect(await axeViolations(page)).toEqual([]);

  await page.getByRole('button', { name: 'Preview version 1' }).click();
  await page.getByRole('group', { name: 'Preview version 1' }).getByAltText('Page 1').waitFor();
  await choose(page, letterFile('pdf', 2_000, 'second'));
  await page.getByRole('button', { name: 'Upload', exact: true }).click();
  await page.getByRole('row', { name: /^2 / }).waitFor();
  await people.waits(orderId, 'reviewer-letter');
  await people.pass(orderId, 'letter');
  await page.getByRole('link', { name: 'Look at the certificate' }).waitFor({ timeout: 60_000 });
  expect(await page.getByRole('img', { name: /told one by one below/ }).count()).toBe(1);
  expectNoTroubles(visitor);
}, 140_000);

it('a letter of 1.4 MB over 3G tells how far it is, and is there once', async () => {
  const orderId = await people.order(GLOBALSIGN, 'slow', 'subscriber-letter');
  const visitor = await at(await stack.person('orderer'), orderId);
  const { page } = visitor;
  await choose(page, letterFile('pdf', 1_400_000, 'slow'));
  await over3G(page);
  await page.getByRole('button', { name: 'Upload', exact: true }).dblclick();
  await page.getByRole('progressbar', { name: 'How much is uploaded' }).waitFor();
  await page.getByText(/^[1-9]\d? % uploaded$/).waitFor();
  await page.getByText('Version 1 was uploaded.').waitFor({ timeout: 60_000 });
  const { items } = (await stack.ask('GET', `/v1/orders/${orderId}/letters`)) as { items: unknown[] };
  expect(items).toHaveLength(1);
  expectNoTroubles(visitor);
}, 120_000);

it('a member of the letters sees what waits on people, and the means for it alone', async () => {
  const orderId = await people.order(GLOBALSIGN, 'member', 'subscriber-letter');
  const elsewhere = await people.placed(
    { brand: 'trustasia', type: 'dv', names: ['other.example.com'], validation: 'manual-dns' },
    'subscriber-dns',
  );
  const login = await stack.person('letters');
  const visitor = await stack.signedIn(login, 'orders', { language: 'zh', theme: 'dark', width: 360 });
  const { page } = visitor;
  await page.getByRole('link', { name: 'member.example.com' }).waitFor();
  expect(await page.getByText('other.example.com').count()).toBe(0);
  expect(await page.getByRole('button', { name: '导出 CSV' }).count()).toBe(0);
  await page.getByRole('link', { name: 'member.example.com' }).click();
  await page.getByRole('button', { name: '下载模板' }).waitFor();
  for (const name of ['取消订单', '立即检查'])
    expect(await page.getByRole('button', { name }).count()).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
  expect(await overflows(page)).toBe(false);
  await page.goto(`${stack.url}/console/orders/${elsewhere}`);
  await page.getByRole('alert').waitFor();
  expect(orderId).not.toBe(elsewhere);
  expectNoTroubles(visitor);
}, 120_000);
