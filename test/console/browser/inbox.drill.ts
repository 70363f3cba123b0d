// The inbox in a real browser: an order that needs a second person is let through there, what waits for people, notices read; and the link
// that signs the owner of a stack in.
import { beforeAll, expect, it } from 'vitest';
import { until } from '../../support/until.js';
import { axeViolations, consoleStack, expectNoTroubles } from './console-stack.js';

const stack = consoleStack();

let asked: string;
let waiting: string;

const FORM = {
  ...{ brand: 'trustasia', type: 'dv', validation: 'manual-dns' },
  csr: { mode: 'generate', algorithm: 'ecc-p256', hash: 'sha256' },
};

async function placed(name: string): Promise<string> {
  const made = (await stack.ask('POST', '/v1/orders', { form: { ...FORM, names: [name] } })) as {
    orderId: string;
  };
  return made.orderId;
}

async function waitOf(orderId: string): Promise<string | null> {
  return ((await stack.ask('GET', `/v1/orders/${orderId}`)) as { waitingOn: string | null }).waitingOn;
}

beforeAll(async () => {
  waiting = await placed('waiting.example.com');
  await stack.ask('PATCH', '/v1/account/rules', { approvesOrders: true });
  asked = await placed('asked.example.com');
  await until('the asked order', async () => (await waitOf(asked)) === 'approver-decision');
  await until('the waiting order', async () => (await waitOf(waiting)) === 'subscriber-dns');
}, 120_000);

it('has what an approver decides, and lets it through', async () => {
  const approver = await stack.person('approver');
  const visitor = await stack.signedIn(approver, 'inbox');
  const { page } = visitor;
  await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
  const approvals = page.getByRole('region', { name: 'For you to decide' });
  await approvals.getByRole('link', { name: 'asked.example.com' }).waitFor();
  await approvals.getByRole('button', { name: `Approve ${asked}` }).click();
  await approvals.getByText(`Approved ${asked}`).waitFor();
  await approvals.getByText('Nothing waits to be decided.').waitFor();
  await expect.poll(() => waitOf(asked), { timeout: 30_000 }).toBe('subscriber-dns');
  expectNoTroubles(visitor);
});

it('leaves what somebody asked for to somebody else, and shows it after what they may decide', async () => {
  const owner = await stack.person('owner');
  const visitor = await stack.signedIn(owner, 'inbox');
  const { page } = visitor;
  const approvals = page.getByRole('region', { name: 'For you to decide' });
  await approvals.getByText('Nothing waits to be decided.').waitFor();
  const placing = { form: { ...FORM, names: ['of-oneself.example.com'] } };
  await page.evaluate(
    `fetch('/v1/orders', { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(JSON.stringify(placing))} })`,
  );
  const own = approvals.getByRole('row', { name: /of-oneself\.example\.com/ });
  await own.getByText('Asked for by you').waitFor();
  expect(await own.getByRole('button').count()).toBe(0);
  const other = await placed('of-another.example.com');
  await approvals.getByRole('button', { name: `Approve ${other}` }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  const rows = await approvals.getByRole('row').allInnerTexts();
  const placeOf = (name: string) => rows.findIndex((text) => text.includes(name));
  expect(placeOf('of-another.example.com')).toBeLessThan(placeOf('of-oneself.example.com'));
  await approvals.getByRole('button', { name: `Decline ${other}` }).click();
  await approvals.getByText(`Declined ${other}`).waitFor();
  await stack.ask('PATCH', '/v1/account/rules', { approvesOrders: false });
  expectNoTroubles(visitor);
});

it('has what waits for the account’s people, live, and notices until they are read', async () => {
  const orderer = await stack.person('orderer');
  const visitor = await stack.signedIn(orderer, 'inbox');
  const { page } = visitor;
  const waits = page.getByRole('region', { name: 'Waiting for others of the account' });
  await waits.getByRole('link', { name: 'waiting.example.com' }).waitFor();
  // What they placed themselves is theirs, and stands first.
  const mine = page.getByRole('region', { name: 'Waiting for you' });
  await mine.getByText('No order waits for you.').waitFor();
  const placing = { form: { ...FORM, names: ['own.example.com'], csr: { mode: 'generate' } } };
  await page.evaluate(
    `fetch('/v1/orders', { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(JSON.stringify(placing))} })`,
  );
  await mine.getByRole('link', { name: 'own.example.com' }).waitFor();
  expect(await waits.getByRole('link', { name: 'own.example.com' }).count()).toBe(0);
  const headings = await page.getByRole('heading', { level: 2 }).allInnerTexts();
  expect(headings.indexOf('Waiting for you')).toBeLessThan(
    headings.indexOf('Waiting for others of the account'),
  );
  const notices = page.getByRole('region', { name: 'Unread notices' });
  const read = notices.getByRole('button', { name: /^Mark as read: .*waiting\.example\.com/ });
  await read.first().waitFor();
  expect(await axeViolations(page)).toEqual([]);
  const before = await read.count();
  await read.first().click();
  await expect.poll(() => read.count()).toBeLessThan(before);
  // Without a reload: whatever moves is read again.
  await stack.ask('POST', `/v1/orders/${waiting}/cancel`, {});
  await waits.getByRole('link', { name: 'waiting.example.com' }).waitFor({ state: 'detached' });
  expectNoTroubles(visitor);
});

it('is reached by the link of the ready line, which signs the owner in once', async () => {
  const visitor = await stack.visitor();
  const { page } = visitor;
  const { signIn } = stack.addresses as unknown as { readonly signIn: string };
  await page.goto(signIn);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/console\//);
  await page.getByRole('link', { name: 'Inbox' }).click();
  await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
  await page.goto(signIn);
  await page.getByText(/has been used/).waitFor();
  expectNoTroubles(visitor);
});
