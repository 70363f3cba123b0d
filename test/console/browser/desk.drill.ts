// The desk and the calendar in a real browser: a stuck order found and freed by an operator, many acted on at once, a feed made and revoked.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { until } from '../../support/until.js';
import {
  axeViolations,
  consoleStack,
  expectNoTroubles,
  overflows,
  PASSWORD,
  signIn,
} from './console-stack.js';

const stack = consoleStack();

interface Placed {
  readonly orderId: string;
}
interface Shown {
  readonly state: string;
  readonly waitingOn: string | null;
  readonly validations: readonly { readonly record: { name: string; type: string; value: string } | null }[];
}

let stuck: string;
let drafts: readonly string[];

const FORM = { brand: 'trustasia', type: 'dv', names: ['stuck.example.com'], validation: 'manual-dns' };

async function shown(orderId: string): Promise<Shown> {
  return (await stack.ask('GET', `/v1/orders/${orderId}`)) as Shown;
}

async function placed(form: object): Promise<string> {
  return ((await stack.ask('POST', '/v1/orders', { form })) as Placed).orderId;
}

beforeAll(async () => {
  const file = join(stack.dataDir, 'operator-password');
  writeFileSync(file, PASSWORD);
  await stack.command('user', 'add', 'oscar', '--role', 'operator', '--password-file', file);
  stuck = await placed({ ...FORM, csr: { mode: 'generate', algorithm: 'ecc-p256', hash: 'sha256' } });
  drafts = [
    await placed({ brand: 'trustasia', type: 'dv' }),
    await placed({ brand: 'trustasia', type: 'dv' }),
  ];
  await until('the stuck order', async () => (await shown(stuck)).waitingOn === 'subscriber-dns');
}, 120_000);

it('leads an operator to the desk, where a stuck order is found, reminded of once, and freed', async () => {
  const visitor = await stack.signedIn('oscar');
  const { page } = visitor;
  await page.getByRole('heading', { level: 1, name: 'Desk' }).waitFor();
  await page.getByRole('img', { name: /Orders that wait/ }).waitFor();
  // Neither names nor forms are an operator's to see.
  expect(await page.getByText('stuck.example.com').count()).toBe(0);
  await page.getByRole('button', { name: `Why order ${stuck} waits` }).click();
  await page
    .getByText(/Last failure:/)
    .first()
    .waitFor();
  const webUi = page.getByRole('link', { name: 'Open in the Temporal Web UI' });
  expect(await webUi.getAttribute('href')).toContain(stuck);

  const acts = page.getByRole('region', { name: 'With those that are selected' });
  await page.getByRole('checkbox', { name: `Select order ${stuck}` }).check();
  await acts.getByRole('button', { name: 'Remind' }).click();
  await acts.getByRole('cell', { name: 'reminded' }).waitFor();
  await acts.getByRole('button', { name: 'Remind' }).click();
  await acts.getByRole('cell', { name: /They were reminded of this wait today/ }).waitFor();

  for (const { record } of (await shown(stuck)).validations)
    if (record) await stack.command('dns', 'set', record.name, record.type, record.value);
  await acts.getByRole('button', { name: 'Check now' }).click();
  await acts.getByRole('cell', { name: 'looked at' }).waitFor();
  await expect.poll(async () => (await shown(stuck)).state, { timeout: 30_000 }).toBe('issued');
  await page.getByRole('checkbox', { name: `Select order ${stuck}` }).waitFor({ state: 'detached' });
  expectNoTroubles(visitor);
});

it('acts on many, tells what came of each, and shows that all stands', async () => {
  const visitor = await stack.signedIn('oscar', 'desk');
  const { page } = visitor;
  await page.getByRole('checkbox', { name: 'Select all' }).check();
  const acts = page.getByRole('region', { name: 'With those that are selected' });
  await acts.getByRole('button', { name: 'Withdraw' }).click();
  await acts.getByRole('button', { name: 'Keep them' }).click();
  expect((await shown(drafts[0] ?? '')).state).not.toBe('cancelled');
  await acts.getByRole('button', { name: 'Withdraw' }).click();
  await acts.getByRole('button', { name: 'Withdraw them' }).click();
  await acts.getByText('2 of 2').waitFor();
  for (const draft of drafts)
    await expect.poll(async () => (await shown(draft)).state, { timeout: 30_000 }).toBe('cancelled');
  const health = page.getByRole('region', { name: 'Health' });
  await health.getByText('well').first().waitFor();
  expect(await health.getByText('no worker').count()).toBe(0);
  const log = (await stack.ask('GET', `/v1/operations?subject=${drafts[0] ?? ''}`)) as {
    items: { operation: string; actor: string; outcome: string }[];
  };
  expect(log.items).toContainEqual(
    expect.objectContaining({ operation: 'order.cancel', actor: 'oscar', outcome: 'done' }),
  );
  expectNoTroubles(visitor);
});

