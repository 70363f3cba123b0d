// A certificate in a real browser: its chain, its packs, what follows it, its revocation, one from elsewhere; in both languages.
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import pg from 'pg';
import type { Download, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { letterFile } from '../../support/letter-files.js';
import { createOwnChain } from '../../support/own-chains.js';
import { openssl } from '../../support/openssl.js';
import { until } from '../../support/until.js';
import { readJks } from '../../client/certificates/downloads/read-jks.js';
import {
  axeViolations,
  consoleStack,
  expectNoTroubles,
  LOOKS,
  overflows,
  type Visitor,
} from './console-stack.js';
import { PeopleOfOrders } from './people-of-orders.js';

const DAY_MS = 86_400_000;
const LONG = { timeout: 60_000 };
const KEY_PASSWORD = 'of-the-key-1';

const stack = consoleStack();
const people = new PeopleOfOrders(stack);
let owner: string;
let shop: string;
let blog: string;
let mail: string;

beforeAll(async () => {
  owner = await stack.person('owner');
  [shop, blog, mail] = await Promise.all([
    issued('shop.example.com'),
    issued('blog.example.com'),
    issued('*.mail.example.com', { planYears: 3 }),
  ]);
}, 120_000);

/** The order's id: its certificate is found by it. */
async function issued(name: string, fields: object = {}): Promise<string> {
  const form = { brand: 'trustasia', type: 'dv', names: [name], validation: 'auto-dns', ...fields };
  const { orderId } = (await stack.ask('POST', '/v1/orders', { form })) as { orderId: string };
  const state = async () => ((await stack.ask('GET', `/v1/orders/${orderId}`)) as { state: string }).state;
  await until(`${name} is issued`, async () => (await state()) === 'issued', 90_000);
  return orderId;
}

async function saved(page: Page, act: () => Promise<void>): Promise<Readonly<Record<string, Uint8Array>>> {
  const coming: Promise<Download> = page.waitForEvent('download');
  await act();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  return unzipSync(readFileSync(await download.path()));
}

it('shows the chain, and hands out each pack as what it is', async () => {
  const { page, ...visitor } = await stack.signedIn(owner, `certificates/${shop}`);
  await page.getByRole('heading', { level: 1, name: 'shop.example.com' }).waitFor(LONG);
  const boxes = page.getByRole('list', { name: 'Chain' }).getByRole('heading', { level: 3 });
  const roles = await boxes.allInnerTexts();
  expect(roles.length).toBeGreaterThan(1);
  expect(roles.at(-1)).toBe('This certificate');
  await page.getByRole('img', { name: /^From .* ends in/ }).waitFor();

  const buttons = page.getByRole('button', { name: /^Download: / });
  const names = await Promise.all((await buttons.all()).map((each) => each.getAttribute('aria-label')));
  expect(names.length).toBeGreaterThanOrEqual(9);
  const packs = new Map<string, Readonly<Record<string, Uint8Array>>>();
  for (const name of names) {
    const button = page.getByRole('button', { name: name ?? '', exact: true });
    packs.set(name ?? '', await saved(page, () => button.click()));
  }
  expect([...packs.values()].every((files) => Object.keys(files).length > 0)).toBe(true);
  const all = [...packs.values()].flatMap((files) => Object.entries(files));
  const bundle = all.find(([path]) => path.endsWith('_bundle.crt'));
  const text = await openssl(['x509', '-in', '{bundle}', '-noout', '-ext', 'subjectAltName'], {
    bundle: bundle?.[1] ?? '',
  });
  expect(text).toContain('shop.example.com');
  const iis = [...packs.values()].find((files) => Object.keys(files).some((path) => path.endsWith('.pfx')));
  const fileOf = (ending: string) => Object.entries(iis ?? {}).find(([path]) => path.endsWith(ending))?.[1];
  const password = Buffer.from(fileOf('keystorePass.txt') ?? '')
    .toString()
    .trim();
  const opened = await openssl(['pkcs12', '-in', '{pfx}', '-passin', `pass:${password}`, '-nodes'], {
    pfx: fileOf('.pfx') ?? '',
  });
  expect(opened).toContain('PRIVATE KEY');
  expectNoTroubles({ page, ...visitor });
  await visitor.context.close();
});

it('is reissued once however often it is asked for, then revoked, and shows both without being loaded anew', async () => {
  const visitor = await stack.signedIn(owner, `certificates/${shop}`);
  const { page } = visitor;
  await page.getByText('Reissue', { exact: true }).first().click(LONG);
  await page.getByRole('button', { name: 'Reissue' }).dblclick();
  await page.getByText('It is ordered').waitFor(LONG);
  await page.getByRole('link', { name: 'the new certificate' }).click(LONG);
  await page.getByText('active', { exact: true }).first().waitFor(LONG);
  const { items } = (await stack.ask('GET', '/v1/certificates?name=shop.example.com')) as {
    items: unknown[];
  };
  expect(items.length).toBe(2);

  await page.getByText('Ask for it to be revoked').click();
  await page.getByLabel('Reason').selectOption({ label: 'another certificate has taken its place' });
  await page.getByRole('button', { name: 'Revoke this certificate' }).click();
  const dialog = page.getByRole('dialog', { name: /^Revoke the certificate/ });
  await dialog.getByRole('button', { name: 'Revoke' }).dblclick();
  await page
    .getByRole('region', { name: 'Revocation' })
    .getByRole('status')
    .filter({ hasText: /^revoked$/ })
    .waitFor(LONG);
  await page.getByRole('button', { name: 'Download: Nginx' }).click();
  await page.getByRole('alert').filter({ hasText: 'revoked' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expectNoTroubles(visitor);
  await visitor.context.close();
});

it('tells what a renewal would cost, and orders it at that price', async () => {
  await nearItsEnd(blog);
  const visitor = await stack.signedIn(owner, `certificates/${blog}`);
  const { page } = visitor;
  await page.getByText('Renew', { exact: true }).click(LONG);
  const renewal = page.getByRole('form', { name: 'Renew' });
  await renewal.getByLabel('Years').fill('9');
  await renewal.getByRole('button', { name: 'What would it cost?' }).click();
  await expect.poll(() => renewal.getByLabel('Years').getAttribute('aria-invalid'), LONG).toBe('true');
  await renewal.getByLabel('Years').fill('1');
  await renewal.getByRole('button', { name: 'What would it cost?' }).click();
  const order = page.getByRole('button', { name: /^Order it: / });
  await order.waitFor(LONG);
  expect(await axeViolations(page)).toEqual([]);
  await order.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Order it' }).dblclick();
  await page.getByText('It is ordered').waitFor(LONG);
  expectNoTroubles(visitor);
  await visitor.context.close();
});

/** The records of a plan that began so long ago that it can be renewed. */
async function nearItsEnd(planId: string): Promise<void> {
  const database = new pg.Client({ connectionString: stack.addresses.database });
  await database.connect();
  try {
    const { rowCount } = await database.query(
      `update plans set begins_at = now() - interval '345 days', ends_at = now() + interval '20 days' where plan_id = $1`,
      [planId],
    );
    expect(rowCount).toBe(1);
  } finally {
    await database.end();
  }
}

it('takes in a certificate from elsewhere, which is found among those that expire soon', async () => {
  const now = Math.floor(Date.now() / 1000) * 1000;
  const chain = await createOwnChain('ecc', now - 80 * DAY_MS);
  const leaf = await chain.issue({
    names: ['elsewhere.example.org'],
    notBefore: now - 70 * DAY_MS,
    days: 90,
  });
  const visitor = await stack.signedIn(owner, 'certificates');
  const { page } = visitor;
  await page.getByRole('link', { name: 'Upload a certificate' }).click(LONG);
  await page.getByLabel('Certificate (PEM)', { exact: true }).fill('nothing');
  await page.getByRole('button', { name: 'Upload' }).click();
  await expect
    .poll(() => page.getByLabel('Certificate (PEM)', { exact: true }).getAttribute('aria-invalid'), LONG)
    .toBe('true');
  await page
    .getByLabel('Certificate (PEM): from a file')
    .setInputFiles({ name: 'leaf.pem', mimeType: 'text/plain', buffer: Buffer.from(leaf.certificatePem) });
  await page.getByLabel('Chain (PEM)').first().fill(chain.issuingPem);
  await page.getByLabel('Private key (PEM)').first().fill(leaf.privateKeyPem);
  await page.getByRole('button', { name: 'Upload' }).click();
  await page.getByRole('heading', { level: 1, name: 'elsewhere.example.org' }).waitFor(LONG);
  await page.getByText('expiring', { exact: true }).first().waitFor();
  await page.getByRole('switch', { name: 'Tell of its expiry' }).click();
  await expect
    .poll(() => page.getByRole('switch', { name: 'Tell of its expiry' }).isChecked(), LONG)
    .toBe(false);

  await page.getByRole('link', { name: 'Certificates', exact: true }).click();
  await page.getByRole('link', { name: 'expiring' }).click();
  expect(new URL(page.url()).search).toBe('?state=expiring');
  await page.getByRole('link', { name: 'elsewhere.example.org' }).waitFor(LONG);
  expect(await page.getByRole('row').count()).toBe(2);
  await page.getByRole('link', { name: 'All', exact: true }).click();
  await page.getByRole('checkbox', { name: /^Choose .*mail/ }).check(LONG);
  await page.getByRole('checkbox', { name: 'Choose elsewhere.example.org' }).check();
  const files = await saved(page, () => page.getByRole('button', { name: 'Download those chosen' }).click());
  expect(Object.keys(files).filter((path) => path.endsWith('fullchain.pem')).length).toBe(2);
  await page.getByLabel('Search').fill('nobody.example.com');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByText('No certificate fits.').waitFor();
  expectNoTroubles(visitor);
  await visitor.context.close();
});

/** At a certificate's page, once it is there. */
async function at(login: string, orderId: string): Promise<Visitor> {
  const visitor = await stack.signedIn(login, `certificates/${orderId}`);
  await visitor.page.getByRole('heading', { level: 1 }).waitFor(LONG);
  return visitor;
}

async function asksToRevoke(page: Page): Promise<void> {
  await page.getByText('Ask for it to be revoked').click(LONG);
  await page.getByLabel('Reason').selectOption({ label: 'another certificate has taken its place' });
  await page.getByRole('button', { name: 'Revoke this certificate' }).click();
  await page
    .getByRole('dialog', { name: /^Revoke/ })
    .getByRole('button', { name: 'Revoke' })
    .click();
}

async function revocationIs(page: Page, state: RegExp): Promise<void> {
  const region = page.getByRole('region', { name: 'Revocation' });
  await region.getByRole('status').filter({ hasText: state }).waitFor(LONG);
}

it('is revoked only once a second person has approved it; declined, it stays what it was', async () => {
  const [approved, declined] = await Promise.all([
    issued('approved.example.com'),
    issued('declined.example.com'),
  ]);
  await stack.ask('PATCH', '/v1/account/rules', { approvesRevocations: true });
  const asking = await at(owner, approved);
  await asksToRevoke(asking.page);
  await asking.page.getByRole('region', { name: 'Revocation' }).getByText('approver').first().waitFor(LONG);
  const other = await at(owner, declined);
  await asksToRevoke(other.page);

  const deciding = await stack.signedIn(await stack.person('approver'), 'inbox');
  const approvals = deciding.page.getByRole('region', { name: 'For you to decide' });
  const rowOf = (name: string) => approvals.getByRole('row', { name: new RegExp(`^Revocation .*${name}`) });
  await rowOf('approved.example.com')
    .getByRole('button', { name: /^Approve / })
    .click(LONG);
  await rowOf('approved.example.com').waitFor({ state: 'detached', ...LONG });
  await rowOf('declined.example.com')
    .getByRole('button', { name: /^Decline / })
    .click(LONG);
  await rowOf('declined.example.com').waitFor({ state: 'detached', ...LONG });

  // By itself, on the page of who asked.
  await revocationIs(asking.page, /^revoked$/);
  await other.page.getByText('Ask for it to be revoked').waitFor(LONG);
  expect(await stack.ask('GET', `/v1/certificates/${declined}`)).toMatchObject({ revokedAt: null });
  await stack.ask('PATCH', '/v1/account/rules', { approvesRevocations: false });
  for (const visitor of [asking, other, deciding]) {
    expectNoTroubles(visitor);
    await visitor.context.close();
  }
});

it('offers what the server says may follow it, tells why not the rest, and is replaced by other names', async () => {
  const old = await issued('old.example.com');
  const visitor = await at(owner, old);
  const { page } = visitor;
  const followed = page.getByRole('region', { name: 'What follows it' });
  await followed.getByText('What can’t be done now, and why').click();
  await followed.getByText('Only a free certificate is upgraded to a paid product').waitFor();
  await followed.getByText(/^Renewal opens 30 days before .* from .* on$/).waitFor();
  for (const form of ['Renew', 'Upgrade'])
    expect(await page.getByRole('form', { name: form }).count()).toBe(0);

  await followed.getByText('Replace', { exact: true }).click();
  const replacement = page.getByRole('form', { name: 'Replace' });
  await replacement.getByRole('button', { name: 'What would it cost?' }).click();
  await replacement.getByRole('alert').filter({ hasText: 'nothing of these is changed' }).waitFor();
  await replacement.getByRole('textbox', { name: 'Names' }).fill('old.example.com\nalso-old.example.com');
  await replacement.getByRole('button', { name: 'What would it cost?' }).click();
  await page.getByRole('button', { name: /^Order it: / }).click(LONG);
  await page.getByRole('dialog').getByRole('button', { name: 'Order it' }).dblclick();
  await page.getByText('It is ordered').waitFor(LONG);
  await page.getByRole('link', { name: 'the new certificate' }).click(LONG);
  await page.getByText('old.example.com, also-old.example.com').waitFor(LONG);
  expectNoTroubles(visitor);
  await visitor.context.close();
});

it('is upgraded from a free one to a paid one, which a free one alone offers', async () => {
  const free = await issued('free.example.com', {
    type: 'dv-free',
    notificationEmail: 'free@people.example',
  });
  const visitor = await at(owner, free);
  const { page } = visitor;
  await page.getByText('Upgrade', { exact: true }).click(LONG);
  const upgrade = page.getByRole('form', { name: 'Upgrade' });
  await upgrade.getByRole('button', { name: 'What would it cost?' }).click();
  await expect.poll(() => upgrade.getByLabel('Brand').getAttribute('aria-invalid'), LONG).toBe('true');
  await upgrade.getByLabel('Brand').selectOption('wotrus');
  await upgrade.getByLabel('Type').selectOption('dv');
  await upgrade.getByRole('button', { name: 'What would it cost?' }).click();
  await page.getByRole('button', { name: /^Order it: / }).click(LONG);
  await page.getByRole('dialog').getByRole('button', { name: 'Order it' }).click();
  await page.getByText('It is ordered').waitFor(LONG);
  await page.getByRole('link', { name: 'the new certificate' }).click(LONG);
  await page.getByText(/^WoTrus · /).waitFor(LONG);
  expectNoTroubles(visitor);
  await visitor.context.close();
});

it('hands out key stores that open with the key’s own password, and takes its labels', async () => {
  const locked = await issued('locked.example.com', { keyPassword: KEY_PASSWORD });
  const visitor = await at(owner, locked);
  const { page } = visitor;
  const download = page.getByRole('region', { name: 'Download' });
  await download.getByRole('button', { name: 'Download: IIS (pfx)' }).click();
  await download.getByRole('alert').waitFor(LONG);
  await download.getByLabel('Key password').fill('not-this-one');
  await download.getByRole('button', { name: 'Download: IIS (pfx)' }).click();
  await download.getByRole('alert').waitFor(LONG);
  await download.getByLabel('Key password').fill(KEY_PASSWORD);
  const iis = await saved(page, () => download.getByRole('button', { name: 'Download: IIS (pfx)' }).click());
  const storeIn = (files: Readonly<Record<string, Uint8Array>>, ending: string) =>
    Object.entries(files).find(([path]) => path.endsWith(ending))?.[1] ?? new Uint8Array();
  const pfx = storeIn(iis, '.pfx');
  const opening = (password: string) =>
    openssl(['pkcs12', '-in', '{pfx}', '-passin', `pass:${password}`, '-nodes'], { pfx });
  expect(await opening(KEY_PASSWORD)).toContain('PRIVATE KEY');
  await expect(opening('not-this-one')).rejects.toThrow();
  const java = await saved(page, () =>
    download.getByRole('button', { name: 'Download: Java key store (jks)' }).click(),
  );
  expect(readJks(Buffer.from(storeIn(java, '.jks')), KEY_PASSWORD).chain.length).toBeGreaterThan(1);
  expect(Object.keys({ ...iis, ...java }).filter((path) => path.endsWith('Pass.txt'))).toEqual([]);

  const labels = page.getByRole('form', { name: 'Labels' });
  await labels.getByLabel('Tags').fill(`${'x'.repeat(201)}=prod`);
  await labels.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => labels.getByLabel('Tags').getAttribute('aria-invalid'), LONG).toBe('true');
  await labels.getByLabel('Alias').fill('the locked one');
  await labels.getByLabel('Project').fill('shop');
  await labels.getByLabel('Tags').fill('env=prod\nteam=web');
  await labels.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: 'the locked one' }).waitFor(LONG);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'the locked one' }).waitFor(LONG);
  expect(await labels.getByLabel('Tags').inputValue()).toBe('env=prod\nteam=web');
  expect(await labels.getByLabel('Project').inputValue()).toBe('shop');
  expectNoTroubles(visitor);
  await visitor.context.close();
});

