/** A program at a terminal, let in by a person at a browser (RFC 8628): asked for, decided, taken once; and what guessers get. */
import { beforeAll, describe, expect, it } from 'vitest';
import { MOST_OPEN_FROM_ONE, MOST_WRONG_CODES } from '../../../domain/accounts/device-sign-in.js';
import { Browser } from './browser.js';
import { createSignInWorld, type SignInWorld } from './world.js';

const PASSWORD = 'a horse of 5 staples';
const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:device_code';

let world: SignInWorld;
let url: string;

beforeAll(async () => {
  world = await createSignInWorld();
  url = await world.serve();
  for (const login of ['alice', 'bob', 'carol', 'dave'])
    await world.addPerson(login, PASSWORD, [
      { account: 'acme', role: 'owner' },
      { account: 'beta', role: 'auditor' },
    ]);
});

interface Begun {
  readonly device_code: string;
  readonly user_code: string;
  readonly verification_uri: string;
  readonly verification_uri_complete: string;
  readonly expires_in: number;
  readonly interval: number;
}

async function post(path: string, form: Record<string, string>): Promise<[number, Record<string, unknown>]> {
  const response = await fetch(`${url}${path}`, { method: 'POST', body: new URLSearchParams(form) });
  return [response.status, (await response.json()) as Record<string, unknown>];
}

async function begin(clientName = 'sealflow on a-laptop'): Promise<Begun> {
  const [status, begun] = await post('/sign-in/device-authorization', {
    client_id: 'sealflow',
    client_name: clientName,
  });
  expect(status).toBe(200);
  return begun as unknown as Begun;
}

/** As a patient program does. */
async function poll(
  { device_code }: Pick<Begun, 'device_code'>,
  wait = 5,
): Promise<[number, Record<string, unknown>]> {
  world.pass(wait);
  return await post('/sign-in/token', { grant_type: GRANT_TYPE, device_code, client_id: 'sealflow' });
}

async function browserOf(login: string): Promise<Browser> {
  const browser = new Browser();
  await browser.ask(`${url}/sign-in/session`, { method: 'POST', json: { login, password: PASSWORD } });
  return browser;
}

async function decide(
  browser: Browser,
  { user_code }: Pick<Begun, 'user_code'>,
  decision = 'allow',
  membership = '0',
): Promise<number> {
  const form = { user_code, decision, membership };
  return (await browser.ask(`${url}/sign-in/device`, { method: 'POST', form })).status;
}

