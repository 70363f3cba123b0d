// The frame of the console in a real browser: signing in and where it leads, both languages, light and dark, what it asks of whom.
import { expect, it } from 'vitest';
import { axeViolations, consoleStack, expectNoTroubles, LOOKS, overflows } from './console-stack.js';

const stack = consoleStack();

it('leads a stranger to the sign-in page, and from there to the page that they asked for', async () => {
  const owner = await stack.person('owner');
  const visitor = await stack.signedIn(owner, 'orders?state=issued');
  await visitor.page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor();
  expect(new URL(visitor.page.url()).search).toBe('?state=issued');
  expect(await axeViolations(visitor.page)).toEqual([]);
  expectNoTroubles(visitor);
});

it.each(LOOKS)('has nothing for axe to find with its menu open ($language, $theme)', async (look) => {
  const owner = await stack.person('owner');
  const visitor = await stack.signedIn(owner, 'orders', look);
  await visitor.page.getByRole('heading', { level: 1 }).waitFor();
  await visitor.page.getByText(owner).click();
  expect(await axeViolations(visitor.page)).toEqual([]);
  expect(await overflows(visitor.page)).toBe(false);
  expectNoTroubles(visitor);
  await visitor.context.close();
});
