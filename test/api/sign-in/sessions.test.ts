/** Sessions of browsers: begun anew at each sign-in, over for every copy once ended, and of use to no other site. */
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { Browser } from './browser.js';
import { createSignInWorld, type SignInWorld } from './world.js';

const PASSWORD = 'a horse of 5 staples';
const COOKIE = 'sealflow';

let world: SignInWorld;
let url: string;

beforeAll(async () => {
  world = await createSignInWorld();
  url = await world.serve();
  await world.addPerson('alice', PASSWORD, [
    { account: 'acme', role: 'owner' },
    { account: 'beta', role: 'auditor' },
  ]);
  await world.addPerson('oscar', PASSWORD, [{ account: null, role: 'operator' }]);
  await world.addPerson('olga', PASSWORD, [
    { account: 'acme', role: 'auditor' },
    { account: null, role: 'operator' },
  ]);
});

async function signedIn(login = 'alice'): Promise<Browser> {
  const browser = new Browser();
  const response = await browser.ask(`${url}/sign-in/session`, {
    method: 'POST',
    json: { login, password: PASSWORD },
  });
  expect(response.status).toBe(201);
  return browser;
}

async function codeOf(response: Response): Promise<unknown> {
  const { code } = (await response.json()) as { code: unknown };
  return [response.status, code];
}

