/** Orders as people look for them: by several states, by tab, whose turn it is, a type, a deadline, and by what they type into one box. */
import type { Client } from '@temporalio/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { OrderClient } from '../../../client/order-client.js';
import type { OrderFilter } from '../../../db/statements/orders/lists.js';
import type { Database } from '../../../db/database.js';
import { markStarted } from '../../../db/statements/orders/requests.js';
import { moveOrder } from '../../support/moving-orders.js';
import { ownDatabase } from '../../support/own-database.js';
import { refusalOf } from '../../support/refusal-of.js';
import { storeLetterOrder, storeOrder } from '../../support/stored-orders.js';

const NOW = Date.parse('2026-11-10T00:00:00Z');
const DAY_MS = 86_400_000;

let database: Database;
let orders: OrderClient;

beforeAll(async () => {
  database = await ownDatabase();
  const temporal = undefined as unknown as Client;
  orders = new OrderClient({ temporal, database, masterKeys: [], clock: () => NOW });
  for (const [orderId, names, alias] of [
    ['ord_draft', [], null],
    ['ord_dns', ['www.shop.example.com'], null],
    ['ord_letter', ['pay.example.com'], '官网 Portal'],
    ['ord_issued', ['old-shop.example.net'], null],
    ['ord_expiring', ['xn--fiqs8s.example.org'], null],
    ['ord_leaving', ['leaving.example.org'], null],
    ['ord_cancelled', ['gone.example.com'], '=HYPERLINK("http://x","a,b")'],
  ] as const) {
    if (orderId === 'ord_letter') await storeLetterOrder(database, orderId, 'globalsign');
    else await storeOrder(database, { orderId });
    await markStarted(database, orderId);
    await database.query('update orders set names = $2, alias = $3 where order_id = $1', [
      orderId,
      names,
      alias,
    ]);
  }
  await database.query(
    `update orders set state = 'pending-submission', waiting_on = 'subscriber-form' where order_id = 'ord_draft'`,
  );
  await moveOrder(database, 'ord_dns', 1, { waitingOn: 'subscriber-dns' });
  await database.query(`update orders set deadline = $1 where order_id = 'ord_dns'`, [
    new Date(NOW + DAY_MS),
  ]);
  await database.query(
    `update orders set waiting_on = 'ca-validation', tracks = $1
      where order_id = 'ord_letter'`,
    [
      JSON.stringify([
        { track: 'domain', status: 'open', waitingOn: 'ca-validation' },
        {
          track: 'organization',
          status: 'open',
          waitingOn: 'subscriber-letter',
          deadline: new Date(NOW + 2 * DAY_MS).toISOString(),
        },
      ]),
    ],
  );
  for (const [orderId, days, revokedIn] of [
    ['ord_issued', 100, null],
    ['ord_expiring', 20, null],
    // Revoked only a moment from now.
    ['ord_leaving', 20, 1],
  ] as const) {
    await moveOrder(database, orderId, 1, { state: 'issued' });
    await database.query(
      `insert into certificates (certificate_id, order_id, account, names, serial_number, fingerprint_sha256, issuer,
                                 not_before, not_after, certificate_pem, chain_pem, revoked_at)
       values ('cert_' || $1, $1, 'default', '{}', '', $1, '', $2, $3, '', '', $4)`,
      [
        orderId,
        new Date(NOW - DAY_MS),
        new Date(NOW + days * DAY_MS),
        revokedIn && new Date(NOW + revokedIn * DAY_MS),
      ],
    );
  }
  await moveOrder(database, 'ord_cancelled', 1, { state: 'cancelled' });
  // Never started: nobody sees it.
  await storeOrder(database, { orderId: 'ord_stored', form: { names: ['stored.shop.example.com'] } });
});

const found = async (filter: OrderFilter) =>
  (await orders.list(filter)).map(({ orderId }) => orderId.replace('ord_', '')).sort();

