/** Any sequence of orders, ends, crashes and time: the quota always equals what is alive, by a model that knows no SQL. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordProgress } from '../../../db/statements/orders/row.js';
import { Refusal } from '../../../domain/refusals.js';
import { DAY_MS, FreePlacesWorld, freeForm, HOUR_MS, PROCESS_DIED } from './free-places-world.js';

const MINUTE_MS = 60_000;
const [PER_ACCOUNT, PER_DOMAIN, ABANDONED_MS] = [50, 20, 15 * MINUTE_MS];

interface ModelOrder {
  readonly id: string;
  readonly account: string;
  readonly domain: string;
  /** `stored`: and never started. */
  state: 'stored' | 'open' | 'ended' | 'issued';
  touchedAt: number;
  /** When its certificate ends. */
  end: number;
}

interface Model {
  readonly orders: ModelOrder[];
  /** Of this run alone, since all runs share the database. */
  readonly run: number;
}

type Step =
  | {
      readonly do: 'order' | 'crash';
      readonly account: number;
      readonly domain: number;
      readonly count: number;
    }
  | { readonly do: 'cancel' | 'reject' | 'expire' | 'issue' | 'revoke' | 'retry'; readonly which: number }
  | { readonly do: 'pass'; readonly ms: number };

let world: FreePlacesWorld;
let runs = 0;

beforeAll(async () => {
  world = await FreePlacesWorld.open();
});

afterAll(async () => {
  await world.close();
});

const placing = fc.record({
  do: fc.constantFrom('order' as const, 'order' as const, 'order' as const, 'crash' as const),
  account: fc.nat(1),
  domain: fc.nat(3),
  count: fc.constantFrom(1, 3, 9),
});
const acting = fc.record({
  do: fc.constantFrom(
    'cancel' as const,
    'reject' as const,
    'expire' as const,
    'issue' as const,
    'revoke' as const,
    'retry' as const,
  ),
  which: fc.nat(30),
});
const passing = fc.record({
  do: fc.constant('pass' as const),
  ms: fc.constantFrom(
    MINUTE_MS,
    ABANDONED_MS,
    ABANDONED_MS + 1,
    23 * HOUR_MS,
    24 * HOUR_MS,
    90 * DAY_MS,
    91 * DAY_MS,
  ),
});
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { arbitrary: placing, weight: 4 },
    { arbitrary: acting, weight: 4 },
    { arbitrary: passing, weight: 1 },
  ),
  { minLength: 8, maxLength: 24, size: 'max' },
);

it('equals what is alive after every step', { timeout: 180_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const model: Model = { orders: [], run: ++runs };
      for (const step of sequence) {
        await take(model, step);
        await expectSame(model);
      }
    }),
    { numRuns: 12, endOnFailure: true },
  );
});

it('equals what is alive where a domain fills up, and is emptied', { timeout: 60_000 }, async () => {
  const model: Model = { orders: [], run: ++runs };
  const full: Step[] = [
    { do: 'order', account: 0, domain: 0, count: 9 },
    { do: 'crash', account: 1, domain: 0, count: 9 },
    { do: 'order', account: 0, domain: 0, count: 3 },
    { do: 'pass', ms: ABANDONED_MS + 1 },
    { do: 'order', account: 1, domain: 0, count: 9 },
    { do: 'issue', which: 0 },
    { do: 'cancel', which: 1 },
    { do: 'order', account: 0, domain: 0, count: 3 },
    { do: 'pass', ms: 91 * DAY_MS },
    { do: 'order', account: 0, domain: 0, count: 3 },
    ...[1, 2, 3].map((domain): Step => ({ do: 'order', account: 0, domain, count: 9 })),
    ...[1, 2, 3].map((domain): Step => ({ do: 'order', account: 0, domain, count: 9 })),
  ];
  for (const step of full) {
    await take(model, step);
    await expectSame(model);
  }
  expect(living(model).filter(({ account }) => account === accountOf(model, 0))).toHaveLength(PER_ACCOUNT);
});

async function take(model: Model, step: Step): Promise<void> {
  if (step.do === 'pass') {
    world.instant += step.ms;
    await world.workersSweep();
  } else if ('which' in step) {
    const order = model.orders[step.which % Math.max(1, model.orders.length)];
    if (order) await act(model, order, step.do);
  } else for (let nth = 0; nth < step.count; nth++) await place(model, step);
}

