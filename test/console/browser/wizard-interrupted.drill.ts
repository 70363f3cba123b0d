// The order wizard, interrupted: reload, back, double click, two tabs and an expired session lose nothing and do nothing twice.
import { expect, it } from 'vitest';
import { until } from '../../support/until.js';
import { consoleStack, expectNoTroubles, over3G, signIn } from './console-stack.js';
import { AtWizard, FOCUSED_LABEL } from './wizard-steps.js';

const stack = consoleStack();
const TIME = 110_000;

async function ordersFor(name: string): Promise<string[]> {
  const { items } = (await stack.ask('GET', `/v1/orders?name=${name}`)) as { items: { orderId: string }[] };
  return items.map(({ orderId }) => orderId);
}

it(
  'keeps what was typed over a reload and going back, the key password excepted',
  async () => {
    const { page, context } = await stack.signedIn(await stack.person('owner'), 'orders/new');
    const wizard = new AtWizard(page, 'en');
    await wizard.toNames('TrustAsia');
    await wizard.fill('Names', 'kept.example.com');
    await page.reload();
    await wizard.atStep(2);
    const names = page.getByRole('textbox', { name: 'Names', exact: true });
    expect(await names.inputValue()).toBe('kept.example.com');
    await wizard.next(3);
    await page.getByRole('checkbox', { name: /Protect the key/ }).check();
    await page.getByLabel('Key password').fill('Abcdef12345');
    await wizard.next(4);
    await page.goBack();
    await wizard.atStep(3);
    await page.reload();
    await wizard.atStep(3);
    expect(await page.getByLabel('Key password').inputValue()).toBe('');
    expect(await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })')).not.toContain(
      'Abcdef12345',
    );
    // It is asked for again, rather than left out.
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByText(/The key password is not kept/).waitFor();
    await page.getByLabel('Key password').fill('Abcdef12345');
    await wizard.next(4);
    await context.close();
  },
  TIME,
);

it(
  'places one order, however often and from however many tabs',
  async () => {
    const { page, context } = await stack.signedIn(await stack.person('owner'), 'orders/new');
    const wizard = new AtWizard(page, 'en');
    await wizard.toSummaryOfDv('once.example.com');
    const other = await context.newPage();
    await other.goto(page.url());
    const second = new AtWizard(other, 'en');
    await second.atStep(5);
    await page.getByRole('button', { name: 'Place the order' }).dblclick();
    await other.getByRole('button', { name: 'Place the order' }).click();
    expect(await wizard.placed()).toBe(await second.placed());
    expect(await ordersFor('once.example.com')).toHaveLength(1);
    // Back, and on again: what was placed is no draft any more.
    await page.getByRole('link', { name: 'Place another one' }).click();
    await wizard.opened();
    expect(await page.getByRole('radio', { name: 'TrustAsia' }).isChecked()).toBe(false);
    await context.close();
  },
  TIME,
);

it(
  'is gone through over 3G: it says that it loads, and what is pressed twice meanwhile is done once',
  async () => {
    const visitor = await stack.visitor();
    const { page, context } = visitor;
    await over3G(page);
    await page.goto(`${stack.url}/console/orders/new`);
    await signIn(page, await stack.person('owner'));
    await page.getByText('Loading…').first().waitFor();
    const wizard = new AtWizard(page, 'en');
    await wizard.toSummaryOfDv('slowly.example.com');
    await page.getByRole('button', { name: 'Place the order' }).dblclick();
    const orderId = await wizard.placed();
    expect(await ordersFor('slowly.example.com')).toEqual([orderId]);
    expectNoTroubles(visitor);
    await context.close();
  },
  TIME,
);

it(
  'comes back to the same step with everything once somebody has signed in again',
  async () => {
    const owner = await stack.person('owner');
    const { page, context } = await stack.signedIn(owner, 'orders/new');
    const wizard = new AtWizard(page, 'en');
    await wizard.toSummaryOfDv('expired.example.com');
    await context.clearCookies();
    // The page may have noticed by itself, and say so over the button.
    await page.getByRole('button', { name: 'Place the order' }).dispatchEvent('click');
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await signIn(page, owner);
    await wizard.atStep(5);
    await page.getByText('expired.example.com').first().waitFor();
    await wizard.place();
    await until('the order', async () => (await ordersFor('expired.example.com')).length === 1);
    await context.close();
  },
  TIME,
);

it(
  'shows a refusal of the server at its field, and leads there',
  async () => {
    const { page, context } = await stack.signedIn(await stack.person('owner'), 'orders/new');
    const wizard = new AtWizard(page, 'en');
    await wizard.toSummaryOfDv('refused.example.com');
    await page.route('**/v1/orders', (route) =>
      route.fulfill({
        status: 400,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: 'urn:sealflow:problem:InvalidInput',
          title: 'Invalid input',
          status: 400,
          code: 'InvalidInput',
          field: 'names[0]',
          detail: 'names[0] is refused for once',
          requestId: 'r',
        }),
      }),
    );
    await page.getByRole('button', { name: 'Place the order' }).click();
    await wizard.atStep(2);
    const names = page.getByRole('textbox', { name: 'Names', exact: true });
    await page.getByText('names[0] is refused for once').waitFor();
    expect(await names.getAttribute('aria-describedby')).toContain('problem');
    await until('the focus', async () => (await page.evaluate<string>(FOCUSED_LABEL)) === 'Names');
    await page.unroute('**/v1/orders');
    await context.close();
  },
  TIME,
);
