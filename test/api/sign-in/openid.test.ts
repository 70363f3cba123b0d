/** Signing in at a real OpenID provider: what its groups make people, and answers that are not to the question of this browser. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openIdSettingsFrom, type OpenIdSettings } from '../../../api/sign-in/openid/settings.js';
import { Browser } from './browser.js';
import { startOpenIdProvider, type ProviderPerson, type RunningOpenIdProvider } from './openid-provider.js';
import { createSignInWorld, type SignInWorld } from './world.js';

const COOKIE = 'sealflow';
const ATTEMPT = 'sealflow-openid';
const CALLBACK = '/sign-in/openid/callback';
const CLIENT = { clientId: 'sealflow-of-tests', clientSecret: 'a secret with : and % in it' };

const people = new Map<string, ProviderPerson>([
  ['alice', { name: 'Alice', email: 'alice@example.com', groups: ['certificate-admins', 'staff'] }],
  ['bob', { name: 'Bob', email: 'bob@example.com', groups: ['orderers'] }],
  ['mallory', { name: 'Mallory', email: 'mallory@example.com', groups: ['staff'] }],
]);

let world: SignInWorld;
let provider: RunningOpenIdProvider;
let url: string;

beforeAll(async () => {
  world = await createSignInWorld();
  url = await world.serve({ openId: (own) => providerFor(own) });
});
afterAll(() => provider.stop());

async function providerFor(own: string): Promise<OpenIdSettings> {
  provider = await startOpenIdProvider({ ...CLIENT, redirectUri: `${own}${CALLBACK}`, people });
  return settingsOf(provider.issuer);
}

function settingsOf(issuer: string): OpenIdSettings {
  const settings = openIdSettingsFrom({
    SEALFLOW_OIDC_ISSUER: issuer,
    SEALFLOW_OIDC_CLIENT_ID: CLIENT.clientId,
    SEALFLOW_OIDC_CLIENT_SECRET: CLIENT.clientSecret,
    SEALFLOW_OIDC_NAME: 'the house',
    SEALFLOW_OIDC_GROUPS: 'certificate-admins=acme:owner,orderers=acme:orderer,orderers=beta:orderer',
    SEALFLOW_API_PUBLIC_URL: 'http://127.0.0.1',
  });
  if (!settings) throw new Error('The environment names no provider.');
  return settings;
}

/** Fills in the provider's own forms. */
function as(login: string) {
  return (page: string): Record<string, string> | undefined => {
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    if (prompt === undefined) return undefined;
    return prompt === 'login' ? { prompt, login, password: 'any' } : { prompt };
  };
}

async function signedInAs(login: string, browser = new Browser()): Promise<Browser> {
  await browser.follow(`${url}/sign-in/openid`, as(login));
  return browser;
}

async function whoIs(browser: Browser): Promise<unknown> {
  return await (await browser.ask(`${url}/sign-in/session`)).json();
}

/** As far as the provider's answer, which is not delivered. */
async function answerFor(browser: Browser, login: string): Promise<string> {
  let at = `${url}/sign-in/openid`;
  for (;;) {
    const response = await browser.ask(at);
    const location = response.headers.get('location');
    const form = location === null ? as(login)(await response.clone().text()) : undefined;
    const action = form && /<form[^>]* action="([^"]+)"/.exec(await response.text())?.[1];
    const next =
      form && action !== undefined
        ? (await browser.ask(new URL(action, at).href, { method: 'POST', form })).headers.get('location')
        : location;
    if (next === null) throw new Error('The provider does not go on.');
    at = new URL(next, at).href;
    if (at.startsWith(`${url}${CALLBACK}`)) return at;
  }
}

describe('a person of the provider', () => {
  it('is what their groups say, and goes on to the page that they came for', async () => {
    const browser = new Browser();
    const query = new URLSearchParams({ returnTo: '/sign-in/device?user_code=BCDF-GHJK' }).toString();
    const { url: end } = await browser.follow(`${url}/sign-in/openid?${query}`, as('alice'));
    expect(end).toBe(`${url}/sign-in/device?user_code=BCDF-GHJK`);
    expect(await whoIs(browser)).toMatchObject({
      kind: 'user',
      name: 'alice@example.com',
      memberships: [{ account: 'acme', role: 'owner' }],
    });
    expect(browser.cookie(url, ATTEMPT)).toBeUndefined();
  });

  it('was asked for by the code flow, with state, nonce and an S256 challenge', async () => {
    const response = await new Browser().ask(`${url}/sign-in/openid`);
    const { searchParams } = new URL(response.headers.get('location') ?? '');
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      client_id: CLIENT.clientId,
      code_challenge_method: 'S256',
      scope: 'openid profile email',
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(searchParams.get(name)?.length, name).toBeGreaterThan(40);
  });

  it('is the same user the next time, with the roles of that day', async () => {
    const before = (await whoIs(await signedInAs('bob'))) as { id: string };
    people.set('bob', { name: 'Bob', email: 'bob@example.com', groups: ['certificate-admins'] });
    const after = (await whoIs(await signedInAs('bob'))) as { id: string };
    expect(after).toMatchObject({ id: before.id, memberships: [{ account: 'acme', role: 'owner' }] });
  });

  it('whom no group makes a member, is told so, and has no session', async () => {
    const browser = new Browser();
    const { response, page } = await browser.follow(`${url}/sign-in/openid`, as('mallory'));
    expect(response.status).toBe(401);
    expect(page).toContain('role="alert"');
    expect(browser.cookie(url, COOKIE)).toBeUndefined();
  });

  it('does not get the session that somebody laid there before', async () => {
    const attacker = await signedInAs('bob');
    const victim = new Browser();
    const laid = attacker.cookie(url, COOKIE)?.value ?? '';
    victim.lay(url, COOKIE, laid);
    await signedInAs('alice', victim);
    expect(victim.cookie(url, COOKIE)?.value).not.toBe(laid);
    expect(await whoIs(victim)).toMatchObject({ name: 'alice@example.com' });
    expect((await attacker.ask(`${url}/sign-in/session`)).status).toBe(401);
  });
});

