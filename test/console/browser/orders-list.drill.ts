// The list of orders in a real browser: tabs, filters in the address, kept filters and columns, many at once, the table, at 10,000 orders.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { findRunningStack } from '../../../config/stack-file.js';
import { axeViolations, consoleStack, expectNoTroubles, overflows } from './console-stack.js';
import { PeopleOfOrders } from './people-of-orders.js';

const stack = consoleStack();
const people = new PeopleOfOrders(stack);

const ORDERS = 10_000;

/** Ended long ago: no worker has to do with them. */
async function fill(): Promise<void> {
  const url = findRunningStack(stack.dataDir)?.environment.DATABASE_URL;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `insert into orders (order_id, account, request_sha256, brand, certificate_type, state, names, started_at, plan_id, alias,
                         created_at)
     select 'ord_many_' || i, 'default', '', 'trustasia', 'dv', (array['cancelled', 'expired', 'rejected'])[1 + i % 3],
            array['h' || i || '.many.example.com'], now(), 'ord_many_' || i, '示例 ' || i, now() - i * interval '1 hour'
       from generate_series(1, $1::integer) i`,
    [ORDERS],
  );
  await client.end();
}

/** Of the rows, in lines of text. */
async function tallestRow(page: Page): Promise<number> {
  return await page.evaluate<number>(`Math.max(
    ...Array.from(document.querySelectorAll('tbody tr'), (row) => {
      const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(row.querySelector('th'));
      return (row.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom)) / parseFloat(lineHeight);
    }),
  )`);
}

it('says what to do first where there is nothing', async () => {
  const visitor = await stack.signedIn(await stack.person('orderer'), 'orders');
  await visitor.page.getByText('Order a certificate first').waitFor();
  expect(await axeViolations(visitor.page)).toEqual([]);
  expectNoTroubles(visitor);
}, 60_000);

it('is searched, narrowed, kept and exported, and many are cancelled at once', async () => {
  const form = { brand: 'trustasia', type: 'dv', validation: 'manual-dns' };
  for (const name of ['one', 'two', 'three'])
    await people.placed({ ...form, names: [`${name}.example.com`], alias: '=1+1' }, 'subscriber-dns');
  const visitor = await stack.signedIn(await stack.person('owner'), 'orders');
  const { page } = visitor;
  await page.getByRole('link', { name: /^Under way 3$/ }).click();
  await page.getByRole('link', { name: 'two.example.com' }).waitFor();
  expect(await tallestRow(page)).toBeLessThan(3);
  for (const words of ['the subscriber', /days left/])
    expect(await page.getByRole('cell', { name: words }).first().isVisible()).toBe(true);
  expect(new URL(page.url()).search).toBe('?tab=validating');
  await page.getByLabel('Search names, aliases and order ids').fill('two');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('link', { name: 'three.example.com' }).waitFor({ state: 'detached' });
  await page.getByText('Saved filters').click();
  await page.getByLabel('Save this filter as').fill('those of two');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  const csv = readFileSync(await (await download).path(), 'utf8');
  expect(csv.split('\r\n')).toHaveLength(3);
  expect(csv).toContain(`'=1+1`);

  await page.goBack();
  await page.getByRole('link', { name: 'three.example.com' }).waitFor();
  await page.reload();
  await page.getByText('Saved filters').click();
  await page.getByRole('link', { name: 'those of two' }).waitFor();
  for (const name of ['one', 'three']) await page.getByLabel(`Choose ${name}.example.com`).check();
  await page.getByRole('button', { name: 'Cancel those chosen' }).click();
  await page.getByRole('button', { name: 'Cancel them' }).click();
  await page.getByText('2 done, 0 not').waitFor({ timeout: 60_000 });
  expect(await axeViolations(page)).toEqual([]);
  expectNoTroubles(visitor);
}, 120_000);

it('of 10,000 orders finds by a name and by an id, and goes on page by page', async () => {
  await fill();
  const visitor = await stack.signedIn(await stack.person('owner'), 'orders?tab=ended');
  const { page } = visitor;
  const search = page.getByLabel('Search names, aliases and order ids');
  await page.getByRole('link', { name: 'h1.many.example.com', exact: true }).waitFor();
  await search.fill('h777');
  await search.press('Enter');
  await page.getByRole('link', { name: 'h7770.many.example.com' }).waitFor();
  // Eleven begin so: h777 and h7770 to h7779.
  expect(await page.getByRole('link', { name: /^h777\d?\.many/ }).count()).toBe(11);
  await search.fill('ord_many_9999');
  await search.press('Enter');
  await page.getByRole('link', { name: 'h9999.many.example.com' }).waitFor();
  await search.fill('');
  await search.press('Enter');
  await page.getByRole('link', { name: 'h40.many.example.com' }).waitFor();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('link', { name: 'h90.many.example.com' }).waitFor();
  expect(await overflows(page)).toBe(false);
  expectNoTroubles(visitor);
});
