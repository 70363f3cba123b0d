// The order wizard in a real browser: a DV order to its certificate and an OV one until it is placed, in both languages; by the keyboard alone.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { until } from '../../support/until.js';
import { axeViolations, consoleStack, expectNoTroubles, overflows } from './console-stack.js';
import { AtWizard, FOCUSED_LABEL } from './wizard-steps.js';

const stack = consoleStack();
const TIME = 110_000;

async function stateOf(orderId: string): Promise<string> {
  return ((await stack.ask('GET', `/v1/orders/${orderId}`)) as { state: string }).state;
}

it.each(['en', 'zh'] as const)(
  'takes a DV order to its certificate (%s)',
  async (language) => {
    const visitor = await stack.signedIn(await stack.person('owner'), 'orders/new', { language });
    const wizard = new AtWizard(visitor.page, language);
    const { page } = visitor;
    await wizard.toNames(wizard.words.trustAsia);
    await wizard.fill(wizard.words.names, '*.grey.example.com');
    await wizard.next(3);
    await wizard.next(4);
    // What the names can't have is greyed, with its reason; what is done by itself is named.
    const file = page.getByRole('radio', { name: wizard.words.wildcardFile });
    await until('the reason', async () => await file.isDisabled());
    await page.getByText(wizard.words.neverWildcard).first().waitFor();
    await page.getByText(wizard.words.byItself).waitFor();
    await page.getByRole('button', { name: wizard.words.back, exact: true }).click();
    await wizard.atStep(3);
    await page.getByRole('button', { name: wizard.words.back, exact: true }).click();
    await wizard.atStep(2);
    await wizard.fill(wizard.words.names, `dv-${language}.example.com`);
    await wizard.next(3);
    await wizard.next(4);
    await wizard.choose(wizard.words.automatic);
    await wizard.next(5);
    const orderId = await wizard.place();
    await until('the certificate', async () => (await stateOf(orderId)) === 'issued');
    expectNoTroubles(visitor);
    await visitor.context.close();
  },
  TIME,
);

it.each([
  ['en', 'light'],
  ['zh', 'dark'],
] as const)(
  'places an OV order on a narrow window, with nothing for axe to find in any step (%s, %s)',
  async (language, theme) => {
    const options = { language, theme, width: 360 } as const;
    const visitor = await stack.signedIn(await stack.person('owner'), 'orders/new', options);
    const { page } = visitor;
    const wizard = new AtWizard(page, language);
    const looked = async () => {
      expect(await axeViolations(page)).toEqual([]);
      expect(await overflows(page)).toBe(false);
    };
    await wizard.opened();
    await wizard.choose('GeoTrust (DigiCert)');
    await looked();
    await wizard.next(2);
    // Both are told at the field, not the first only; it gets the focus.
    await wizard.fill(wizard.words.names, 'a_b.com\n*.wild.example.com\nc..com');
    await page.getByRole('button', { name: wizard.words.next, exact: true }).click();
    const names = page.getByRole('textbox', { name: wizard.words.names, exact: true });
    await until('the problems', async () => (await names.getAttribute('aria-invalid')) === 'true');
    await until('the focus', async () => (await page.evaluate<string>(FOCUSED_LABEL)) === wizard.words.names);
    await page.getByText('"a_b.com"').waitFor();
    await page.getByText('"c..com"').waitFor();
    await looked();
    await wizard.fill(wizard.words.names, `ov-${language}.example.com`);
    await wizard.next(3);
    await looked();
    await wizard.next(4);
    await wizard.fillInPeople();
    await looked();
    await wizard.next(5);
    await wizard.choose(wizard.words.automatic);
    await looked();
    await wizard.next(6);
    await looked();
    const orderId = await wizard.place();
    expect(['validating', 'issuing']).toContain(await stateOf(orderId));
    await looked();
    expectNoTroubles(visitor);
    await visitor.context.close();
  },
  TIME,
);