describe('a program', () => {
  it('finds where to ask, and is told what RFC 8628 tells', async () => {
    const metadata = (await (await fetch(`${url}/.well-known/oauth-authorization-server`)).json()) as object;
    expect(metadata).toMatchObject({
      issuer: url,
      device_authorization_endpoint: `${url}/sign-in/device-authorization`,
    });
    const begun = await begin();
    expect(begun).toMatchObject({
      verification_uri: `${url}/sign-in/device`,
      verification_uri_complete: `${url}/sign-in/device?user_code=${begun.user_code}`,
      expires_in: 600,
      interval: 5,
    });
    expect(begun.user_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect(begun.device_code.length).toBeGreaterThan(40);
  });

  it('waits, is let in as the person for the account that they chose, and is told once', async () => {
    const begun = await begin();
    expect(await poll(begun)).toMatchObject([400, { error: 'authorization_pending' }]);
    const alice = await browserOf('alice');
    const page = await (await alice.ask(begun.verification_uri_complete)).text();
    expect(page).toContain(begun.user_code);
    expect(page).toContain('sealflow on a-laptop');
    expect(page).toContain('127.0.0.1');
    expect(await decide(alice, begun, 'allow', '1')).toBe(200);
    const [status, token] = await poll(begun);
    expect([status, token]).toMatchObject([200, { token_type: 'Bearer', account: 'beta' }]);
    const who = await fetch(`${url}/sign-in/session`, {
      headers: { authorization: `Bearer ${String(token.access_token)}`, 'sealflow-account': 'beta' },
    });
    expect(await who.json()).toMatchObject({ name: 'alice', account: 'beta', role: 'auditor' });
    expect(await poll(begun)).toMatchObject([400, { error: 'expired_token' }]);
  });

  it('signs out without a browser’s headers, since nobody else sends its token along', async () => {
    const begun = await begin();
    await decide(await browserOf('alice'), begun);
    const [, { access_token: token }] = await poll(begun);
    const headers = { authorization: `Bearer ${String(token)}` };
    expect((await fetch(`${url}/sign-in/session`, { method: 'DELETE', headers })).status).toBe(204);
    expect((await fetch(`${url}/sign-in/session`, { headers })).status).toBe(401);
  });

  it('that several ask for at once is let in once', async () => {
    const begun = await begin();
    await decide(await browserOf('alice'), begun);
    const answers = await Promise.all(Array.from({ length: 8 }, () => poll(begun, 0)));
    expect(answers.filter(([status]) => status === 200)).toHaveLength(1);
  });

  it('that is refused is told so', async () => {
    const begun = await begin();
    expect(await decide(await browserOf('alice'), begun, 'refuse')).toBe(200);
    expect(await poll(begun)).toMatchObject([400, { error: 'access_denied' }]);
  });

  it('that asks too often is told to ask less often, and less again', async () => {
    const begun = await begin();
    await poll(begun);
    expect(await poll(begun, 1)).toMatchObject([400, { error: 'slow_down' }]);
    // Ten seconds apart from now on.
    expect(await poll(begun, 6)).toMatchObject([400, { error: 'slow_down' }]);
    expect(await poll(begun, 15)).toMatchObject([400, { error: 'authorization_pending' }]);
  });

  it('that comes too late is told that its code is over, and so is the person', async () => {
    const begun = await begin();
    const alice = await browserOf('alice');
    world.pass(601);
    expect(await poll(begun)).toMatchObject([400, { error: 'expired_token' }]);
    expect(await decide(alice, begun)).toBe(404);
  });

  it('is not let in by somebody who was removed meanwhile', async () => {
    const begun = await begin();
    const id = await world.addPerson('erin', PASSWORD, [{ account: 'acme', role: 'owner' }]);
    expect(await decide(await browserOf('erin'), begun)).toBe(200);
    await world.database.query('delete from users where user_id = $1', [id]);
    expect(await poll(begun)).toMatchObject([400, { error: 'access_denied' }]);
  });

  it.each([
    [
      'another client',
      { grant_type: GRANT_TYPE, device_code: 'x', client_id: 'other' },
      401,
      'invalid_client',
    ],
    [
      'another grant',
      { grant_type: 'password', device_code: 'x', client_id: 'sealflow' },
      400,
      'unsupported_grant_type',
    ],
    ['no code', { grant_type: GRANT_TYPE, client_id: 'sealflow' }, 400, 'invalid_request'],
    [
      'a made-up code',
      { grant_type: GRANT_TYPE, device_code: 'x', client_id: 'sealflow' },
      400,
      'expired_token',
    ],
  ])('with %s is refused', async (_what, form, status, error) => {
    expect(await post('/sign-in/token', form)).toMatchObject([status, { error }]);
  });

  it('that sends a field twice is refused', async () => {
    const body = new URLSearchParams([
      ['client_id', 'sealflow'],
      ['client_id', 'other'],
    ]);
    expect((await fetch(`${url}/sign-in/device-authorization`, { method: 'POST', body })).status).toBe(400);
  });
});

describe('a person', () => {
  it('who is not signed in signs in first, and comes back to the code', async () => {
    const begun = await begin();
    const { url: end, page } = await new Browser().follow(begun.verification_uri_complete, (shown) =>
      shown.includes('name="password"')
        ? {
            login: 'alice',
            password: PASSWORD,
            returnTo: /name="returnTo" value="([^"]*)"/.exec(shown)?.[1]?.replaceAll('&#38;', '&') ?? '',
          }
        : undefined,
    );
    expect(end).toBe(begun.verification_uri_complete);
    expect(page).toContain(begun.user_code);
  });

  it.each([
    ['in small letters', (code: string) => code.toLowerCase()],
    ['without the dash', (code: string) => code.replace('-', '')],
    ['with blanks', (code: string) => ` ${code.replace('-', ' ')} `],
    ['with a long dash', (code: string) => code.replace('-', '–')],
  ])('may type the code %s', async (_how, typed) => {
    const begun = await begin();
    const bob = await browserOf('bob');
    const query = new URLSearchParams({ user_code: typed(begun.user_code) }).toString();
    expect(await (await bob.ask(`${url}/sign-in/device?${query}`)).text()).toContain(begun.user_code);
  });

  it('decides once', async () => {
    const begun = await begin();
    const alice = await browserOf('alice');
    expect(await decide(alice, begun, 'refuse')).toBe(200);
    expect(await decide(alice, begun, 'allow')).toBe(404);
    expect(await poll(begun)).toMatchObject([400, { error: 'access_denied' }]);
  });

  it('sees what a program says of itself as text, cut and cleaned', async () => {
    const begun = await begin(`<script>alert(1)</script>\u202e${'x'.repeat(300)}`);
    const page = await (await (await browserOf('alice')).ask(begun.verification_uri_complete)).text();
    expect(page).not.toContain('<script>');
    expect(page).not.toContain('\u202e');
    expect(page).not.toContain('x'.repeat(101));
  });

  it('who is not signed in decides nothing', async () => {
    const begun = await begin();
    expect(await decide(new Browser(), begun)).toBe(401);
    expect(await poll(begun)).toMatchObject([400, { error: 'authorization_pending' }]);
  });

  it('does not let a program in by a link alone', async () => {
    const begun = await begin();
    const alice = await browserOf('alice');
    await alice.ask(begun.verification_uri_complete);
    const other = await alice.ask(`${begun.verification_uri_complete}&decision=allow`);
    expect(other.status).toBe(400);
    expect(await poll(begun)).toMatchObject([400, { error: 'authorization_pending' }]);
  });
});

