/** The calendar, and its secret address: whose it is, what stands in it, and that it is nobody's once rotated, revoked, or its person gone. */
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CalendarView } from '../../../client/plans/calendar/entries.js';
import type { ShownCalendarFeed } from '../../../client/plans/calendar/index.js';
import { createServedWorld, sendTo, type ServedWorld } from '../../support/api/served-world.js';
import { order, standing } from '../../support/orders.js';

const NAME = 'shop.example.com';
const DAY_MS = 86_400_000;

let served: ServedWorld;
let ling: string;
let stranger: string;
let waiting: string;

beforeAll(async () => {
  served = await createServedWorld();
  ling = await sessionOf('default', 'ling');
  stranger = await sessionOf('second', 'wang');
  waiting = await order(served.world, NAME, { validation: 'manual-dns' });
  await standing(served.world, waiting, 'subscriber-dns');
}, 120_000);
afterAll(() => served.stop());

async function sessionOf(account: string, login: string): Promise<string> {
  const { OrderClient } = await import('../../../client/order-client.js');
  const { temporal, taskQueue, dependencies } = served.world;
  const client = new OrderClient({ temporal, taskQueue, ...dependencies, account });
  const { userId } = await client.users.add({ login, role: 'owner' });
  return `Bearer ${(await served.keys.identities.openSession(userId, '192.0.2.7')).token}`;
}

async function asked<Answered>(path: string, as: string, method = 'GET'): Promise<Answered> {
  const { status, text } = await served.send(method, path, { as, ...(method === 'POST' && { body: {} }) });
  expect([path, status < 300, text.slice(0, 300)]).toEqual([path, true, text.slice(0, 300)]);
  return JSON.parse(text) as Answered;
}

const read = (path: string) => sendTo(served.url, 'GET', path, {});
const made = () => asked<ShownCalendarFeed>('/v1/calendar/feed', ling, 'POST');

describe('the calendar', () => {
  it('has the deadlines of waits, and the days on which rules begin', async () => {
    const to = new Date(Date.now() + 250 * 7 * DAY_MS).toISOString().slice(0, 10);
    const { entries, rules } = await asked<CalendarView>(`/v1/calendar?from=2020-01-01&to=${to}`, ling);
    expect(entries).toContainEqual(
      expect.objectContaining({
        kind: 'order-deadline',
        orderId: waiting,
        party: 'subscriber',
        names: [NAME],
      }),
    );
    expect(rules.map(({ day }) => day)).toContain('2029-03-15');
    const { what } = rules.find(({ day }) => day === '2029-03-15') ?? { what: { zh: '', en: '' } };
    expect([what.en, what.zh]).toEqual([
      expect.stringContaining('47 days'),
      expect.stringContaining('47 天'),
    ]);
  });

  it('tells when a company’s check is usually over', async () => {
    const expectedBy = new Date(Date.now() + DAY_MS).toISOString();
    await served.world.dependencies.database.query('update orders set tracks = $2 where order_id = $1', [
      waiting,
      JSON.stringify([{ track: 'organization', status: 'open', waitingOn: 'reviewer-letter', expectedBy }]),
    ]);
    const { entries } = await asked<CalendarView>('/v1/calendar', ling);
    expect(entries).toContainEqual(
      expect.objectContaining({
        kind: 'expected-end',
        at: expectedBy,
        party: 'reviewer',
        wait: 'reviewer-letter',
      }),
    );
    await served.world.dependencies.database.query('update orders set tracks = null where order_id = $1', [
      waiting,
    ]);
  });

  it('is the account’s own, and refuses what is no day', async () => {
    expect((await asked<CalendarView>('/v1/calendar', stranger)).entries).toEqual([]);
    const wrong = await served.send('GET', '/v1/calendar?from=soon', { as: ling });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'InvalidInput']);
  });
});

describe('its address', () => {
  it('is read by calendar programs, without anybody’s data', async () => {
    const { path } = await made();
    for (const [language, word] of [
      ['en', 'the order ends'],
      ['zh', '订单将因等待到期而结束'],
    ] as const) {
      const file = await read(`${path}?lang=${language}`);
      expect([file.status, file.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
      const calendar = new ICAL.Component(ICAL.parse(file.text) as never);
      const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
      const own = events.find(({ uid }) => uid.includes(waiting));
      expect(own?.summary).toContain(NAME);
      expect(own?.summary).toContain(word);
      expect(events.some(({ uid }) => uid.startsWith('rule.'))).toBe(true);
      expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
    }
  });

  it('is shown once, kept as a hash, and has no secret in the log', async () => {
    const { path } = await made();
    const token = path.slice('/calendar/'.length, -'.ics'.length);
    expect(JSON.stringify(await asked('/v1/calendar/feed', ling))).not.toContain(token);
    const { rows } = await served.world.dependencies.database.query(
      `select (select json_agg(f) from calendar_feeds f)::text as feeds, (select json_agg(o) from operations o)::text as log`,
    );
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).toContain('calendar-feed.create');
  });

  it('is nobody’s once rotated, revoked, or its person left, and says the same of what never was one', async () => {
    const first = await made();
    const second = await made();
    const nobody = await read(`/calendar/skc_${'A'.repeat(43)}.ics`);
    const same = async (path: string) => {
      const { status, body } = await read(path);
      expect([status, body.code, body.detail]).toEqual([404, nobody.body.code, nobody.body.detail]);
    };
    await same(first.path);
    expect((await read(second.path)).status).toBe(200);
    await served.send('DELETE', '/v1/calendar/feed', { as: ling });
    await same(second.path);
    expect((await served.send('DELETE', '/v1/calendar/feed', { as: ling })).status).toBe(204);
    const third = await made();
    await served.world.dependencies.database.query(
      `update memberships set role = 'letters' where account = 'default' and user_id = (select user_id from users where login = 'ling')`,
    );
    await same(third.path);
    await served.world.dependencies.database.query(
      `update memberships set role = 'owner' where account = 'default' and user_id = (select user_id from users where login = 'ling')`,
    );
    expect((await read(third.path)).status).toBe(200);
  });

  it('is each person’s own, and none of a key', async () => {
    await made();
    expect(await asked('/v1/calendar/feed', stranger)).toEqual({ feed: null });
    const key = await served.send('POST', '/v1/calendar/feed', { as: await served.keyOf('owner'), body: {} });
    expect([key.status, key.body.code]).toEqual([409, 'RefusedInThisState']);
  });
});