it('shows the calendar, and makes, replaces and revokes the address of its feed', async () => {
  const owner = await stack.person('owner');
  const visitor = await stack.signedIn(owner, 'calendar?to=2027-11-01');
  const { page } = visitor;
  await page.getByRole('heading', { level: 1, name: 'Calendar' }).waitFor();
  await page.getByRole('img', { name: /week by week/ }).waitFor();
  await page
    .getByText(/CA\/Browser Forum rule/)
    .first()
    .waitFor();
  const feed = page.getByRole('region', { name: 'In your own calendar program' });
  const address = async () => (await feed.getByText(/skc_/).textContent()) ?? '';
  await feed.getByRole('button', { name: 'Make an address' }).click();
  const first = await address();
  const read = async (url: string) => (await fetch(url)).status;
  expect(await read(first)).toBe(200);
  await feed.getByRole('button', { name: 'Make another one' }).click();
  await expect.poll(address).not.toBe(first);
  const second = await address();
  expect([await read(first), await read(second)]).toEqual([404, 200]);
  await feed.getByRole('button', { name: 'Take it out of use' }).click();
  await feed.getByText('You have none yet.').waitFor();
  expect(await read(second)).toBe(404);
  expectNoTroubles(visitor);
});

it('lets an operator who is a member as well choose between the account and the installation', async () => {
  const file = join(stack.dataDir, 'operator-password');
  await stack.command('user', 'add', 'olga', '--role', 'operator', '--password-file', file);
  await stack.command('user', 'add', 'olga', '--role', 'auditor');
  const visitor = await stack.signedIn('olga');
  const { page } = visitor;
  const chosen = async () => {
    await page.getByText('olga').click();
    return page.getByLabel('Account', { exact: true });
  };
  await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor();
  await (await chosen()).selectOption({ label: 'The installation' });
  await page.getByRole('heading', { level: 1, name: 'Desk' }).waitFor();
  // What operators alone see, and nothing of the account's.
  await page.getByRole('region', { name: 'Health' }).getByText('well').first().waitFor();
  expect(await page.getByRole('link', { name: 'Orders', exact: true }).count()).toBe(0);
  await page.reload();
  await page.getByRole('region', { name: 'Health' }).waitFor();
  const choice = await chosen();
  expect(await choice.locator('option:checked').innerText()).toBe('The installation');
  await choice.selectOption({ label: 'default' });
  await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor();
  expectNoTroubles(visitor);
  await visitor.context.close();
  // Chosen in this browser by somebody who may; who may not begins at their own account.
  const owner = await stack.visitor();
  await owner.page.goto(`${stack.url}/console/`);
  await owner.page.evaluate(`localStorage.setItem('sealflow.account', '*')`);
  await signIn(owner.page, await stack.person('owner'));
  await owner.page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor();
  expectNoTroubles(owner);
  await owner.context.close();
});

it.each(['light', 'dark'] as const)(
  'has nothing for axe to find in %s, in both languages, at 360 px',
  async (theme) => {
    const owner = await stack.person('owner');
    for (const language of ['zh', 'en'] as const)
      for (const [login, path] of [
        [owner, 'desk'],
        [owner, 'calendar'],
        ['oscar', 'desk'],
      ] as const) {
        const visitor = await stack.signedIn(login, path, { language, theme, width: 360 });
        await visitor.page.getByRole('heading', { level: 2 }).first().waitFor();
        await expect.poll(() => visitor.page.getByText(/Loading…|正在载入…/).count()).toBe(0);
        expect([path, language, await axeViolations(visitor.page)]).toEqual([path, language, []]);
        expect([path, await overflows(visitor.page)]).toEqual([path, false]);
        expectNoTroubles(visitor);
        await visitor.context.close();
      }
  },
);
