/** Those who watch: everything once and in order, across processes, lost connections and restarts; nothing of another account. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { OrderEvents } from '../../../client/events/order-events.js';
import type { EventStream } from '../../../client/events/stream.js';
import type { Told, Watched } from '../../../client/events/told.js';
import { createDatabase, type Database } from '../../../db/database.js';
import type { Role } from '../../../domain/accounts/roles.js';
import { MOST_MISSED, MOST_QUEUED } from '../../../domain/orders/events.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { moveOrder, startOrderRow } from '../../support/moving-orders.js';
import { refusalOf } from '../../support/refusal-of.js';
import { until } from '../../support/until.js';

let test: TestDatabase;
let database: Database;
const hubs: OrderEvents[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase(test.url);
  return async () => {
    await database.end();
    await test.drop();
  };
});
afterEach(async () => {
  for (const hub of hubs.splice(0)) await hub.close();
});

/** One process of an API. By itself it reads once a minute only: what comes sooner was notified. */
function process(pauses = { listeningMs: 60_000, deafMs: 100 }): OrderEvents {
  const hub = new OrderEvents({ database, databaseUrl: test.url, pauses });
  hubs.push(hub);
  return hub;
}

const who = (account = 'default', role: Role = 'owner') =>
  ({ kind: 'key', id: 'k', name: 'k', account, role }) as const;
const open = (hub: OrderEvents, watched: Watched, after?: string, principal = who()) =>
  hub.open({ principal, watched, after });

/** What a reader takes, and the id that it would come back with. */
class Reader {
  readonly told: Told[] = [];
  id: string | undefined;
  ended = false;

  constructor(readonly stream: EventStream) {
    void this.#read();
  }

  get moves(): string[] {
    return this.told.flatMap(({ data }) =>
      'event' in data ? [`${data.orderId} ${data.state ?? data.what}`] : [],
    );
  }

  get numbers(): string[] {
    return this.told.flatMap(({ data }) => ('event' in data ? [data.event] : []));
  }

  async has(count: number): Promise<void> {
    await until(`${count} events, not ${this.moves.join(', ')}`, () =>
      Promise.resolve(this.moves.length >= count),
    );
  }

  async #read(): Promise<void> {
    for await (const told of this.stream) {
      this.told.push(told);
      this.id = told.id ?? this.id;
    }
    this.ended = true;
  }
}

describe('a reader', () => {
  it('is told that it listens, then of every move in its order, with the order as it stands', async () => {
    const hub = process();
    const reader = new Reader(await open(hub, { watch: 'orders' }));
    await startOrderRow(database, 'a-1');
    await moveOrder(database, 'a-1', 1, { waitingOn: 'dns' });
    await moveOrder(database, 'a-1', 2, { state: 'issuing', waitingOn: 'ca-issuance' });
    await moveOrder(database, 'a-1', 3, { state: 'issued' });
    await reader.has(4);
    expect(reader.told[0]).toMatchObject({ name: 'ready', data: { order: null } });
    expect(reader.moves).toEqual(['a-1 validating', 'a-1 validating', 'a-1 issuing', 'a-1 issued']);
    expect(reader.told.at(-1)).toMatchObject({
      name: 'order',
      data: {
        account: 'default',
        waits: [],
        order: { orderId: 'a-1', state: 'issued', names: ['www.example.com'] },
      },
    });
  });

  it('of one order begins with how it stands, and hears of no other', async () => {
    await startOrderRow(database, 'b-1');
    await startOrderRow(database, 'b-2');
    const reader = new Reader(await open(process(), { watch: 'order', orderId: 'b-1' }));
    await moveOrder(database, 'b-2', 1, { state: 'issued' });
    await moveOrder(database, 'b-1', 1, { state: 'issued' });
    await reader.has(1);
    expect(reader.told[0]).toMatchObject({
      name: 'ready',
      data: { order: { orderId: 'b-1', state: 'validating' } },
    });
    expect(reader.moves).toEqual(['b-1 issued']);
  });

  it('of an inbox hears what begins and ceases to wait on people, and nothing else', async () => {
    await startOrderRow(database, 'c-1');
    const reader = new Reader(await open(process(), { watch: 'inbox' }));
    await moveOrder(database, 'c-1', 1, { waitingOn: 'dns' });
    await moveOrder(database, 'c-1', 2, { waitingOn: 'subscriber-dns' });
    await moveOrder(database, 'c-1', 3, { waitingOn: 'ca-validation' });
    await moveOrder(database, 'c-1', 4, { waitingOn: 'reviewer-letter' });
    await moveOrder(database, 'c-1', 5, { waitingOn: 'subscriber-letter' });
    await reader.has(3);
    expect(reader.told.flatMap(({ name, data }) => ('event' in data ? [[name, data.waits]] : []))).toEqual([
      ['inbox', ['subscriber-dns']],
      ['inbox', []],
      ['inbox', ['subscriber-letter']],
    ]);
  });
});