it('of a company is revoked by a stamped letter, handed in again after the first was sent back', async () => {
  const ov = await people.order({ brand: 'globalsign', type: 'ov' }, 'ov', 'subscriber-letter');
  await people.ca.issueOrder(ov);
  await people.look(ov);
  await people.waits(ov, 'issued');
  const visitor = await at(owner, ov);
  const { page } = visitor;
  await asksToRevoke(page);
  const region = page.getByRole('region', { name: 'Revocation' });
  await region.getByRole('button', { name: 'The letter to print' }).waitFor(LONG);
  const template = page.waitForEvent('download');
  await region.getByRole('button', { name: 'The letter to print' }).click();
  expect(
    readFileSync(await (await template).path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  const handIn = async (mark: string) => {
    const buffer = Buffer.from(letterFile('pdf', 2_000, mark));
    await region
      .getByLabel('The stamped letter')
      .setInputFiles({ name: 'letter.pdf', mimeType: 'application/pdf', buffer });
    await region.getByRole('button', { name: 'Hand it in' }).click();
  };
  await handIn('first');
  await region.getByRole('row', { name: /^1 / }).waitFor(LONG);
  await until(
    'the letter is at the CA',
    async () => (await people.ca.revocationOf(ov))?.waitsFor === 'ca',
    60_000,
  );
  await people.ca.returnRevocation(ov, 'the stamp is not readable');
  await region.getByRole('button', { name: 'Check now' }).click();
  await region.getByRole('cell', { name: 'the stamp is not readable' }).waitFor(LONG);
  await handIn('second');
  await region.getByRole('row', { name: /^2 / }).waitFor(LONG);
  await until(
    'the second letter is at the CA',
    async () => (await people.ca.revocationOf(ov))?.waitsFor === 'ca',
    60_000,
  );
  await people.ca.passRevocation(ov);
  await region.getByRole('button', { name: 'Check now' }).click();
  await revocationIs(page, /^revoked$/);
  expect(await axeViolations(page)).toEqual([]);
  expectNoTroubles(visitor);
  await visitor.context.close();
});

it.each(LOOKS)(
  'has nothing for axe to find where all is unfolded, 360 px wide ($language, $theme)',
  async (look) => {
    const visitor = await stack.signedIn(owner, `certificates/${mail}`, look);
    const { page } = visitor;
    for (const path of [`certificates/${mail}`, `certificates/${shop}`, `plans/${mail}`]) {
      await page.goto(`${stack.url}/console/${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor(LONG);
      await page
        .getByText(/^(Loading|正在载入)…$/)
        .first()
        .waitFor({ state: 'hidden' });
      for (const summary of await page.locator('main summary').all()) await summary.click();
      expect([path, await axeViolations(page)]).toEqual([path, []]);
      expect([path, await overflows(page)]).toEqual([path, false]);
    }
    expectNoTroubles(visitor);
    await visitor.context.close();
  },
);