async function place(
  model: Model,
  { do: how, account, domain }: Step & { do: 'order' | 'crash' },
): Promise<void> {
  const order: ModelOrder = {
    id: `run-${model.run}-${model.orders.length}`,
    account: accountOf(model, account),
    domain: `run-${model.run}-${domain}.com`,
    state: how === 'crash' ? 'stored' : 'open',
    touchedAt: world.now(),
    end: Infinity,
  };
  if (await request(model, order)) model.orders.push(order);
}

/** True where it was taken, which the model knew before. */
async function request(model: Model, order: ModelOrder): Promise<boolean> {
  const hasPlace = hasRoom(model, order);
  const client = order.state === 'stored' ? world.dyingClient(order.account) : world.client(order.account);
  const outcome = await client.create({ form: freeForm(nameOf(order)), orderId: order.id }).then(
    () => 'taken',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code;
      return error instanceof Error && error.message === PROCESS_DIED ? 'taken' : error;
    },
  );
  expect(outcome).toBe(hasPlace ? 'taken' : 'RefusedInThisState');
  if (hasPlace && order.state === 'stored')
    await world.database.query('update orders set created_at = $2, updated_at = $2 where order_id = $1', [
      order.id,
      new Date(world.now()),
    ]);
  return hasPlace;
}

async function act(model: Model, order: ModelOrder, what: string): Promise<void> {
  const { id, account } = order;
  const ends = { cancel: 'cancelled', reject: 'rejected', expire: 'expired' } as const;
  if (what === 'retry' && order.state === 'stored') await retry(model, order);
  else if (what === 'revoke' && order.state === 'issued' && order.end > world.now()) {
    await world.revoke(id);
    order.end = world.now();
  } else if (order.state !== 'open') return;
  else if (what === 'issue') {
    await world.issue(id, account, nameOf(order));
    await recordProgress(world.database, { orderId: id, sequence: 9, state: 'issued' });
    [order.state, order.end] = ['issued', world.now() + 90 * DAY_MS];
  } else if (what in ends) {
    const state = ends[what as keyof typeof ends];
    await recordProgress(world.database, { orderId: id, sequence: 9, state });
    order.state = 'ended';
  }
}

/** The same request again: it heals what is still stored, and is a new order where that was swept. */
async function retry(model: Model, order: ModelOrder): Promise<void> {
  const isStored = isAlive(order);
  order.state = 'open';
  if (isStored)
    await world.client(order.account).create({ form: freeForm(nameOf(order)), orderId: order.id });
  else {
    order.state = 'ended';
    const again = { ...order, state: 'open' as const };
    if (await request(model, again)) order.state = 'open';
  }
}

function isAlive({ state, touchedAt, end }: ModelOrder): boolean {
  if (state === 'stored') return touchedAt >= world.now() - ABANDONED_MS;
  return state === 'open' || (state === 'issued' && world.now() < end + DAY_MS);
}

function living({ orders }: Model): ModelOrder[] {
  return orders.filter(isAlive);
}

function hasRoom(model: Model, order: ModelOrder): boolean {
  const alive = living(model);
  const sameDomain = alive.filter(({ domain }) => domain === order.domain);
  const sameAccount = alive.filter(({ account }) => account === order.account);
  return sameDomain.length < PER_DOMAIN && sameAccount.length < PER_ACCOUNT;
}

async function expectSame(model: Model): Promise<void> {
  for (const account of [0, 1].map((index) => accountOf(model, index))) {
    const alive = living(model);
    const own = alive.filter((order) => order.account === account);
    const domains = [...new Set(own.map(({ domain }) => domain))].sort();
    expect(await world.client(account).freePlaces.show()).toEqual({
      perAccount: { limit: PER_ACCOUNT, ...placesOf(own) },
      domains: domains.map((domain) => ({
        domain,
        limit: PER_DOMAIN,
        ...placesOf(alive.filter((order) => order.domain === domain)),
      })),
    });
  }
}

function placesOf(orders: readonly ModelOrder[]): { taken: number; nextReleaseAt: string | null } {
  const next = Math.min(...orders.map(({ end }) => end + DAY_MS));
  return { taken: orders.length, nextReleaseAt: Number.isFinite(next) ? new Date(next).toISOString() : null };
}

function accountOf({ run }: Model, index: number): string {
  return `model-${run}-${index}`;
}

function nameOf({ id, domain }: ModelOrder): string {
  return `${id}.${domain}`;
}