describe('resumed', () => {
  it('at any event, a reader hears the rest of what there was, once', async () => {
    const hub = process();
    const reader = new Reader(await open(hub, { watch: 'orders' }));
    await startOrderRow(database, 'd-1');
    await startOrderRow(database, 'd-2');
    await moveOrder(database, 'd-1', 1, { state: 'issued' });
    await moveOrder(database, 'd-2', 1, { state: 'issued' });
    await reader.has(4);
    const ids = reader.told.map(({ id }) => id);
    expect(ids.every((id) => id !== undefined)).toBe(true);
    // Another process, later.
    const other = process();
    for (const [taken, id] of ids.entries()) {
      const again = new Reader(await open(other, { watch: 'orders' }, id));
      await again.has(4 - taken);
      expect(again.numbers).toEqual(reader.numbers.slice(taken));
    }
    await moveOrder(database, 'd-1', 2, { state: 'issued', reason: 'once more' });
    await reader.has(5);
  });

  it('from the middle of what was read at once, too', async () => {
    const since = new Reader(await open(process(), { watch: 'orders' }));
    await until('ready', () => Promise.resolve(since.id !== undefined));
    const before = since.id;
    for (let count = 0; count < 10; count += 1) await startOrderRow(database, `e-${count}`);
    const hub = process();
    const all = new Reader(await open(hub, { watch: 'orders' }, before));
    await all.has(10);
    for (const at of [0, 4, 8]) {
      const again = new Reader(await open(hub, { watch: 'orders' }, all.told[at]?.id));
      await again.has(9 - at);
      expect(again.numbers).toEqual(all.numbers.slice(at + 1));
    }
  });

  it('a reader of before is told to read anew where what it missed is not told any more', async () => {
    const hub = process();
    const first = new Reader(await open(hub, { watch: 'orders' }));
    await until('ready', () => Promise.resolve(first.id !== undefined));
    const [store = '', at = '', ...rest] = (first.id ?? '').split('.');
    const old = [store, (Number.parseInt(at, 36) - 80 * 3_600_000).toString(36), ...rest].join('.');
    const foreign = ['0123456789', at, ...rest].join('.');
    for (const id of [old, foreign, 'nonsense', '1', `${first.id ?? ''}0`.repeat(50)]) {
      const reader = new Reader(await open(hub, { watch: 'orders' }, id));
      await until('reset', () => Promise.resolve(reader.told.length > 0));
      expect(reader.told[0]?.name).toBe('reset');
    }
  });

  it('a reader that missed more than is told one by one is told to read anew', async () => {
    const hub = process();
    const first = new Reader(await open(hub, { watch: 'orders' }));
    await until('ready', () => Promise.resolve(first.id !== undefined));
    const id = first.id;
    first.stream.end();
    await database.query(
      `insert into order_events (account, order_id, what) select 'default', 'f-1', 'proof' from generate_series(1, $1)`,
      [MOST_MISSED + 1],
    );
    const reader = new Reader(await open(hub, { watch: 'orders' }, id));
    await startOrderRow(database, 'f-2');
    await reader.has(1);
    expect(reader.told.map(({ name }) => name)).toEqual(['reset', 'order']);
  });
});