describe('signing in', () => {
  it('says who it is, and what they may be', async () => {
    const browser = await signedIn();
    const who: unknown = await (await browser.ask(`${url}/sign-in/session`)).json();
    expect(who).toMatchObject({ kind: 'user', name: 'alice', account: 'acme', role: 'owner' });
    expect(who).toMatchObject({
      memberships: [
        { account: 'acme', role: 'owner' },
        { account: 'beta', role: 'auditor' },
      ],
    });
  });

  it('is for the account that a request chooses, among those of the person', async () => {
    const browser = await signedIn();
    const asking = (account: string) =>
      browser.ask(`${url}/sign-in/session`, { headers: { 'sealflow-account': account } });
    expect(await (await asking('beta')).json()).toMatchObject({ account: 'beta', role: 'auditor' });
    expect(await codeOf(await asking('gamma'))).toEqual([403, 'NotAllowed']);
  });

  it('is for the installation where an operator who is a member as well chooses it', async () => {
    const asking = async (login: string, headers: Readonly<Record<string, string>>) =>
      await (await signedIn(login)).ask(`${url}/sign-in/session`, { headers });
    expect(await (await asking('olga', {})).json()).toMatchObject({ account: 'acme', role: 'auditor' });
    expect(await (await asking('olga', { 'sealflow-account': '*' })).json()).toMatchObject({
      role: 'operator',
      memberships: [
        { account: null, role: 'operator' },
        { account: 'acme', role: 'auditor' },
      ],
    });
    expect(await codeOf(await asking('alice', { 'sealflow-account': '*' }))).toEqual([403, 'NotAllowed']);
  });

  it('has an operator in no account', async () => {
    const who: unknown = await (await (await signedIn('oscar')).ask(`${url}/sign-in/session`)).json();
    expect(who).toMatchObject({ role: 'operator', memberships: [{ account: null, role: 'operator' }] });
  });

  it.each([
    ['a wrong password', { login: 'alice', password: 'wrong' }, [401, 'NotSignedIn']],
    ['nobody', { login: 'nobody', password: PASSWORD }, [401, 'NotSignedIn']],
    ['a missing password', { login: 'alice' }, [400, 'InvalidInput']],
    ['an unknown field', { login: 'alice', password: PASSWORD, role: 'owner' }, [400, 'InvalidInput']],
    ['text for an object', 'alice', [400, 'InvalidInput']],
  ])('is refused with %s, and no cookie is given', async (_what, json, expected) => {
    const browser = new Browser();
    const response = await browser.ask(`${url}/sign-in/session`, { method: 'POST', json });
    expect(await codeOf(response)).toEqual(expected);
    expect(browser.cookie(url, COOKIE)).toBeUndefined();
  });

  it('gives a cookie that pages can not read and other sites do not send', async () => {
    const cookie = (await signedIn()).cookie(url, COOKIE);
    expect(cookie?.attributes).toEqual(expect.arrayContaining(['Path=/', 'HttpOnly', 'SameSite=Lax']));
    expect(cookie?.attributes).not.toContain('Secure');
  });

  it('gives a __Host- cookie, by TLS alone, wherever it is reached by TLS', async () => {
    const publicUrl = 'https://certificates.example.com';
    const behindProxy = await world.serve({ publicUrl });
    const browser = new Browser();
    const json = { login: 'alice', password: PASSWORD };
    const response = await browser.ask(`${behindProxy}/sign-in/session`, {
      method: 'POST',
      json,
      from: publicUrl,
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect(response.status).toBe(201);
    const cookie = browser.cookie(behindProxy, '__Host-sealflow');
    expect(cookie?.attributes).toEqual(
      expect.arrayContaining(['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']),
    );
    expect(cookie?.attributes.some((each) => /^domain/i.test(each))).toBe(false);
    // The exception of loopback is none there: a cookie without the prefix is nobody's.
    const planted = new Browser();
    planted.lay(behindProxy, COOKIE, cookie?.value ?? '');
    expect((await planted.ask(`${behindProxy}/sign-in/session`)).status).toBe(401);
  });

  it('is refused over plain HTTP from another machine', async () => {
    const plain = await world.serve({ publicUrl: 'http://certificates.example.com' });
    const json = { login: 'alice', password: PASSWORD };
    const response = await new Browser().ask(`${plain}/sign-in/session`, {
      method: 'POST',
      json,
      from: 'http://certificates.example.com',
    });
    expect(await codeOf(response)).toEqual([409, 'RefusedInThisState']);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('tells no token but in the cookie', async () => {
    const browser = new Browser();
    const json = { login: 'alice', password: PASSWORD };
    const response = await browser.ask(`${url}/sign-in/session`, { method: 'POST', json });
    const token = browser.cookie(url, COOKIE)?.value ?? '';
    expect(token).not.toBe('');
    expect(await response.text()).not.toContain(token);
    expect(await (await browser.ask(`${url}/sign-in/session`)).text()).not.toContain(token);
  });
});

describe('a session that was laid there by somebody else', () => {
  it('is not the one that a person signs in to, and is over', async () => {
    const attacker = await signedIn();
    const laid = attacker.cookie(url, COOKIE)?.value ?? '';
    const victim = new Browser();
    victim.lay(url, COOKIE, laid);
    await victim.ask(`${url}/sign-in/session`, {
      method: 'POST',
      json: { login: 'oscar', password: PASSWORD },
    });
    const own = victim.cookie(url, COOKIE)?.value;
    expect(own).not.toBe(laid);
    expect((await attacker.ask(`${url}/sign-in/session`)).status).toBe(401);
    expect(await (await victim.ask(`${url}/sign-in/session`)).json()).toMatchObject({ name: 'oscar' });
  });

  it('and what was never a session does not become one', async () => {
    const victim = new Browser();
    victim.lay(url, COOKIE, 'chosen-by-an-attacker');
    await victim.ask(`${url}/sign-in/session`, {
      method: 'POST',
      json: { login: 'alice', password: PASSWORD },
    });
    const attacker = new Browser();
    attacker.lay(url, COOKIE, 'chosen-by-an-attacker');
    expect((await attacker.ask(`${url}/sign-in/session`)).status).toBe(401);
  });
});

describe('a stolen session', () => {
  it('is over once the person signs out', async () => {
    const victim = await signedIn();
    const thief = new Browser();
    thief.lay(url, COOKIE, victim.cookie(url, COOKIE)?.value ?? '');
    expect((await thief.ask(`${url}/sign-in/session`)).status).toBe(200);
    expect((await victim.ask(`${url}/sign-in/session`, { method: 'DELETE' })).status).toBe(204);
    expect(victim.cookie(url, COOKIE)).toBeUndefined();
    expect((await thief.ask(`${url}/sign-in/session`)).status).toBe(401);
  });

  it('is over once it was not used for an hour, and a day after it began in any case', async () => {
    const idle = await signedIn();
    world.pass(61 * 60);
    expect((await idle.ask(`${url}/sign-in/session`)).status).toBe(401);
    const used = await signedIn();
    for (let halfHour = 0; halfHour < 47; halfHour += 1) {
      world.pass(30 * 60);
      expect((await used.ask(`${url}/sign-in/session`)).status).toBe(200);
    }
    world.pass(31 * 60);
    expect((await used.ask(`${url}/sign-in/session`)).status).toBe(401);
  });
});

const WRITES = [
  ['POST', '/sign-in/session'],
  ['DELETE', '/sign-in/session'],
  ['POST', '/sign-in'],
  ['POST', '/sign-in/out'],
  ['POST', '/sign-in/device'],
] as const;

describe.each(WRITES)('another site asks for %s %s', (method, path) => {
  const given: Record<string, string> = path.endsWith('device')
    ? { user_code: 'BCDF-GHJK', decision: 'allow' }
    : { login: 'alice', password: PASSWORD };
  const body = path === '/sign-in/session' ? { json: given } : { form: given };
  const send = (browser: Browser, from: string | null, headers: Record<string, string> = {}) =>
    browser.ask(`${url}${path}`, {
      method,
      ...(method === 'DELETE' || path === '/sign-in/out' ? {} : body),
      from,
      headers,
    });

  it.each([
    ['its own origin', 'https://evil.example', {}],
    ['no origin, as from a sandbox', 'null', {}],
    ['another port of this host', 'http://127.0.0.1:1', {}],
    ['this origin in another scheme', 'https://127.0.0.1', {}],
    ['neither header', null, {}],
    ['only where it stands to us', null, { 'sec-fetch-site': 'cross-site' }],
    ['a sibling host', null, { 'sec-fetch-site': 'same-site' }],
  ])('with %s: refused, and nothing is changed', async (_what, from, headers) => {
    const browser = await signedIn();
    const before = browser.cookie(url, COOKIE)?.value;
    expect(await codeOf(await send(browser, from, headers))).toEqual([403, 'NotAllowed']);
    expect(browser.cookie(url, COOKIE)?.value).toBe(before);
    expect((await browser.ask(`${url}/sign-in/session`)).status).toBe(200);
  });

  it('with our origin, though the browser says that another site has it ask', async () => {
    const browser = await signedIn();
    expect((await send(browser, url, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });
});

describe('the pages', () => {
  it('take name and password without scripts, and go on to a page of this site', async () => {
    const browser = new Browser('zh-CN');
    const shown = await browser.follow(`${url}/sign-in/device`, (page) =>
      page.includes('name="password"')
        ? {
            login: 'alice',
            password: PASSWORD,
            returnTo: /name="returnTo" value="([^"]*)"/.exec(page)?.[1] ?? '',
          }
        : undefined,
    );
    expect(new URL(shown.url).pathname).toBe('/sign-in/device');
    expect(shown.page).toContain('终端显示的代码');
    const { page } = await browser.follow(`${url}/sign-in`);
    expect(page).toContain('acme (owner)');
    const out = await browser.ask(`${url}/sign-in/out`, { method: 'POST', form: {} });
    expect([out.status, out.headers.get('location')]).toEqual([303, `${url}/sign-in`]);
    expect((await browser.ask(`${url}/sign-in/session`)).status).toBe(401);
  });

  it('say what was wrong, and not what was typed', async () => {
    const browser = new Browser();
    const form = { login: 'alice"><script>', password: 'wrong-password' };
    const response = await browser.ask(`${url}/sign-in`, { method: 'POST', form });
    const page = await response.text();
    expect(response.status).toBe(401);
    expect(page).toContain('role="alert"');
    expect(page).not.toContain('wrong-password');
    expect(page).not.toContain('<script>');
  });

  it('have a style that their own policy lets browsers apply', async () => {
    const response = await new Browser().ask(`${url}/sign-in`);
    const [, style = ''] = /<style>(.*?)<\/style>/s.exec(await response.text()) ?? [];
    expect(style).not.toBe('');
    const hash = createHash('sha256').update(style).digest('base64');
    expect(response.headers.get('content-security-policy')).toContain(`style-src 'sha256-${hash}'`);
  });

  it('are framed by nobody, run nothing, and are kept by nobody in between', async () => {
    const { headers } = await new Browser().ask(`${url}/sign-in`);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cache-control')).toBe('no-store');
    // With no-referrer browsers send `Origin: null` with our own forms.
    expect(headers.get('referrer-policy')).toBe('same-origin');
  });
});

describe('where a link of somebody else leads after signing in', () => {
  const ELSEWHERE = [
    'https://evil.example/',
    'http:evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/%09/evil.example\n',
    '/.//evil.example',
    '/..//evil.example',
    '/a/..//evil.example',
    'javascript:alert(1)',
    '@evil.example',
    `/${'a'.repeat(3_000)}`,
    ' //evil.example',
    '/ok\r\nset-cookie: a=b',
  ];

  it.each(ELSEWHERE)('%j: nowhere', async (returnTo) => {
    const browser = await signedIn();
    const query = new URLSearchParams({ returnTo }).toString();
    for (const way of [
      () => browser.ask(`${url}/sign-in?${query}`),
      () =>
        browser.ask(`${url}/sign-in`, {
          method: 'POST',
          form: { login: 'alice', password: PASSWORD, returnTo },
        }),
    ]) {
      const response = await way();
      expect(response.status).toBe(400);
      expect(response.headers.get('location')).toBeNull();
    }
  });

  it('a page of this site: there, query and all', async () => {
    const browser = await signedIn();
    const query = new URLSearchParams({ returnTo: '/orders?state=open&name=a%26b#x' }).toString();
    const response = await browser.ask(`${url}/sign-in?${query}`);
    expect([response.status, response.headers.get('location')]).toEqual([
      303,
      `${url}/orders?state=open&name=a%26b`,
    ]);
  });
});