it(
  'keeps labels, saves who was typed in for later orders, and tells what comes next until it is there',
  async () => {
    const visitor = await stack.signedIn(await stack.person('owner'), 'orders/new');
    const { page } = visitor;
    const wizard = new AtWizard(page, 'en');
    await wizard.toNames('GeoTrust (DigiCert)');
    await wizard.fill('Names', 'kept-people.example.com');
    await wizard.next(3);
    await wizard.next(4);
    await wizard.fillInPeople();
    await wizard.fill('Full name of the company', 'Wizard Works Ltd.');
    await wizard.fill('Name of the manager', 'Wang Wu');
    await page.getByRole('checkbox', { name: 'Save this company to My information as well' }).check();
    await page.getByRole('checkbox', { name: 'Save this person to My information as well' }).check();
    await wizard.next(5);
    await wizard.choose(wizard.words.automatic);
    await wizard.next(6);
    await page.getByLabel('Project').fill('wizard');
    const tags = page.getByRole('textbox', { name: /^Tags/ });
    await tags.fill('env=prod\nenv=test');
    await until('the problem', async () => (await tags.getAttribute('aria-invalid')) === 'true');
    await tags.fill('env=prod\nteam=web');
    await page.reload();
    await wizard.atStep(6);
    expect(await tags.inputValue()).toBe('env=prod\nteam=web');
    await page.getByRole('button', { name: 'Place the order' }).dblclick();
    const orderId = await wizard.placed();
    expect(await stack.ask('GET', `/v1/orders/${orderId}`)).toMatchObject({
      project: 'wizard',
      tags: [
        { key: 'env', value: 'prod' },
        { key: 'team', value: 'web' },
      ],
    });
    const saved = async (path: string, words: string) =>
      ((await stack.ask('GET', path)) as { items: { details: object }[] }).items.filter(({ details }) =>
        JSON.stringify(details).includes(words),
      ).length;
    expect(await saved('/v1/companies', 'Wizard Works Ltd.')).toBe(1);
    expect(await saved('/v1/contacts', 'Wang Wu')).toBe(1);

    const next = page.getByRole('region', { name: 'What comes next' });
    await next.getByText('Whose turn').waitFor();
    // Told by itself, as it goes on.
    await stack.ask('POST', `/v1/orders/${orderId}/cancel`, {});
    await next.getByText('cancelled', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'To the order' }).click();
    await page.getByRole('heading', { level: 1, name: /kept-people/ }).waitFor();
    expectNoTroubles(visitor);

    // Chosen in the next one, and not typed again.
    await page.goto(`${stack.url}/console/orders/new`);
    await wizard.toNames('GeoTrust (DigiCert)');
    await wizard.fill('Names', 'again-people.example.com');
    await wizard.next(3);
    await wizard.next(4);
    await wizard.select('Company', 'Wizard Works Ltd.');
    await wizard.select('Manager', /Wang Wu/);
    await visitor.context.close();
  },
  TIME,
);

it(
  'tells what a company can’t be saved with at its field, and places nothing before',
  async () => {
    const visitor = await stack.signedIn(await stack.person('owner'), 'orders/new');
    const { page } = visitor;
    const wizard = new AtWizard(page, 'en');
    await wizard.toNames('GeoTrust (DigiCert)');
    await wizard.fill('Names', 'refused-people.example.com');
    await wizard.next(3);
    await wizard.next(4);
    await wizard.fillInPeople();
    await page.getByRole('checkbox', { name: 'Save this company to My information as well' }).check();
    await wizard.next(5);
    await wizard.choose(wizard.words.automatic);
    await wizard.next(6);
    // Somebody else's rule, as of a server that has grown stricter since the form was checked.
    await page.route('**/v1/companies', async (route) => {
      if (route.request().method() !== 'POST') {
        await route.continue();
        return;
      }
      await route.fulfill({
        status: 400,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          ...{ type: 'urn:sealflow:problem:InvalidInput', title: 'Invalid input', status: 400 },
          ...{ code: 'InvalidInput', field: 'city', detail: 'no such city', requestId: '1' },
        }),
      });
    });
    await page.getByRole('button', { name: 'Place the order' }).click();
    await wizard.atStep(4);
    const city = page.getByRole('textbox', { name: 'City', exact: true });
    await until('the problem', async () => (await city.getAttribute('aria-invalid')) === 'true');
    await page.getByText('no such city').waitFor();
    const { items } = (await stack.ask('GET', '/v1/orders?name=refused-people.example.com')) as {
      items: unknown[];
    };
    expect(items).toEqual([]);
    await page.unroute('**/v1/companies');
    await wizard.fill('City', '天津市');
    await wizard.next(5);
    await wizard.next(6);
    await wizard.place();
    expect(await page.evaluate('Object.keys(localStorage).filter((key) => key.includes("draft"))')).toEqual(
      [],
    );
    await visitor.context.close();
  },
  TIME,
);

it(
  'is gone through by the keyboard alone',
  async () => {
    const visitor = await stack.signedIn(await stack.person('owner'), 'orders/new');
    const { page } = visitor;
    const wizard = new AtWizard(page, 'en');
    await wizard.opened();
    // A group of radio buttons is one stop: its first one, and from there by the arrows.
    await tabTo(page, 'SecureSite (DigiCert)');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    // On the way there stood a brand without DV: what is chosen since is kept where the brand sells it.
    await tabTo(page, 'organization validated (OV)');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await press(page, 'Next', wizard, 2);
    await tabTo(page, 'Names');
    await page.keyboard.type('keyboard.example.com');
    await press(page, 'Next', wizard, 3);
    await press(page, 'Next', wizard, 4);
    await tabTo(page, 'automatic DNS: the system sets the record');
    await page.keyboard.press('Space');
    await press(page, 'Next', wizard, 5);
    await tabTo(page, 'Place the order');
    await page.keyboard.press('Enter');
    expect(await wizard.placed()).toMatch(/^ord_/);
    await visitor.context.close();
  },
  TIME,
);

async function press(page: Page, button: string, wizard: AtWizard, step: number): Promise<void> {
  await tabTo(page, button);
  await page.keyboard.press('Enter');
  await wizard.atStep(step);
}

/** By Tab, as often as it takes: what has the focus is told by its label. */
async function tabTo(page: Page, label: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const named = await page.evaluate<string>(
      `(() => { const it = document.activeElement; return (it.labels?.[0] ?? it).textContent.trim(); })()`,
    );
    if (named === label) return;
  }
  throw new Error(`The Tab key never comes to ${label}`);
}