describe('orders', () => {
  it.each<[string, OrderFilter, string[]]>([
    ['several states', { state: ['issued', 'cancelled'] }, ['cancelled', 'expiring', 'issued', 'leaving']],
    ['one state alone in a list', { state: ['cancelled'] }, ['cancelled']],
    ['states that come twice', { state: ['cancelled', 'cancelled'] }, ['cancelled']],
    ['the tab of drafts', { tab: 'to-submit' }, ['draft']],
    ['the tab of what is worked on', { tab: 'validating' }, ['dns', 'letter']],
    ['the tab of what was issued', { tab: 'issued' }, ['expiring', 'issued', 'leaving']],
    ['the tab of what expires soon', { tab: 'expiring' }, ['expiring', 'leaving']],
    ['the tab of what ended', { tab: 'ended' }, ['cancelled']],
    ['a tab and a state that is not in it', { tab: 'ended', state: 'issued' }, []],
    ['whose turn it is, of either proof', { party: 'subscriber' }, ['dns', 'draft', 'letter']],
    ['whose turn it is', { party: 'ca' }, ['letter']],
    ['whose turn it is, of a brand', { party: 'subscriber', brand: 'globalsign' }, ['letter']],
    ['a party and a wait of another', { party: 'ca', waitingOn: 'subscriber-dns' }, []],
    ['a type', { type: 'ov' }, ['letter']],
    ['a deadline', { deadlineBefore: '2026-11-12' }, ['dns']],
    ['a deadline of either proof', { deadlineBefore: '2026-11-12T00:00:01Z' }, ['dns', 'letter']],
    ['part of a name', { search: 'SHOP' }, ['dns', 'issued']],
    ['part of a name within a tab', { search: 'shop', tab: 'validating' }, ['dns']],
    ['part of an alias', { search: '官网' }, ['letter']],
    ['part of an alias in whatever case', { search: ' portal ' }, ['letter']],
    ['a label of other letters', { search: '中国' }, ['expiring']],
    ['the beginning of an id', { search: 'ord_iss' }, ['issued']],
    ['what is no beginning of an id', { search: 'rd_issued' }, []],
    ['the word that its own index has', { search: 'brand' }, []],
  ])('are found by %s', async (_what, filter, expected) => {
    expect(await found(filter)).toEqual(expected);
  });

  it.each([{ search: '   ' }, { state: [] }, { deadlineBefore: '2026-02-30' }] as const)(
    'are not looked for by %j',
    async (filter) => {
      expect((await refusalOf(orders.list(filter))).field).toBe(Object.keys(filter)[0]);
    },
  );

  it('are counted as the tabs list them', async () => {
    const counts = await orders.counts();
    expect(counts).toEqual({ 'to-submit': 1, validating: 2, issued: 3, expiring: 2, ended: 1 });
    for (const [tab, count] of Object.entries(counts))
      expect(await orders.list({ tab: tab as keyof typeof counts })).toHaveLength(count);
  });

  it('of a member for whom letters are: those that wait on people, and no others', async () => {
    const principal = {
      kind: 'user',
      id: 'usr_1',
      name: 'wang',
      account: 'default',
      role: 'letters',
    } as const;
    const temporal = undefined as unknown as Client;
    const letters = new OrderClient({ temporal, database, masterKeys: [], principal });
    expect(await letters.counts()).toEqual({
      'to-submit': 0,
      validating: 1,
      issued: 0,
      expiring: 0,
      ended: 0,
    });
    expect((await letters.list({ search: 'example' })).map(({ orderId }) => orderId)).toEqual(['ord_letter']);
  });
});

describe('certificates', () => {
  it('are found by several states, and by part of a name or the beginning of an id', async () => {
    const ids = async (filter: Parameters<typeof orders.certificates.list>[0]) =>
      (await orders.certificates.list(filter)).map(({ certificateId }) => certificateId).sort();
    expect(await ids({ state: ['active', 'expiring'] })).toEqual([
      'cert_ord_expiring',
      'cert_ord_issued',
      'cert_ord_leaving',
    ]);
    expect(await ids({ state: ['expiring', 'revoked'] })).toEqual(['cert_ord_expiring', 'cert_ord_leaving']);
    expect(await ids({ search: 'cert_ord_iss' })).toEqual(['cert_ord_issued']);
    expect(await ids({ search: 'ord_iss' })).toEqual(['cert_ord_issued']);
  });
});

describe('the table of them', () => {
  const table = async (request: Parameters<OrderClient['exportOrders']>[0]) => {
    const lines: string[] = [];
    for await (const line of orders.exportOrders(request)) lines.push(line);
    return lines;
  };

  it('has its columns in words of the language, and a line for each order of the filter', async () => {
    const [columns = '', line = '', ...rest] = await table({
      tab: 'validating',
      search: 'pay',
      language: 'zh',
    });
    expect(columns.startsWith('订单编号,状态,品牌')).toBe(true);
    expect(line).toContain('ord_letter,验证中');
    expect(line).toContain('官网 Portal');
    expect(rest).toEqual([]);
    expect((await table({ language: 'en' }))[0]).toContain('Order,State,Brand');
  });

  it('has no cell that a spreadsheet would take for a formula', async () => {
    const [, line = ''] = await table({ tab: 'ended' });
    expect(line).toContain(`"'=HYPERLINK(""http://x"",""a,b"")"`);
    for (const begin of ['=', '+', '-', '@', '\t', '\r', '\n']) {
      await database.query(`update orders set alias = $1 where order_id = 'ord_cancelled'`, [`${begin}1+1`]);
      const [, told = ''] = await table({ tab: 'ended' });
      expect(told).toMatch(/,"?'[=+\-@\t ]/);
      expect(told).not.toMatch(/[\r\n]/);
    }
  });

  it('refuses what a list would before a line is told', async () => {
    expect((await refusalOf(table({ state: 'none' as never }))).field).toBe('state');
  });
});