describe('an answer of the provider', () => {
  const signedOut = async (browser: Browser, answer: string, status: number) => {
    const response = await browser.ask(answer);
    expect(response.status).toBe(status);
    expect(response.headers.get('location')).toBeNull();
    expect(browser.cookie(url, COOKIE)).toBeUndefined();
    expect(browser.cookie(url, ATTEMPT)).toBeUndefined();
  };

  it('to another browser signs nobody in: an attacker’s own code, sent to a victim', async () => {
    const answer = await answerFor(new Browser(), 'bob');
    await signedOut(new Browser(), answer, 400);
    const victim = new Browser();
    await victim.ask(`${url}/sign-in/openid`);
    await signedOut(victim, answer, 401);
  });

  it('counts once', async () => {
    const browser = new Browser();
    const answer = await answerFor(browser, 'alice');
    const attempt = browser.cookie(url, ATTEMPT)?.value ?? '';
    expect((await browser.ask(answer)).status).toBe(303);
    const thief = new Browser();
    thief.lay(url, ATTEMPT, attempt);
    await signedOut(thief, answer, 401);
  });

  it.each([
    ['state', { state: 'another' }],
    ['nonce', { nonce: 'another' }],
    ['verifier', { verifier: 'another-verifier-that-is-long-enough-to-be-one-000' }],
  ])('does not fit another %s', async (_what, changed) => {
    const browser = new Browser();
    const answer = await answerFor(browser, 'alice');
    const kept = JSON.parse(
      Buffer.from(browser.cookie(url, ATTEMPT)?.value ?? '', 'base64url').toString(),
    ) as object;
    browser.lay(url, ATTEMPT, Buffer.from(JSON.stringify({ ...kept, ...changed })).toString('base64url'));
    await signedOut(browser, answer, 401);
  });

  it.each([
    ['another issuer', (answer: URL) => answer.searchParams.set('iss', 'https://evil.example')],
    [
      'no issuer, where the provider says that it names itself',
      (answer: URL) => answer.searchParams.delete('iss'),
    ],
    ['another code', (answer: URL) => answer.searchParams.set('code', 'made-up')],
    ['no code', (answer: URL) => answer.searchParams.delete('code')],
    [
      'an error',
      (answer: URL) => {
        answer.searchParams.delete('code');
        answer.searchParams.set('error', 'access_denied');
      },
    ],
  ])('with %s signs nobody in', async (_what, change) => {
    const browser = new Browser();
    const answer = new URL(await answerFor(browser, 'alice'));
    change(answer);
    await signedOut(browser, answer.href, 401);
  });

  it('does not lead elsewhere, whatever the browser kept', async () => {
    const browser = new Browser();
    const answer = await answerFor(browser, 'alice');
    const kept = JSON.parse(
      Buffer.from(browser.cookie(url, ATTEMPT)?.value ?? '', 'base64url').toString(),
    ) as object;
    browser.lay(
      url,
      ATTEMPT,
      Buffer.from(JSON.stringify({ ...kept, returnTo: '//evil.example' })).toString('base64url'),
    );
    await signedOut(browser, answer, 400);
  });

  it.each(['rubbish', Buffer.from('{"state":1}').toString('base64url'), 'a'.repeat(5_000)])(
    'with nothing usable kept signs nobody in: %.20s',
    async (kept) => {
      const browser = new Browser();
      const answer = await answerFor(browser, 'alice');
      browser.lay(url, ATTEMPT, kept);
      await signedOut(browser, answer, 400);
    },
  );

  it('whose token was signed by somebody else signs nobody in', async () => {
    const browser = new Browser();
    const answer = await answerFor(browser, 'alice');
    const kept = Buffer.from(browser.cookie(url, ATTEMPT)?.value ?? '', 'base64url').toString();
    const { nonce } = JSON.parse(kept) as { nonce: string };
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: provider.issuer,
      sub: 'alice',
      aud: CLIENT.clientId,
      iat: now,
      exp: now + 60,
      nonce,
    };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = `${part({ alg: 'RS256', kid: 'of-tests' })}.${part(claims)}`;
    const signature = sign('sha256', Buffer.from(signed), privateKey).toString('base64url');
    let isForged = false;
    provider.intercept = (request, response) => {
      if (request.url?.split('?')[0] !== '/token') return false;
      isForged = true;
      response.setHeader('content-type', 'application/json');
      const id_token = `${signed}.${signature}`;
      response.end(JSON.stringify({ access_token: 'x', token_type: 'bearer', id_token }));
      return true;
    };
    try {
      await signedOut(browser, answer, 401);
    } finally {
      provider.intercept = undefined;
    }
    expect(isForged).toBe(true);
  });
});

describe('a provider that is not there', () => {
  it('is told to the person, and found once it is back', async () => {
    const later: { settings?: OpenIdSettings } = {};
    const lonely = await world.serve({
      openId: () => {
        later.settings = settingsOf('http://127.0.0.1:9');
        return Promise.resolve(later.settings);
      },
    });
    const response = await new Browser().ask(`${lonely}/sign-in/openid`);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('does not answer');
  });

  it('is asked for its document once, not at each sign-in', async () => {
    const asked = () =>
      provider.asked.filter((each) => each.endsWith('/.well-known/openid-configuration')).length;
    await signedInAs('alice');
    const before = asked();
    await Promise.all([signedInAs('alice'), signedInAs('bob')]);
    expect(asked()).toBe(before);
  });
});
