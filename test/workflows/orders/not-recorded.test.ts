/** What the database does not take: no order stops for words, none fills its history while it waits, and each says what is wrong. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type Database } from '../../../db/database.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { ended, eventsOf, order, standing, workflowOf } from '../../support/orders.js';
import { asOwner } from '../../support/postgres.js';
import { until } from '../../support/until.js';

let world: OrderWorld;
/** Whoever owns the tables may change what they take. */
let owner: Database;
beforeAll(async () => {
  world = await createOrderWorld();
  owner = createDatabase(asOwner(world.environment['DATABASE_URL'] ?? ''));
});
afterAll(async () => {
  await owner.end();
  await world.stop();
});

/** The database refuses rows for which this is not so, until `accept` is called. */
async function refusing(table: string, unless: string): Promise<() => Promise<void>> {
  await owner.query(`alter table ${table} add constraint of_this_test check (${unless}) not valid`);
  return async () => {
    await owner.query(`alter table ${table} drop constraint of_this_test`);
  };
}

async function recordedReason(orderId: string): Promise<string | undefined> {
  const { rows } = await world.dependencies.database.query<{ reason: string }>(
    'select reason from orders where order_id = $1',
    [orderId],
  );
  return rows[0]?.reason;
}

async function attemptsToRecord(orderId: string): Promise<number> {
  const { raw } = await workflowOf(world, orderId).describe();
  const pending = raw.pendingActivities?.find(({ activityType }) => activityType?.name === 'recordProgress');
  return pending?.attempt ?? 0;
}

describe('words that the database does not take', () => {
  it('of an order’s end are left out, and the order ends all the same', async () => {
    const accept = await refusing('orders', `reason is null or reason not like '%security review%'`);
    await world.caControls.beHostile({ mode: 'refuse-name', path: 'place', times: 1 });
    const orderId = await order(world, 'words-refused.example.com');
    expect(await ended(world, orderId)).toMatchObject({
      state: 'rejected',
      reason: expect.stringContaining('security review') as string,
    });
    expect(await recordedReason(orderId)).toMatch(/can't be recorded \(SQLSTATE 23514\)/);
    await accept();
  });

  it('of a look are a finding themselves, and the looks go on', async () => {
    const accept = await refusing('findings', `expected = ''`);
    const orderId = await order(world, 'findings-refused.example.com', { validation: 'manual-dns' });
    await standing(world, orderId, 'subscriber-dns');
    const told = await until('a finding', async () => {
      const { validations } = await world.orders.why(orderId);
      return validations.flatMap(({ findings }) => findings).find(({ found }) => found !== '');
    });
    expect(told.found).toMatch(/can't be recorded \(SQLSTATE 23514\)/);
    await accept();
    await world.orders.cancel(orderId);
    expect(await ended(world, orderId)).toMatchObject({ state: 'cancelled' });
  });
});

describe('a stand that can’t be recorded at all', () => {
  it('is tried outside the history, told as ours with the reason, and goes on once it can be', async () => {
    const accept = await refusing('orders', `state <> 'issuing'`);
    const orderId = await order(world, 'stand-refused.example.com');
    await until('it is tried outside the history', async () => (await attemptsToRecord(orderId)) >= 2);
    const before = (await eventsOf(world, orderId)).length;

    const shown = await world.orders.why(orderId);
    expect(shown).toMatchObject({ waitingOn: 'us', state: 'issuing' });
    expect(shown.reason).toMatch(/can't be recorded: .*23514.*tried again by itself/);
    expect(shown.attempt).toMatchObject({
      activity: 'recordProgress',
      lastFailure: expect.stringContaining('23514') as string,
    });

    const seen = await attemptsToRecord(orderId);
    await until('it is tried again', async () => (await attemptsToRecord(orderId)) > seen + 1);
    expect((await eventsOf(world, orderId)).length).toBe(before);

    await accept();
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    expect((await world.orders.show(orderId)).reason).toBeNull();
  });
});
