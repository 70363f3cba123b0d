// One order in a real browser: mails, phone and forms that people do, records to copy, looks on demand, withdrawal, hostile texts.
import pg from 'pg';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { findRunningStack } from '../../../config/stack-file.js';
import { letterFile } from '../../support/letter-files.js';
import { axeViolations, consoleStack, expectNoTroubles, overflows } from './console-stack.js';
import { PeopleOfOrders, sayFollowed } from './people-of-orders.js';

const stack = consoleStack();
const people = new PeopleOfOrders(stack);

const HOSTILE = '<img src=x onerror="document.title=1">"\'`${{';

/** The zone of these drills has servers of its own: here it is as if its service's had answered. */
async function heldByDnsPod(page: Page, orderId: string): Promise<void> {
  const client = new pg.Client({
    connectionString: findRunningStack(stack.dataDir)?.environment.DATABASE_URL,
  });
  await client.connect();
  const own = page.getByRole('table', { name: 'The DNS service that has your zone' });
  await expect
    .poll(
      async () => {
        // A look of the order itself may write down who answered it.
        await client.query(
          `update findings set source = 'authoritative f1g1ns1.dnspod.net (192.0.2.1)'
            where order_id = $1 and source like 'authoritative %'`,
          [orderId],
        );
        await page.reload();
        await page.getByRole('button', { name: 'Check now' }).waitFor();
        return await own.getByRole('row').allTextContents();
      },
      { timeout: 60_000 },
    )
    .toEqual([expect.any(String), expect.stringContaining('Tencent Cloud DNSPod')]);
  await client.end();
}

it('both e-mails are followed, told, and the certificate is issued', async () => {
  const orderId = await people.order({ brand: 'wotrus', type: 'ov' }, 'mails', 'subscriber-emails');
  const visitor = await stack.signedIn(await stack.person('orderer'), `orders/${orderId}`);
  const { page } = visitor;
  for (const [number, step] of [
    [1, 'email-1'],
    [2, 'email-2'],
  ] as const) {
    await people.followLink(orderId, step);
    await sayFollowed(page, `The link in e-mail ${number} was followed`);
  }
  await page.getByRole('link', { name: 'Look at the certificate' }).waitFor({ timeout: 60_000 });
  expectNoTroubles(visitor);
}, 120_000);

it('the application form of an SM2 certificate is handed in, and looked at by the CA', async () => {
  const orderId = await people.order(
    { brand: 'dnspod-sm2', type: 'ov' },
    'sm2',
    'subscriber-application-form',
  );
  const visitor = await stack.signedIn(await stack.person('owner'), `orders/${orderId}`, { language: 'zh' });
  const { page } = visitor;
  const buffer = Buffer.from(letterFile('pdf', 2_000, 'form'));
  await page.getByLabel('将文件拖到此处,或选择文件').setInputFiles({
    name: '申请书.pdf',
    mimeType: 'application/pdf',
    buffer,
  });
  await page.getByRole('button', { name: '上传', exact: true }).click();
  await page.getByRole('row', { name: /^1 / }).waitFor();
  await people.waits(orderId, 'reviewer-application');
  expect(await axeViolations(page)).toEqual([]);
  expectNoTroubles(visitor);
}, 120_000);

it('shows records to copy and what each resolver said, looks on demand, and is withdrawn once', async () => {
  const orderId = await people.placed(
    {
      brand: 'trustasia',
      type: 'dv',
      names: ['by-hand.example.com'],
      validation: 'manual-dns',
      alias: HOSTILE,
    },
    'subscriber-dns',
  );
  const visitor = await stack.signedIn(await stack.person('owner'), `orders/${orderId}`, { width: 360 });
  const { page } = visitor;
  await page.getByRole('heading', { level: 1, name: HOSTILE }).waitFor();
  await page.getByRole('button', { name: 'Copy Value for by-hand.example.com' }).waitFor();
  await stack.command('dns', 'set', '_dnsauth.by-hand.example.com', 'TXT', HOSTILE);
  await page.getByText('Where does what go at my DNS service?').first().click();
  await page.getByRole('row', { name: /Tencent Cloud DNSPod/ }).waitFor();
  await heldByDnsPod(page, orderId);
  await page.getByRole('button', { name: 'Check now' }).click();
  await page.getByText(/^(Looked: what was found is below\.|The look goes on)/).waitFor({ timeout: 30_000 });
  await page.getByText('What each one answered').first().click();
  await page.getByRole('table', { name: 'What each one answered' }).first().waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(await overflows(page)).toBe(false);
  await page.getByRole('button', { name: 'Cancel the order' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the order' }).dblclick();
  await people.waits(orderId, 'cancelled');
  await page.getByText('cancelled', { exact: false }).first().waitFor();
  expect(await page.getByRole('button', { name: 'Cancel the order' }).count()).toBe(0);
  expectNoTroubles(visitor);
}, 120_000);