describe('nothing is missed', () => {
  it('while the connection that listens is away', async () => {
    const hub = process();
    const reader = new Reader(await open(hub, { watch: 'orders' }));
    await startOrderRow(database, 'g-1');
    await reader.has(1);
    for (let count = 1; count <= 3; count += 1) {
      await database.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'sealflow-events' and datname = current_database()`,
      );
      await moveOrder(database, 'g-1', count, { reason: String(count) });
      await reader.has(1 + count);
    }
    expect(new Set(reader.numbers).size).toBe(4);
  });

  it('by two processes, while orders move at once and readers come and go', async () => {
    const processes = [process(), process()] as const;
    const orders = Array.from({ length: 8 }, (_, index) => `h-${index}`);
    const steady = new Reader(await open(processes[0], { watch: 'orders' }));
    await until('ready', () => Promise.resolve(steady.id !== undefined));
    const heard: string[][] = [[], [], [], []];
    let moves = true;
    const wandering = heard.map(async (numbers, index) => {
      let id: string | undefined = steady.id;
      while (moves || numbers.length < steady.numbers.length) {
        const stream = await open(processes[index % 2 === 0 ? 0 : 1], { watch: 'orders' }, id);
        let left = 1 + ((index * 7 + numbers.length) % 5);
        // A reader that has nothing more to hear comes back as well.
        const timer = setTimeout(() => stream.end(), 200);
        for await (const told of stream) {
          id = told.id ?? id;
          if ('event' in told.data && told.data.orderId.startsWith('h-')) numbers.push(told.data.event);
          if ((left -= 1) === 0) stream.end();
        }
        clearTimeout(timer);
      }
    });
    await Promise.all(
      orders.map(async (orderId) => {
        await startOrderRow(database, orderId);
        for (let sequence = 1; sequence <= 12; sequence += 1)
          await moveOrder(database, orderId, sequence, { reason: `${sequence}` });
      }),
    );
    await steady.has(8 * 13);
    moves = false;
    await Promise.all(wandering);
    for (const numbers of [steady.numbers, ...heard]) {
      expect(new Set(numbers)).toEqual(new Set(steady.numbers));
      expect(numbers).toHaveLength(8 * 13);
    }
    for (const orderId of orders) {
      const reasons = steady.told.flatMap(({ data }) =>
        'event' in data && data.orderId === orderId ? [BigInt(data.event)] : [],
      );
      expect(reasons).toEqual([...reasons].sort((one, other) => Number(one - other)));
    }
  });
});

describe('who may not', () => {
  it('of another account hears nothing, and finds no order of it', async () => {
    await startOrderRow(database, 'i-1');
    const hub = process();
    const foreign = new Reader(await open(hub, { watch: 'orders' }, undefined, who('another')));
    const foreignInbox = new Reader(await open(hub, { watch: 'inbox' }, undefined, who('another')));
    const own = new Reader(await open(hub, { watch: 'orders' }));
    await until('ready', () => Promise.resolve(own.id !== undefined));
    const refused = await refusalOf(open(hub, { watch: 'order', orderId: 'i-1' }, undefined, who('another')));
    expect(refused).toMatchObject({ code: 'NotFound', field: 'orderId' });
    await moveOrder(database, 'i-1', 1, { waitingOn: 'subscriber-dns' });
    await startOrderRow(database, 'i-2', 'another');
    await foreign.has(1);
    await own.has(1);
    expect(foreign.moves).toEqual(['i-2 validating']);
    expect(foreignInbox.moves).toEqual([]);
    // What own readers may resume from tells a foreign one nothing either.
    const stolen = new Reader(await open(hub, { watch: 'orders' }, own.told[0]?.id, who('another')));
    await stolen.has(1);
    expect(stolen.moves).toEqual(['i-2 validating']);
  });

  it('in the role for letters sees orders only while they wait on people', async () => {
    await startOrderRow(database, 'j-1');
    const hub = process();
    const letters = who('default', 'letters');
    expect(await refusalOf(open(hub, { watch: 'orders' }, undefined, letters))).toMatchObject({
      code: 'NotAllowed',
    });
    const early = await refusalOf(open(hub, { watch: 'order', orderId: 'j-1' }, undefined, letters));
    expect(early).toMatchObject({ code: 'NotFound' });
    await moveOrder(database, 'j-1', 1, { waitingOn: 'subscriber-letter' });
    const reader = new Reader(await open(hub, { watch: 'order', orderId: 'j-1' }, undefined, letters));
    await moveOrder(database, 'j-1', 2, { waitingOn: 'reviewer-letter' });
    await moveOrder(database, 'j-1', 3, { waitingOn: 'ca-issuance', state: 'issuing' });
    await moveOrder(database, 'j-1', 4, { waitingOn: 'subscriber-dns' });
    await reader.has(2);
    // That it has left, and nothing of where it went.
    const told = reader.told.flatMap(({ data }) => ('event' in data ? [data] : []));
    expect(told.map(({ waits, state }) => [waits, state])).toEqual([
      [['reviewer-letter'], 'validating'],
      [[], null],
    ]);
    // With the first the order may come as it stood for a moment.
    expect(told[1]?.order ?? undefined).toBeUndefined();
    await moveOrder(database, 'j-1', 5, { waitingOn: 'subscriber-letter' });
    await reader.has(3);
    expect(reader.told.at(-1)?.data).toMatchObject({
      waits: ['subscriber-letter'],
      order: { orderId: 'j-1' },
    });
  });

  it('in the role for letters has an inbox without what waits for DNS, money or approval', async () => {
    await startOrderRow(database, 'm-1');
    const hub = process();
    const letters = who('default', 'letters');
    const inbox = new Reader(await open(hub, { watch: 'inbox' }, undefined, letters));
    await until('ready', () => Promise.resolve(inbox.id !== undefined));
    await moveOrder(database, 'm-1', 1, { waitingOn: 'subscriber-dns' });
    await moveOrder(database, 'm-1', 2, { waitingOn: 'subscriber-payment' });
    await moveOrder(database, 'm-1', 3, { waitingOn: 'approver-decision' });
    await moveOrder(database, 'm-1', 4, { waitingOn: 'subscriber-letter' });
    await inbox.has(1);
    const entered = inbox.told.flatMap(({ data }) => ('event' in data ? [data] : []));
    expect(entered).toMatchObject([{ waits: ['subscriber-letter'], order: { orderId: 'm-1' } }]);
    await moveOrder(database, 'm-1', 5, { waitingOn: 'subscriber-dns' });
    await inbox.has(2);
    expect(inbox.told.at(-1)?.data).toMatchObject({ orderId: 'm-1', waits: [], state: null, order: null });
    // Resumed, it is told no more of it than it was then; of how the order stands now, nothing.
    const resumed = new Reader(await open(hub, { watch: 'inbox' }, inbox.told[0]?.id, letters));
    await resumed.has(2);
    expect(resumed.told.map(({ data }) => data.order)).toEqual([null, null]);
    const foreign = await refusalOf(
      open(hub, { watch: 'order', orderId: 'm-1' }, inbox.told[0]?.id, letters),
    );
    expect(foreign).toMatchObject({ code: 'NotFound' });
  });

  it('as operator sees every account’s waits, and of no order what is in it', async () => {
    await startOrderRow(database, 'k-1');
    await startOrderRow(database, 'k-2', 'another');
    const hub = process();
    const operator = who('', 'operator');
    for (const watched of [{ watch: 'orders' }, { watch: 'order', orderId: 'k-1' }] as const)
      expect(await refusalOf(open(hub, watched, undefined, operator))).toMatchObject({ code: 'NotAllowed' });
    const reader = new Reader(await open(hub, { watch: 'inbox' }, undefined, operator));
    await moveOrder(database, 'k-1', 1, { waitingOn: 'subscriber-dns' });
    await moveOrder(database, 'k-2', 1, { waitingOn: 'subscriber-letter' });
    await reader.has(2);
    expect(reader.told.flatMap(({ data }) => ('event' in data ? [data] : []))).toMatchObject([
      { account: 'default', orderId: 'k-1', waits: ['subscriber-dns'], order: null },
      { account: 'another', orderId: 'k-2', waits: ['subscriber-letter'], order: null },
    ]);
    expect(JSON.stringify(reader.told)).not.toContain('example.com');
  });
});

describe('a slow reader', () => {
  it('is cut off once too much waits for it, and resumes without a gap', async () => {
    const hub = process();
    const slow = await open(hub, { watch: 'orders' });
    const reading = slow[Symbol.asyncIterator]();
    const ready = await reading.next();
    const quick = new Reader(await open(hub, { watch: 'orders' }));
    await until('ready', () => Promise.resolve(quick.id !== undefined));
    await startOrderRow(database, 'l-1');
    const moves = MOST_QUEUED + 5;
    for (let sequence = 1; sequence < moves; sequence += 1)
      await moveOrder(database, 'l-1', sequence, { reason: `${sequence}` });
    await quick.has(moves);
    expect(slow.ended).toBe('slow');
    expect((await reading.next()).done).toBe(true);
    const again = new Reader(await open(hub, { watch: 'orders' }, (ready.value as Told).id));
    await again.has(moves);
    expect(again.numbers).toEqual(quick.numbers);
  });
});

describe('a process that stops', () => {
  it('ends its streams, takes its name away, and opens no more', async () => {
    const hub = process();
    const reader = new Reader(await open(hub, { watch: 'orders' }));
    const listeners = async () =>
      (await database.query('select from event_listeners where listens_until > now()')).rowCount;
    expect(await listeners()).toBeGreaterThan(0);
    await hub.close();
    await until('the end', () => Promise.resolve(reader.ended));
    expect(await listeners()).toBe(0);
    await expect(open(hub, { watch: 'orders' })).rejects.toThrow('being stopped');
    expect(hub.openStreams).toBe(0);
  });
});
