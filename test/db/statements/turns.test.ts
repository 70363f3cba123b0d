/** Turns as a trigger keeps them: each once, from which moment until which, whatever late writes say; and what is usual. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../db/database.js';
import { recordPlaced, recordProgress } from '../../../db/statements/orders/row.js';
import { loadTurns, type StoredTurns } from '../../../db/statements/orders/turns.js';
import type { OrderState } from '../../../domain/orders/states.js';
import type { OrderTrack } from '../../../domain/orders/tracks.js';
import type { Wait } from '../../../domain/waits.js';
import { startOrderRow } from '../../support/moving-orders.js';
import { ownDatabase } from '../../support/own-database.js';
import { storeOrder } from '../../support/stored-orders.js';

let database: Database;

beforeAll(async () => {
  database = await ownDatabase();
});

/** Of November 2026. */
const day = (date: number) => `2026-11-${String(date).padStart(2, '0')}T00:00:00.000Z`;

interface Turn {
  readonly waitingOn?: Wait;
  readonly since?: string;
  readonly deadline?: string;
  readonly state?: OrderState;
  readonly tracks?: readonly OrderTrack[];
}

async function turn(
  orderId: string,
  sequence: number,
  { state = 'validating', ...rest }: Turn,
): Promise<void> {
  await recordProgress(database, { orderId, sequence, state, ...rest });
}

async function turnsOf(orderId: string): Promise<StoredTurns> {
  const found = await loadTurns(database, 'default', orderId);
  if (!found) throw new Error('there is no such order');
  return found;
}

const told = async (orderId: string) =>
  (await turnsOf(orderId)).turns.map(({ track, waitingOn, since, until }) => [
    track,
    waitingOn,
    since,
    until,
  ]);

