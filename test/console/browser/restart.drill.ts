// Ties to the server that are cut while people work: what was typed goes on to one order, and an open page hears what came after.
import { expect, it } from 'vitest';
import { consoleStack, expectNoTroubles } from './console-stack.js';
import { PeopleOfOrders } from './people-of-orders.js';
import { AtWizard } from './wizard-steps.js';

const stack = consoleStack();
const people = new PeopleOfOrders(stack);

interface Validated {
  readonly validations: readonly { readonly record: { readonly name: string; readonly value: string } }[];
}

it('loses nothing of a form that is being filled in, nor of a page that is open', async () => {
  const owner = await stack.person('owner');
  const waiting = await people.placed(
    { brand: 'trustasia', type: 'dv', names: ['open.example.com'], validation: 'manual-dns' },
    'subscriber-dns',
  );
  const watching = await stack.signedIn(owner, `orders/${waiting}`);
  await watching.page.getByRole('button', { name: 'Check now' }).waitFor();
  const writing = await stack.signedIn(owner, 'orders/new');
  const wizard = new AtWizard(writing.page, 'en');
  await wizard.toNames(wizard.words.trustAsia);
  await wizard.fill(wizard.words.names, 'restarted.example.com');
  await wizard.next(3);

  const { url } = stack;
  await stack.restart();
  expect(stack.url).toBe(url);

  await wizard.next(4);
  await wizard.choose(wizard.words.automatic);
  await wizard.next(5);
  const orderId = await wizard.place();
  await people.waits(orderId, 'issued');
  const { items } = (await stack.ask('GET', '/v1/orders?name=restarted.example.com')) as { items: unknown[] };
  expect(items).toHaveLength(1);

  const { validations } = (await stack.ask('GET', `/v1/orders/${waiting}`)) as Validated;
  for (const { record } of validations) await stack.command('dns', 'set', record.name, 'TXT', record.value);
  await people.look(waiting);
  // By itself: the page was not loaded anew.
  await watching.page.getByRole('link', { name: 'Look at the certificate' }).waitFor();
  for (const visitor of [watching, writing]) {
    expectNoTroubles(visitor);
    await visitor.context.close();
  }
});

it('shows what happened between the reading of a page and the first event', async () => {
  const orderId = await people.placed(
    { brand: 'trustasia', type: 'dv', names: ['gap.example.com'], validation: 'manual-dns' },
    'subscriber-dns',
  );
  const visitor = await stack.signedIn(await stack.person('owner'), 'inbox');
  const { page } = visitor;
  let listens: () => void = () => undefined;
  const isOver = new Promise<void>((resolve) => {
    listens = resolve;
  });
  await page.route('**/v1/events', async (route) => {
    await isOver;
    await route.continue();
  });
  await page.goto(`${stack.url}/console/orders/${orderId}`);
  await page.getByRole('button', { name: 'Check now' }).waitFor();
  await stack.ask('POST', `/v1/orders/${orderId}/cancel`, {});
  await people.waits(orderId, 'cancelled');
  expect(await page.getByRole('button', { name: 'Check now' }).count()).toBe(1);
  listens();
  await page.getByRole('button', { name: 'Check now' }).waitFor({ state: 'detached' });
  expectNoTroubles(visitor);
  await visitor.context.close();
});

it('shows what happened while a page was being read', async () => {
  const orderId = await people.placed(
    { brand: 'trustasia', type: 'dv', names: ['meanwhile.example.com'], validation: 'manual-dns' },
    'subscriber-dns',
  );
  const visitor = await stack.signedIn(await stack.person('owner'), 'inbox');
  const { page } = visitor;
  let heard: () => void = () => undefined;
  const isHeard = new Promise<void>((resolve) => {
    heard = resolve;
  });
  let reads = 0;
  await page.route(`**/v1/orders/${orderId}/why`, async (route) => {
    reads += 1;
    const response = await route.fetch();
    if (reads === 1) await isHeard;
    await route.fulfill({ response });
  });
  await page.goto(`${stack.url}/console/orders/${orderId}`);
  await expect.poll(() => reads).toBe(1);
  await stack.ask('POST', `/v1/orders/${orderId}/cancel`, {});
  await people.waits(orderId, 'cancelled');
  // The event is there by then; nothing on a page that is still being read could tell it.
  await page.waitForTimeout(2_000);
  heard();
  await expect.poll(() => page.getByText('cancelled', { exact: false }).count()).toBeGreaterThan(0);
  expect(await page.getByRole('button', { name: 'Check now' }).count()).toBe(0);
  expectNoTroubles(visitor);
  await visitor.context.close();
});
