/** A link that signs an account's owner in: once, in time, by a button, and for nobody whom another site sends. */
import { beforeAll, describe, expect, it } from 'vitest';
import { ONCE_SIGN_IN_MS } from '../../../domain/accounts/once-sign-in.js';
import { Browser } from './browser.js';
import { createSignInWorld, type SignInWorld } from './world.js';

let world: SignInWorld;
let url: string;

beforeAll(async () => {
  world = await createSignInWorld();
  url = await world.serve();
});

const linkWith = (token: string) => `${url}/sign-in/once?token=${token}`;

async function whoIs(browser: Browser): Promise<unknown> {
  return await (await browser.ask(`${url}/sign-in/session`)).json();
}

describe('a link that signs in once', () => {
  it('signs in the owner that it is made for, by its button, and leads to the console', async () => {
    const browser = new Browser();
    const token = await world.onceSignIns.make('default');
    const page = await browser.ask(linkWith(token));
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining(token) as string]);
    const done = await browser.ask(`${url}/sign-in/once`, { method: 'POST', form: { token } });
    expect([done.status, done.headers.get('location')]).toEqual([303, `${url}/console/`]);
    expect(await whoIs(browser)).toMatchObject({ name: 'owner', account: 'default', role: 'owner' });
  });

  it('is used up by its button alone, not by whoever looks at the page, and then by the first', async () => {
    const token = await world.onceSignIns.make('default');
    for (let look = 0; look < 3; look += 1) await new Browser().ask(linkWith(token));
    const asked = Array.from({ length: 5 }, () =>
      new Browser().ask(`${url}/sign-in/once`, { method: 'POST', form: { token } }),
    );
    const statuses = (await Promise.all(asked)).map(({ status }) => status).sort();
    expect(statuses).toEqual([303, 410, 410, 410, 410]);
    expect((await new Browser().ask(linkWith(token))).status).toBe(410);
  });

  it.each([
    ['zh', 'sealflow up', '登录链接'],
    ['en', 'sealflow up', 'sign-in link'],
  ])('that is over says in %s what to do', async (language, command, word) => {
    const token = await world.onceSignIns.make('default');
    world.pass(ONCE_SIGN_IN_MS / 1000 + 1);
    const browser = new Browser(language);
    const page = await browser.ask(linkWith(token));
    const text = await page.text();
    expect(page.status).toBe(410);
    expect(text).toContain(command);
    expect(text).toContain(word);
    const late = await browser.ask(`${url}/sign-in/once`, { method: 'POST', form: { token } });
    expect([late.status, late.headers.getSetCookie()]).toEqual([410, []]);
  });

  it('is not followed for another site, nor without one', async () => {
    const token = await world.onceSignIns.make('default');
    for (const from of ['https://elsewhere.example', null]) {
      const asked = await new Browser().ask(`${url}/sign-in/once`, { method: 'POST', form: { token }, from });
      expect(asked.status).toBe(403);
    }
    expect(await world.onceSignIns.stands(token)).toBe(true);
  });

  it.each(['', 'sko_short', `sks_${'A'.repeat(43)}`, `sko_${'A'.repeat(43)}`, "sko_' or 1=1"])(
    'is none where it is %j',
    async (token) => {
      const asked = await new Browser().ask(`${url}/sign-in/once`, { method: 'POST', form: { token } });
      expect(asked.status).toBe(410);
    },
  );

  it('is for the owner there is; of several accounts each has its own', async () => {
    await world.addPerson('ling', 'a horse of 5 staples', [{ account: 'acme', role: 'owner' }]);
    const signIn = async (account: string): Promise<unknown> => {
      const browser = new Browser();
      const token = await world.onceSignIns.make(account);
      await browser.ask(`${url}/sign-in/once`, { method: 'POST', form: { token } });
      return await whoIs(browser);
    };
    expect(await signIn('acme')).toMatchObject({ name: 'ling', account: 'acme' });
    expect(await signIn('second')).toMatchObject({ name: 'owner@second', account: 'second', role: 'owner' });
    expect(await signIn('second')).toMatchObject({ name: 'owner@second' });
  });

  it('is kept as a hash, and stands in the log without its token', async () => {
    const token = await world.onceSignIns.make('logged');
    const kept = await world.database.query('select * from once_sign_ins');
    expect(JSON.stringify(kept.rows)).not.toContain(token);
    const { rows } = await world.database.query<{ operation: string; text: string }>(
      `select operation, operations::text as text from operations where account = 'logged' order by 1`,
    );
    expect(rows.map(({ operation }) => operation)).toEqual([
      ...['sign-in-link.create', 'sign-in-link.create', 'user.add', 'user.add'],
    ]);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe('signing in on the way to no page in particular', () => {
  it('leads to the console, and to the page that was meant otherwise', async () => {
    await world.addPerson('mei', 'a horse of 5 staples', [{ account: 'default', role: 'orderer' }]);
    const signIn = async (returnTo?: string): Promise<string | null> => {
      const form = { login: 'mei', password: 'a horse of 5 staples', ...(returnTo && { returnTo }) };
      const done = await new Browser().ask(`${url}/sign-in`, { method: 'POST', form });
      return done.headers.get('location');
    };
    expect(await signIn()).toBe(`${url}/console/`);
    expect(await signIn('/sign-in/device')).toBe(`${url}/sign-in/device`);
  });
});
