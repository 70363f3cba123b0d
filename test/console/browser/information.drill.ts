// "My information" in a real browser: what people add, change and are refused there, by role and label alone.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import {
  axeViolations,
  consoleStack,
  expectNoTroubles,
  LOOKS,
  overflows,
  PASSWORD,
  signIn,
} from './console-stack.js';

const stack = consoleStack();

const HOSTILE = `<img src=x onerror="document.title='run'">שלום gnp.exe ${'长'.repeat(150)}`;

const COMPANY = {
  fullName: '示例科技有限公司',
  country: 'CN',
  province: '北京市',
  city: '北京市',
  address: '海淀区中关村大街 1 号',
  landline: { areaCode: '010', number: '62345678' },
};

const PERSON = {
  name: '李四',
  department: 'IT',
  position: 'Manager',
  phone: '13800000000',
  email: 'li@people.example',
};

async function heading(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value);
}

it('takes a company, tells what is wrong at its field, and changes what was changed alone', async () => {
  const visitor = await stack.signedIn(await stack.person('owner'), 'information/companies');
  const { page } = visitor;
  await heading(page, 'Companies');
  await page.getByRole('link', { name: 'Add a company' }).click();
  await fill(page, {
    'full name of the company': 'Browser Works',
    country: 'China',
    province: 'Beijing',
    city: 'Beijing',
    address: 'Zhongguancun 1',
    'area code of the landline': '010',
    'number of the landline': '62345678',
  });
  await page.getByRole('button', { name: 'Save' }).click();
  const country = page.getByLabel('country');
  await expect.poll(() => country.getAttribute('aria-invalid')).toBe('true');
  await expect.poll(() => page.evaluate(`document.activeElement.getAttribute('name')`)).toBe('country');
  expect(await page.getByLabel('city').getAttribute('aria-invalid')).toBe('false');
  expect(await axeViolations(page)).toEqual([]);
  await country.fill('CN');
  // Twice at once is once.
  await page.getByRole('button', { name: 'Save' }).dblclick();
  await heading(page, 'Companies');
  await page.getByRole('row', { name: /Browser Works/ }).waitFor();
  expect(await page.getByRole('row', { name: /Browser Works/ }).count()).toBe(1);

  await page.getByRole('link', { name: 'Edit Browser Works' }).click();
  await page.getByLabel('city').fill('Tianjin');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('row', { name: /Tianjin/ }).waitFor();

  await page.getByRole('button', { name: 'Remove Browser Works' }).click();
  const dialog = page.getByRole('dialog');
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await dialog.isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Remove Browser Works' }).click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('row', { name: /Browser Works/ }).waitFor({ state: 'detached' });
  expectNoTroubles(visitor);
});