describe('turns', () => {
  it('follow each other without a gap, from the order’s first to its end', async () => {
    await startOrderRow(database, 'ord_turns');
    await turn('ord_turns', 1, { waitingOn: 'subscriber-dns', since: day(2), deadline: day(20) });
    await turn('ord_turns', 2, { waitingOn: 'ca-validation', since: day(5) });
    expect(await turnsOf('ord_turns')).toMatchObject({ state: 'validating', endedAt: null });
    await turn('ord_turns', 3, { state: 'issued' });
    const { turns, endedAt, createdAt, completeSince } = await turnsOf('ord_turns');
    expect(turns.map(({ waitingOn, since, until }) => [waitingOn, since, until])).toEqual([
      ['us', day(1), day(2)],
      ['subscriber-dns', day(2), day(5)],
      ['ca-validation', day(5), endedAt],
    ]);
    expect(turns[1]?.deadline).toBe(day(20));
    expect(endedAt).not.toBeNull();
    expect(completeSince).toBe(createdAt);
  });

  it('are written once a turn: a wait that lasts, its deadline moved, and what is no turn add none', async () => {
    await startOrderRow(database, 'ord_lasting');
    await turn('ord_lasting', 1, { waitingOn: 'dns', since: day(2), deadline: day(9) });
    for (let sequence = 2; sequence < 20; sequence += 1)
      await turn('ord_lasting', sequence, { waitingOn: 'dns', since: day(2), deadline: day(10) });
    await recordPlaced(database, 'ord_lasting', 'ca-1', []);
    await database.query(`update orders set alias = 'shop' where order_id = 'ord_lasting'`);
    const { turns } = await turnsOf('ord_lasting');
    expect(turns).toHaveLength(2);
    expect(turns[1]).toMatchObject({ waitingOn: 'dns', until: null, deadline: day(10) });
  });

  it('are never made of a late write of an older state', async () => {
    await startOrderRow(database, 'ord_late');
    await turn('ord_late', 5, { waitingOn: 'dns', since: day(4) });
    const before = await told('ord_late');
    await turn('ord_late', 4, { waitingOn: 'subscriber-dns', since: day(3) });
    await recordPlaced(database, 'ord_late', 'ca-1', [], {
      orderId: 'ord_late',
      sequence: 3,
      state: 'validating',
      waitingOn: 'us',
      since: day(2),
    });
    expect(await told('ord_late')).toEqual(before);
    // Whoever writes past the statements' own condition.
    await database.query(
      `update orders set waiting_on = 'us', since = $1, progress_sequence = 2 where order_id = 'ord_late'`,
      [day(2)],
    );
    expect(await told('ord_late')).toEqual(before);
  });

  it('of two proofs stand side by side, and each ends by itself', async () => {
    const track = (name: OrderTrack['track'], waitingOn: Wait, since: string): OrderTrack => ({
      track: name,
      status: 'open',
      waitingOn,
      since,
    });
    await startOrderRow(database, 'ord_two');
    const letter = track('organization', 'subscriber-letter', day(3));
    await turn('ord_two', 1, {
      waitingOn: 'subscriber-dns',
      since: day(2),
      tracks: [track('domain', 'subscriber-dns', day(2)), letter],
    });
    await turn('ord_two', 2, {
      waitingOn: 'subscriber-letter',
      since: day(3),
      tracks: [track('domain', 'ca-validation', day(6)), letter],
    });
    await turn('ord_two', 3, {
      waitingOn: 'subscriber-letter',
      since: day(3),
      tracks: [{ track: 'domain', status: 'done' }, letter],
    });
    const turns = await told('ord_two');
    expect(turns.slice(0, 3)).toEqual([
      [null, 'us', day(1), day(2)],
      ['domain', 'subscriber-dns', day(2), day(6)],
      ['organization', 'subscriber-letter', day(3), null],
    ]);
    expect(turns[3]?.slice(0, 3)).toEqual(['domain', 'ca-validation', day(6)]);
    expect(turns[3]?.[3]).not.toBeNull();
  });

  it('of an order that is older than they are kept are complete from then on', async () => {
    await storeOrder(database, { orderId: 'ord_old' });
    await database.query(
      `update orders set created_at = created_at - interval '1 year' where order_id = 'ord_old'`,
    );
    const { rows } = await database.query<{ since: Date }>('select since from order_turns_kept');
    const { completeSince, createdAt } = await turnsOf('ord_old');
    expect(completeSince).toBe(rows[0]?.since.toISOString());
    expect(Date.parse(createdAt)).toBeLessThan(Date.parse(completeSince));
  });

  it('are nobody else’s, and go with their order', async () => {
    expect(await loadTurns(database, 'other', 'ord_two')).toBeUndefined();
    await database.query(`delete from orders where order_id = 'ord_two'`);
    const { rows } = await database.query(`select from order_turns where order_id = 'ord_two'`);
    expect(rows).toEqual([]);
  });
});

describe('what is usual', () => {
  it('is made of ended turns of the same brand, type and wait; of those that a cancellation cut off none', async () => {
    for (let at = 1; at <= 10; at += 1) {
      await storeOrder(database, { orderId: `ord_usual_${at}`, form: { brand: 'wotrus', type: 'dv' } });
      await turn(`ord_usual_${at}`, 1, { waitingOn: 'subscriber-dns', since: day(2) });
      // One day, two days, and so on.
      await turn(`ord_usual_${at}`, 2, { waitingOn: 'ca-validation', since: day(2 + at) });
      await turn(`ord_usual_${at}`, 3, { state: 'cancelled' });
    }
    const { usual } = await turnsOf('ord_usual_1');
    expect(usual.find(({ waitingOn }) => waitingOn === 'subscriber-dns')).toEqual({
      waitingOn: 'subscriber-dns',
      turns: 10,
      medianSeconds: 5.5 * 86_400,
      ninetiethSeconds: 9.1 * 86_400,
    });
    expect(usual.map(({ waitingOn }) => waitingOn)).not.toContain('ca-validation');
  });
});
