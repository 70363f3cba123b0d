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