it('shows the secret of an API key once, and has it no more when it is looked for again', async () => {
  const visitor = await stack.signedIn(await stack.person('owner'), 'information/api-keys');
  const { page } = visitor;
  await heading(page, 'API keys');
  await page.getByLabel('Name').fill('deploy');
  await page.getByRole('button', { name: 'Make an API key' }).click();
  await expect.poll(() => page.getByLabel('Role', { exact: true }).getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('Role', { exact: true }).selectOption('auditor');
  await page.getByRole('button', { name: 'Make an API key' }).click();
  const shown = page.getByRole('region', { name: 'Secret of deploy' });
  await shown.getByText('Shown this once').waitFor();
  const secret = await shown.getByRole('code').innerText();
  const { keyId } = (
    (await stack.ask('GET', '/v1/api-keys')) as { items: { keyId: string; name: string }[] }
  ).items.find(({ name }) => name === 'deploy') ?? { keyId: '' };
  const answer = await fetch(`${stack.url}/v1/orders`, {
    headers: { authorization: `Bearer ${keyId}:${secret}` },
  });
  expect(answer.status).toBe(200);
  expect(await axeViolations(page)).toEqual([]);
  await page.reload();
  await heading(page, 'API keys');
  await page.getByRole('row', { name: /deploy/ }).waitFor();
  expect(await page.getByText(secret).count()).toBe(0);
  await page.getByRole('button', { name: 'Revoke deploy' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('row', { name: /deploy.*revoked/ }).waitFor();
  expectNoTroubles(visitor);
});

it('gives an API key another secret, and the old one so many hours', async () => {
  const visitor = await stack.signedIn(await stack.person('owner'), 'information/api-keys');
  const { page } = visitor;
  const made = (await stack.ask('POST', '/v1/api-keys', { name: 'turning', role: 'auditor' })) as {
    keyId: string;
    secret: string;
  };
  const signsIn = async (secret: string) =>
    (await fetch(`${stack.url}/v1/orders`, { headers: { authorization: `Bearer ${made.keyId}:${secret}` } }))
      .status;
  const rotated = async (hours: string) => {
    await page.getByRole('button', { name: 'Rotate turning' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Hours for which the old one counts on').fill(hours);
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Rotate' }).click();
  };
  await page.reload();
  await heading(page, 'API keys');
  await rotated('-1');
  await page.getByRole('dialog').getByRole('alert').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Back' }).click();
  await rotated('2');
  const shown = page.getByRole('region', { name: 'Secret of turning' });
  const second = await shown.getByRole('code').innerText();
  expect([await signsIn(made.secret), await signsIn(second)]).toEqual([200, 200]);
  const { items } = (await stack.ask('GET', '/v1/api-keys')) as {
    items: { name: string; secrets: { endsAt: string | null }[] }[];
  };
  const ends = items.find(({ name }) => name === 'turning')?.secrets.flatMap(({ endsAt }) => endsAt ?? []);
  expect(ends?.length).toBe(1);
  const hours = (Date.parse(ends?.[0] ?? '') - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(1.9);
  expect(hours).toBeLessThanOrEqual(2);
  await shown.getByRole('button', { name: 'I have kept it' }).click();
  await rotated('0');
  await expect.poll(() => signsIn(made.secret)).toBe(401);
  expect(await signsIn(second)).toBe(401);
  expectNoTroubles(visitor);
});

it('adds a member whom an OpenID provider knows, and tells what does not go together', async () => {
  const visitor = await stack.signedIn(await stack.person('owner'), 'information/members');
  const { page } = visitor;
  await heading(page, 'Members');
  await fill(page, { 'User name': 'wang.wu', Password: PASSWORD, 'Their id there (sub)': 'a1b2c3' });
  await page.getByLabel('Role', { exact: true }).selectOption('orderer');
  const subject = page.getByLabel('Their id there (sub)');
  await page.getByRole('button', { name: 'Add a member' }).click();
  await expect.poll(() => subject.getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('Identity provider (issuer)').fill('https://login.example.com');
  await page.getByRole('button', { name: 'Add a member' }).click();
  await expect.poll(() => page.getByLabel('Password').getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('Password').fill('');
  await page.getByRole('button', { name: 'Add a member' }).click();
  await page.getByRole('row', { name: /wang\.wu.*https:\/\/login\.example\.com/ }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expectNoTroubles(visitor);
});

it('adds a member, who can sign in then and may do what their role may', async () => {
  const visitor = await stack.signedIn(await stack.person('owner'), 'information/members');
  const { page } = visitor;
  await heading(page, 'Members');
  await page.getByLabel('User name').fill('li.si');
  await page.getByLabel('Role', { exact: true }).selectOption('auditor');
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Add a member' }).click();
  await expect.poll(() => page.getByLabel('Password').getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Add a member' }).click();
  await page.getByRole('row', { name: /li\.si/ }).waitFor();
  expectNoTroubles(visitor);

  const added = await stack.signedIn('li.si', 'information/companies');
  await heading(added.page, 'Companies');
  expect(await added.page.getByRole('link', { name: 'Add a company' }).count()).toBe(0);
  await added.page.getByRole('link', { name: 'Notices' }).click();
  await heading(added.page, 'Notices');
  expect(await added.page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  expectNoTroubles(added);

  await page.getByRole('link', { name: 'Manage li.si' }).click();
  await page.getByLabel('Role', { exact: true }).selectOption('letters');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await page.getByRole('button', { name: 'Remove li.si' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await heading(page, 'Members');
  expect(await page.getByRole('row', { name: /li\.si/ }).count()).toBe(0);
});

it('has somebody change their own password, who signs in with the new one', async () => {
  const owner = await stack.person('owner');
  const visitor = await stack.signedIn(owner, 'information/sign-in');
  const { page } = visitor;
  await heading(page, 'My sign-in');
  await page.getByLabel('Current password').fill('not this one at all');
  await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('New password, once more').fill(PASSWORD);
  await page.getByRole('button', { name: 'Change my password' }).click();
  await expect.poll(() => page.getByLabel('Current password').getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('Current password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Change my password' }).click();
  await page.waitForURL(/sign-in\?/);
  await signIn(page, owner);
  await heading(page, 'My sign-in');
  expectNoTroubles(visitor);
});

it('says what goes out, and keeps it', async () => {
  const visitor = await stack.signedIn(await stack.person('owner'), 'information/notices');
  const { page } = visitor;
  await heading(page, 'Notices');
  await page.getByLabel('Time zone').fill('Mars/Olympus');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => page.getByLabel('Time zone').getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('Time zone').fill('UTC');
  await page.getByLabel('issued: mail').uncheck();
  await page.getByLabel('Mailbox of the account').fill('ops@people.example');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  expect(await stack.ask('GET', '/v1/notice-preferences')).toMatchObject({
    timeZone: 'UTC',
    mailAddress: 'ops@people.example',
    switchedOff: { issued: ['mail'] },
  });
  await page.reload();
  await heading(page, 'Notices');
  expect(await page.getByLabel('issued: mail').isChecked()).toBe(false);
  expect(await page.getByLabel('issued: webhook').isChecked()).toBe(true);
  expectNoTroubles(visitor);
});

it('keeps a connection by the fields of its kind, and never shows its secret', async () => {
  const visitor = await stack.signedIn(await stack.person('owner'), 'information/connections/new');
  const { page } = visitor;
  await heading(page, 'Add a connection');
  await page.getByLabel('Kind').selectOption('powerdns');
  await page.getByLabel('Name').fill('our-dns');
  await page.getByLabel('base URL').fill('ftp://dns.example');
  await page.getByLabel('API key').fill('a-secret-of-tests');
  await page.getByLabel('Try it first').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => page.getByLabel('base URL').getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('base URL').fill('http://dns.example:8081');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Look at our-dns' }).click();
  await heading(page, 'Connection our-dns');
  await page.getByLabel('TTL in seconds').fill('120');
  await page.getByLabel('Try it first').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  expect(await stack.ask('GET', '/v1/connections/our-dns')).toMatchObject({
    settings: { url: 'http://dns.example:8081', ttlSeconds: 120 },
    secrets: ['apiKey'],
  });
  expect(await page.content()).not.toContain('a-secret-of-tests');
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Remove our-dns' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await heading(page, 'Connections');
  expectNoTroubles(visitor);
});

it('shows hostile names as text, which stay within 360 px', async () => {
  const named = HOSTILE.slice(0, 200);
  await stack.ask('POST', '/v1/companies', { ...COMPANY, fullName: named });
  await stack.ask('POST', '/v1/contacts', { ...PERSON, name: named, position: 'x'.repeat(200) });
  const owner = await stack.person('owner');
  for (const look of LOOKS) {
    const visitor = await stack.signedIn(owner, 'information', look);
    const { page } = visitor;
    await page.getByRole('heading', { level: 1 }).waitFor();
    for (const path of ['companies', 'contacts']) {
      await page.goto(`${stack.url}/console/information/${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      const loading = page.getByRole('status').filter({ hasText: /Loading|正在载入/ });
      await expect.poll(() => loading.count(), { timeout: 60_000 }).toBe(0);
      await page.getByText(named).first().waitFor();
      expect([path, await axeViolations(page)]).toEqual([path, []]);
      expect([path, await overflows(page)]).toEqual([path, false]);
    }
    expect(await page.title()).not.toBe('run');
    expectNoTroubles(visitor);
    await visitor.context.close();
  }
});
