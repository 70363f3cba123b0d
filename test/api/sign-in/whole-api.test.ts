/** A browser's session at the whole API: what it reads and writes there, for which account, and what other sites can make of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OrderClient } from '../../../client/order-client.js';
import { REQUEST_RATES } from '../../../domain/accounts/request-limits.js';
import { createServedWorld, type ServedWorld } from '../../support/api/served-world.js';
import { Browser } from './browser.js';

const PASSWORD = 'a horse of 5 staples';

let served: ServedWorld;
let url: string;

beforeAll(async () => {
  served = await createServedWorld();
  ({ url } = served);
  const { temporal, taskQueue, dependencies } = served.world;
  const { database, masterKeys } = dependencies;
  const owner = (account: string) => new OrderClient({ temporal, taskQueue, database, masterKeys, account });
  await owner('default').users.add({ login: 'alice', role: 'owner', password: PASSWORD });
  await owner('other').users.add({ login: 'alice', role: 'auditor' });
}, 120_000);
afterAll(() => served.stop());

async function signedIn(): Promise<Browser> {
  const browser = new Browser();
  const json = { login: 'alice', password: PASSWORD };
  const { status } = await browser.ask(`${url}/sign-in/session`, { method: 'POST', json });
  expect(status).toBe(201);
  return browser;
}

const DRAFT = { form: { brand: 'geotrust', type: 'ov' } };

async function ordersOf(browser: Browser, account?: string): Promise<number> {
  const headers: Record<string, string> = account === undefined ? {} : { 'sealflow-account': account };
  const response = await browser.ask(`${url}/v1/orders`, { headers });
  expect(response.status).toBe(200);
  return ((await response.json()) as { items: readonly unknown[] }).items.length;
}

describe('a page of ours', () => {
  it('reads and writes as the person, and the log names them', async () => {
    const alice = await signedIn();
    const before = await ordersOf(alice);
    expect((await alice.ask(`${url}/v1/orders`, { method: 'POST', json: DRAFT })).status).toBe(201);
    expect(await ordersOf(alice)).toBe(before + 1);
    const log = (await (await alice.ask(`${url}/v1/operations`)).json()) as {
      items: readonly { actor: string }[];
    };
    expect(log.items[0]?.actor).toBe('alice');
  });

  it('is in the account that it names, in the role there', async () => {
    const alice = await signedIn();
    expect(await ordersOf(alice, 'other')).toBe(0);
    const headers = { 'sealflow-account': 'other' };
    expect((await alice.ask(`${url}/v1/orders`, { method: 'POST', json: DRAFT, headers })).status).toBe(403);
    const foreign = await alice.ask(`${url}/v1/orders`, { headers: { 'sealflow-account': 'nobodys' } });
    expect(foreign.status).toBe(403);
  });
});

describe('another site', () => {
  it.each([
    ['POST', '/v1/orders', DRAFT],
    ['POST', '/v1/orders/sweep', {}],
    ['PUT', '/v1/routes', { connection: 'x' }],
    ['DELETE', '/v1/companies/co_x', undefined],
  ] as const)('can have no browser do %s %s', async (method, path, json) => {
    const alice = await signedIn();
    const before = await ordersOf(alice);
    for (const from of ['https://evil.example', 'null', null, 'http://127.0.0.1:1']) {
      const response = await alice.ask(`${url}${path}`, { method, ...(json && { json }), from });
      expect([from, response.status]).toEqual([from, 403]);
    }
    const simple = await alice.ask(`${url}${path}`, {
      method,
      from: 'https://evil.example',
      headers: { 'content-type': 'text/plain' },
    });
    expect(simple.status).toBe(403);
    expect(await ordersOf(alice)).toBe(before);
  });

  it('reads nothing: no answer lets its pages in', async () => {
    const response = await (
      await signedIn()
    ).ask(`${url}/v1/orders`, { headers: { origin: 'https://evil.example' } });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a copy of the cookie', () => {
  it('is worth nothing once the person signed out, as a cookie or as a token', async () => {
    const victim = await signedIn();
    const token = victim.cookie(url, 'sealflow')?.value ?? '';
    const thief = new Browser();
    thief.lay(url, 'sealflow', token);
    expect((await thief.ask(`${url}/v1/orders`)).status).toBe(200);
    await victim.ask(`${url}/sign-in/session`, { method: 'DELETE' });
    expect((await thief.ask(`${url}/v1/orders`)).status).toBe(401);
    const bearer = await fetch(`${url}/v1/orders`, { headers: { authorization: `Bearer ${token}` } });
    expect(bearer.status).toBe(401);
  });

  it.each(['', 'sks_', `sks_${'a'.repeat(43)}`, "' or 1=1 --", 'a'.repeat(4_000)])(
    'made up (%.12j): nobody',
    async (token) => {
      const guesser = new Browser();
      guesser.lay(url, 'sealflow', encodeURIComponent(token));
      expect((await guesser.ask(`${url}/v1/orders`)).status).toBe(401);
    },
  );
});

describe('a stranger', () => {
  it('is told to wait after so many tries a minute, whatever is tried', async () => {
    const json = { login: 'nobody', password: 'wrong' };
    const statuses = new Set<number>();
    for (let time = 0; time <= REQUEST_RATES.perUnknownAddress.requests; time += 1)
      statuses.add((await new Browser().ask(`${url}/sign-in/session`, { method: 'POST', json })).status);
    expect([...statuses]).toEqual(expect.arrayContaining([401, 429]));
    const refused = await new Browser().ask(`${url}/sign-in/session`, { method: 'POST', json });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('content-type')).toContain('problem+json');
  });
});
