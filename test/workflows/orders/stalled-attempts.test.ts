/**
 * Attempts that are taken for dead, and come to themselves after their order was withdrawn: the CA gets nothing from them, or has it taken
 * back, and nothing of theirs stays in DNS.
 */
import { asyncLocalStorage, Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attemptClock } from '../../../activities/attempt-clock.js';
import type { Database } from '../../../db/database.js';
import { ASKED_ANEW_AFTER_MS } from '../../../domain/orders/stalled-attempts.js';
import type { Activities } from '../../../workflows/activity-contract/index.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { ended, leftBehind, order } from '../../support/orders.js';
import { expectNothingPublished } from '../../support/proofs-of-order.js';
import { until } from '../../support/until.js';

type Step = 'prepareAndPlace' | 'publishAndConfirm';
type Activity = (...input: unknown[]) => Promise<unknown>;
/** Before the step does anything; when Postgres has its first note; when the request is about to leave this machine. */
type Place = 'begin' | 'noted' | 'sending';

/** One attempt of one order, stalled at one place until the test lets it go on. */
class Stall {
  readonly reached: Promise<void>;
  #reach: () => void = () => undefined;
  #goOn: () => void = () => undefined;
  readonly #opened: Promise<void>;
  /** What became of the attempt, which nobody waits for. */
  attempt: Promise<unknown> = Promise.resolve();
  signal: AbortSignal | undefined;