describe('whoever guesses', () => {
  it('has some tries, however many at once, and then not even the right code', async () => {
    const begun = await begin();
    const carol = await browserOf('carol');
    const tries = await Promise.all(
      Array.from({ length: MOST_WRONG_CODES + 10 }, () => decide(carol, { user_code: 'BBBB-BBBB' })),
    );
    expect(tries.filter((status) => status === 404)).toHaveLength(MOST_WRONG_CODES);
    expect(tries.filter((status) => status === 429)).toHaveLength(10);
    expect(await decide(carol, begun)).toBe(429);
    // Others are not kept waiting, and she is not for ever.
    expect(await decide(await browserOf('dave'), begun)).toBe(200);
    world.pass(601);
    const later = await begin();
    expect(await decide(await browserOf('carol'), later)).toBe(200);
  });

  it('does not use up the tries by codes that are right', async () => {
    const bob = await browserOf('bob');
    for (let time = 0; time < MOST_WRONG_CODES + 2; time += 1) {
      expect(await decide(bob, await begin(), 'refuse')).toBe(200);
      world.pass(1);
    }
  });
});

describe('whoever asks on and on', () => {
  it('has so many open from one address, and no more until their time is over', async () => {
    world.pass(601);
    const form = { client_id: 'sealflow' };
    const asked = await Promise.all(
      Array.from({ length: MOST_OPEN_FROM_ONE }, () => post('/sign-in/device-authorization', form)),
    );
    expect(asked.map(([status]) => status)).toEqual(asked.map(() => 200));
    expect(await post('/sign-in/device-authorization', form)).toMatchObject([
      429,
      { error: 'temporarily_unavailable' },
    ]);
    world.pass(601);
    expect(await post('/sign-in/device-authorization', form)).toMatchObject([200, {}]);
  });

  it('leaves nothing behind', async () => {
    world.pass(601);
    await begin();
    const { rows } = await world.database.query<{ count: number }>(
      'select count(*)::int as count from device_sign_ins',
    );
    expect(rows).toEqual([{ count: 1 }]);
  });
});

describe('what is kept', () => {
  it('opens nothing for whoever reads it', async () => {
    const begun = await begin();
    const { rows } = await world.database.query('select * from device_sign_ins');
    expect(JSON.stringify(rows)).not.toContain(begun.device_code);
  });
});
