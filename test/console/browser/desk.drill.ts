// The desk and the calendar in a real browser: a stuck order found and freed by an operator, many acted on at once, a feed made and revoked.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { until } from '../../support/until.js';
import {
  axeViolations,
  consoleStack,
  expectNoTroubles,
  LOOKS,
  overflows,
  PASSWORD,
  signIn,
  type Language,
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

let stuck: Readonly<Record<Language, string>>;
let drafts: readonly string[];

const STUCK = {
  ...{ brand: 'trustasia', type: 'dv', validation: 'manual-dns' },
  csr: { mode: 'generate', algorithm: 'ecc-p256', hash: 'sha256' },
};

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
  stuck = {
    en: await placed({ ...STUCK, names: ['stuck-en.example.com'] }),
    zh: await placed({ ...STUCK, names: ['stuck-zh.example.com'] }),
  };
  drafts = [
    await placed({ brand: 'trustasia', type: 'dv' }),
    await placed({ brand: 'trustasia', type: 'dv' }),
  ];
  for (const order of Object.values(stuck))
    await until('the stuck order', async () => (await shown(order)).waitingOn === 'subscriber-dns');
}, 120_000);

const WORDS = {
  en: {
    desk: 'Desk',
    chart: /Orders that wait/,
    whyOf: (id: string) => `Why order ${id} waits`,
    lastFailure: /Last failure:/,
    webUi: 'Open in the Temporal Web UI',
    actions: 'With those that are selected',
    select: (id: string) => `Select order ${id}`,
    remind: 'Remind',
    reminded: 'reminded',
    remindedToday: /They were reminded of this wait today/,
    check: 'Check now',
    checked: 'looked at',
  },
  zh: {
    desk: '运维台',
    chart: /等待中的订单/,
    whyOf: (id: string) => `订单 ${id} 的原因`,
    lastFailure: /最近一次失败:/,
    webUi: '在 Temporal Web UI 中打开',
    actions: '对所选订单的操作',
    select: (id: string) => `选择订单 ${id}`,
    remind: '提醒',
    reminded: '已提醒',
    remindedToday: /此次等待今天已提醒过/,
    check: '立即检查',
    checked: '已检查',
  },
} as const;

it.each(['en', 'zh'] as const)(
  'leads an operator to the desk, where a stuck order is found, reminded of once, and freed (%s)',
  async (language) => {
    const words = WORDS[language];
    const order = stuck[language];
    const visitor = await stack.signedIn('oscar', '', { language });
    const { page } = visitor;
    await page.getByRole('heading', { level: 1, name: words.desk }).waitFor();
    await page.getByRole('img', { name: words.chart }).waitFor();
    // Neither names nor forms are an operator's to see.
    expect(await page.getByText(`stuck-${language}.example.com`).count()).toBe(0);
    await page.getByRole('button', { name: words.whyOf(order) }).click();
    await page.getByText(words.lastFailure).first().waitFor();
    const webUi = page.getByRole('link', { name: words.webUi });
    expect(await webUi.getAttribute('href')).toContain(order);

    const acts = page.getByRole('region', { name: words.actions });
    await page.getByRole('checkbox', { name: words.select(order) }).check();
    await acts.getByRole('button', { name: words.remind }).click();
    await acts.getByRole('cell', { name: words.reminded }).waitFor();
    await acts.getByRole('button', { name: words.remind }).click();
    await acts.getByRole('cell', { name: words.remindedToday }).waitFor();

    for (const { record } of (await shown(order)).validations)
      if (record) await stack.command('dns', 'set', record.name, record.type, record.value);
    await acts.getByRole('button', { name: words.check }).click();
    await acts.getByRole('cell', { name: words.checked }).waitFor();
    await expect.poll(async () => (await shown(order)).state, { timeout: 30_000 }).toBe('issued');
    await page.getByRole('checkbox', { name: words.select(order) }).waitFor({ state: 'detached' });
    expectNoTroubles(visitor);
    await visitor.context.close();
  },
);

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

it.each(LOOKS)(
  'has nothing for axe to find on an operator’s desk at 360 px ($language, $theme)',
  async (look) => {
    const visitor = await stack.signedIn('oscar', 'desk', look);
    const { page } = visitor;
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    await expect.poll(() => page.getByText(/Loading…|正在载入…/).count()).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflows(page)).toBe(false);
    expectNoTroubles(visitor);
    await visitor.context.close();
  },
);