  constructor(
    readonly step: Step,
    readonly place: Place,
    readonly isTakenForDead: boolean,
  ) {
    this.reached = new Promise((resolve) => (this.#reach = resolve));
    this.#opened = new Promise((resolve) => (this.#goOn = resolve));
  }

  async at(place: Place): Promise<void> {
    if (place !== this.place) return;
    this.signal = Context.current().cancellationSignal;
    this.#reach();
    await this.#opened;
  }

  async goesOn(): Promise<unknown> {
    this.#goOn();
    return await this.attempt;
  }
}

let world: OrderWorld;
let stall: Stall | undefined;
/** How far time has gone on while the attempt stood still. */
let stoodStillMs = 0;

function isOfStalled(): boolean {
  return stall !== undefined && asyncLocalStorage.getStore()?.info.activityType === stall.step;
}

const NOTES: Readonly<Record<Step, RegExp>> = {
  prepareAndPlace: /placement_intended_at = now\(\)/,
  publishAndConfirm: /insert into published_validations/,
};

function stalling(database: Database): Database {
  const query: Database['query'] = async (text, values) => {
    const answer = await database.query<never>(text, values);
    if (stall && isOfStalled() && NOTES[stall.step].test(text)) await stall.at('noted');
    return answer;
  };
  return {
    query,
    withConnection: async (work) => {
      // Set in a callback, which the compiler does not see.
      let isNoted = false as boolean;
      const result = await database.withConnection((connection) =>
        work({
          query: async (text, values) => {
            isNoted ||= stall !== undefined && isOfStalled() && NOTES[stall.step].test(text);
            return await connection.query(text, values);
          },
        }),
      );
      // Once it is committed: a transaction that stands still would keep everybody from the order's row.
      if (isNoted) await stall?.at('noted');
      return result;
    },
    end: () => database.end(),
  };
}

const SENDS: readonly string[] = ['placeOrder', 'publish'];

function stallingDoor<Door extends object>(_name: string, real: Door): Door {
  return new Proxy(real, {
    get: (target, property) => {
      const value: unknown = Reflect.get(target, property);
      if (typeof value !== 'function' || !SENDS.includes(String(property))) return value;
      return async (...input: unknown[]) => {
        if (stall && isOfStalled()) await stall.at('sending');
        return await (value as Activity).apply(target, input);
      };
    },
  });
}

/** The first attempt counts as dead for Temporal as soon as it stands still; it does not know. */
function stallingActivities(real: Activities): Activities {
  const entries = Object.entries(real as unknown as Record<string, Activity>);
  const all: unknown = Object.fromEntries(
    entries.map(([name, activity]) => [
      name,
      async (...input: unknown[]) => {
        const stalled = stall;
        if (name !== stalled?.step || Context.current().info.attempt > 1) return await activity(...input);
        const work = async () => {
          await stalled.at('begin');
          return await activity(...input);
        };
        const attempt = work();
        stalled.attempt = attempt.catch((error: unknown) => error);
        if (!stalled.isTakenForDead) return await attempt;
        await stalled.reached;
        throw ApplicationFailure.create({ message: 'activity Heartbeat timeout', nextRetryDelay: '1 hour' });
      },
    ]),
  );
  return all as Activities;
}

beforeAll(async () => {
  world = await createOrderWorld({
    watchedDatabase: stalling,
    changedDoors: stallingDoor,
    changedActivities: stallingActivities,
    overrides: { clock: () => attemptClock() + stoodStillMs },
  });
});
beforeEach(() => {
  stall = undefined;
  stoodStillMs = 0;
});
afterAll(() => world.stop());

/** Stalled, withdrawn, ended; then it goes on. What became of the attempt. */
async function withdrawnMeanwhile(name: string, stalled: Stall): Promise<{ orderId: string; left: unknown }> {
  stall = stalled;
  const orderId = await order(world, name);
  await stalled.reached;
  await world.orders.cancel(orderId);
  expect(await ended(world, orderId)).toMatchObject({ state: 'cancelled' });
  stoodStillMs = ASKED_ANEW_AFTER_MS;
  return { orderId, left: await stalled.goesOn() };
}

describe('an attempt to place an order, taken for dead', () => {
  it.each(['begin', 'noted'] as const)(
    'that goes on from %s after the withdrawal sends the CA nothing',
    async (place) => {
      const name = `placing-from-${place}.example.com`;
      const { orderId, left } = await withdrawnMeanwhile(name, new Stall('prepareAndPlace', place, true));
      expect(await world.caControls.ordersOf(orderId)).toEqual([]);
      expect(left).toMatchObject({ type: 'OrderGivenUp', nonRetryable: true });
      expect(await leftBehind(world, orderId)).toEqual([]);
      expect(await world.orders.show(orderId)).toMatchObject({ state: 'cancelled' });
    },
  );

  it('whose request leaves after all has it taken back', async () => {
    const stalled = new Stall('prepareAndPlace', 'sending', true);
    const { orderId, left } = await withdrawnMeanwhile('placing-late.example.com', stalled);
    expect(left).toMatchObject({ type: 'OrderGivenUp' });
    expect(await world.caControls.ordersOf(orderId)).toMatchObject([{ status: 'cancelled' }]);
    expect(await world.orders.show(orderId)).toMatchObject({ state: 'cancelled' });
  });
});

describe('an attempt to publish, taken for dead', () => {
  it.each(['begin', 'noted', 'sending'] as const)(
    'that goes on from %s after the withdrawal leaves nothing in DNS',
    async (place) => {
      const name = `publishing-from-${place}.example.com`;
      const { orderId, left } = await withdrawnMeanwhile(name, new Stall('publishAndConfirm', place, true));
      // The CA is asked of an order that can't be published: it says that it has ended.
      expect(left).toMatchObject({ nonRetryable: true });
      expectNothingPublished(world, name);
      expect(await leftBehind(world, orderId)).toEqual([]);
    },
  );
});

it('an attempt that is told of the withdrawal before it has sent anything sends nothing', async () => {
  stall = new Stall('prepareAndPlace', 'noted', false);
  const orderId = await order(world, 'told-in-time.example.com');
  await stall.reached;
  await world.orders.cancel(orderId);
  const { signal } = stall;
  await until('the attempt is told', () => Promise.resolve(signal?.aborted === true));
  expect(await stall.goesOn()).toMatchObject({ name: 'CancelledFailure' });
  expect(await ended(world, orderId)).toMatchObject({ state: 'cancelled' });
  expect(await world.caControls.ordersOf(orderId)).toEqual([]);
});
