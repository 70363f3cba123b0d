/** Lists over HTTP: page by page, nothing twice and nothing missed though orders come meanwhile; a cursor is for its own list. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServedWorld, type Body, type ServedWorld } from '../support/api/served-world.js';

let served: ServedWorld;
const placed: string[] = [];

beforeAll(async () => {
  served = await createServedWorld({ worker: false });
  for (let at = 0; at < 7; at += 1) placed.unshift(await place());
}, 120_000);
afterAll(() => served.stop());

async function place(alias = 'shop'): Promise<string> {
  const form = { brand: 'geotrust', type: 'ov' };
  const { body } = await served.send('POST', '/v1/orders', { body: { form } });
  await served.send('PATCH', `/v1/orders/${body.orderId}/labels`, { body: { alias } });
  return body.orderId;
}

interface Page extends Body {
  readonly next: string | null;
}

async function page(query: string): Promise<Page> {
  const answer = await served.send('GET', `/v1/orders?${query}`);
  expect(answer.status).toBe(200);
  return answer.body as Page;
}

const after = (next: string | null): string => (next === null ? '' : `&after=${encodeURIComponent(next)}`);

describe('a list', () => {
  it('that grows while it is read has each order that was there, once, newest first', async () => {
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const read: Page = await page(`limit=2${after(next)}`);
      seen.push(...read.items.map(({ orderId }) => orderId));
      next = read.next;
      await place();
    } while (next !== null);
    expect(seen).toEqual(placed);
  });

  it('goes on from the same place however often it is asked', async () => {
    const { next } = await page('limit=3');
    const [one, other] = [await page(`limit=2${after(next)}`), await page(`limit=2${after(next)}`)];
    expect(one).toEqual(other);
  });

  it('keeps its filter from page to page', async () => {
    const other = await place('desk');
    const shops = await page('alias=shop&limit=2');
    expect(shops.items.map(({ orderId }) => orderId)).not.toContain(other);
    expect((await page('alias=desk')).items.map(({ orderId }) => orderId)).toEqual([other]);
    expect((await page('alias=desk')).next).toBeNull();
  });
});

describe('a cursor', () => {
  it.each([
    ['of another filter', '/v1/orders?alias=other'],
    ['of another list', '/v1/certificates?'],
  ])('%s is refused', async (_what, path) => {
    const { next } = await page('alias=shop&limit=2');
    const { status, body } = await served.send('GET', `${path}${after(next)}`);
    expect([status, body.code, body.field]).toEqual([400, 'InvalidInput', 'after']);
  });

  it('of another account shows nothing of it', async () => {
    const { next } = await page('limit=2');
    const as = await served.keyOf('owner', 'other');
    const { status, body } = await served.send('GET', `/v1/orders?${after(next)}`, { as });
    expect([status, body.field]).toEqual([400, 'after']);
  });

  it('that somebody altered is refused', async () => {
    const { next } = await page('limit=2');
    const altered = `${(next ?? '').slice(0, -2)}AA`;
    const { status, body } = await served.send('GET', `/v1/orders?limit=2${after(altered)}`);
    expect([status, body.code, body.field]).toEqual([400, 'InvalidInput', 'after']);
  });
});
