/** Every list by an index: the statements as they are sent, on accounts of very different sizes, and the plans Postgres makes. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillDatabase } from '../../../bench/stored/fill.js';
import {
  ACCOUNT_LISTS,
  askedOf,
  listingClient,
  OTHER_LISTS,
  watchedDatabase,
  type Asked,
  type Sent,
} from '../../../bench/stored/lists.js';
import { explained } from '../../../bench/stored/measure-lists.js';
import type { PageRequest } from '../../../client/pages.js';
import { createDatabase, type Database } from '../../../db/database.js';
import { certificateStateAt } from '../../../domain/certificates/state.js';
import { CERTIFICATE_STATES } from '../../../domain/certificates/words.js';
import { refusalOf } from '../../support/refusal-of.js';
import { asOwner, createTestDatabase, type TestDatabase } from '../../support/postgres.js';

/** Few enough to be made in seconds; below, a walk through the whole table would be the shortest way. */
const ORDERS = 5_000;

const LARGE_TABLES = [
  'orders',
  'certificates',
  'account_notices',
  'operations',
  'payments',
  'plans',
  'order_words',
  'certificate_words',
  'order_events',
  'order_turns',
];

/** The index that each kind of list is meant to be led by. */
const LED_BY: Readonly<Record<string, string>> = {
  orders: 'order_words_pkey',
  'orders, a small account': 'order_words_pkey',
  'orders, state issued': 'orders_in_state_of_brand',
  'orders, waiting on subscriber-dns': 'orders_waiting_of_brand',
  'orders, waiting on ca-organization': 'orders_waiting_second_track_of_brand',
  'orders, waiting on people': 'orders_waiting_on_people',
  'orders, waiting on people and brand': 'orders_waiting_on_people',
  'whatever waits, of all accounts': 'orders_that_wait',
  'what is due first, of all accounts': 'orders_due',
  'what is due first, of a small account': 'orders_due_of_account',
  'orders, state and brand': 'orders_in_state_of_brand',
  'orders, wait and brand': 'orders_waiting_of_brand',
  'orders, state and tag': 'order_words_pkey',
  'orders, open state and tag': 'order_words_pkey',
  'orders, state and project': 'order_words_pkey',
  'orders, brand trustasia': 'order_words_pkey',
  'orders, name': 'order_words_pkey',
  'orders, tag of many': 'order_words_pkey',
  'orders, tag key': 'order_words_pkey',
  'orders, project': 'order_words_pkey',
  'orders, alias of many': 'order_words_pkey',
  'orders, alias of none': 'order_words_by_part_of_alias',
  'orders, several states': 'orders_in_state_of_brand',
  'orders, several states and brand': 'orders_in_state_of_brand',
  'orders, several states and tag': 'order_words_pkey',
  'orders, tab validating': 'orders_in_state_of_brand',
  'orders, tab ended': 'orders_in_state_of_brand',
  'orders, tab expiring': 'certificates_by_expiry_span',
  'orders, party': 'orders_waiting_of_brand',
  'orders, party and brand': 'orders_waiting_second_track_of_brand',
  'orders, party and tag': 'order_words_pkey',
  'orders, type': 'order_words_pkey',
  'orders, deadline': 'orders_in_state_of_brand',
  'orders, search': 'order_words_pkey',
  'orders, search of all': 'order_words_pkey',
  'orders, search of an id': 'order_words_pkey',
  'orders under each tab': 'orders_in_state_of_brand',
  'orders that wait on people, under each tab': 'orders_waiting_on_people',
  'how long orders took': 'orders_in_state_of_brand',
  certificates: 'certificates_by_standing',
  'certificates, active': 'certificates_by_expiry_span',
  'certificates, expired': 'certificates_by_expiry_span',
  'certificates, expiring': 'certificates_by_expiry_span',
  'certificates, revoked': 'certificates_by_standing',
  'certificates, replaced': 'certificates_by_standing',
  'certificates, name': 'certificate_words_pkey',
  'certificates, tag': 'certificate_words_pkey',
  'certificates, several states': 'certificates_by_expiry_span',
  'certificates, search': 'certificate_words_pkey',
  plans: 'plans_by_end',
  payments: 'payments_in_state',
  'payments, owed': 'payments_in_state',
  'payments, due': 'order_words_pkey',
  notices: 'account_notices_by_kind',
  'notices, unread': 'account_notices_not_read',
  'notices, kind': 'account_notices_by_kind',
  'notices, about an order': 'account_notices_by_order',
  operations: 'operations_pkey',
  'operations, about an order': 'operations_by_subject',
  'plans that nobody watches': 'certificates_unwatched',
  'certificates whose CA is to be asked when it wants them replaced': 'renewal_windows_due',
  'plans that have not heard when their CA wants them to go on': 'renewal_windows_untold',
  'uploads of unknown key': 'certificates_of_unknown_key',
  'sweep of what was never started': 'orders_never_started',
  'proofs of the same company': 'orders_of_company',
  'turns of an order': 'order_turns_pkey',
  'events since a snapshot': 'order_events_as_written',
};

let test: TestDatabase;
let plain: Database;
let asked: Asked;
const sent: Sent[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  await fillDatabase(asOwner(test.url), { orders: ORDERS });
  plain = createDatabase(test.url);
  asked = await askedOf(watchedDatabase(plain, (statement) => sent.push(statement)));
}, 180_000);
afterAll(async () => {
  await plain.end();
  await test.drop();
});

describe('each list', () => {
  it.each(Object.entries({ ...ACCOUNT_LISTS, ...OTHER_LISTS }))(
    '%s: walks no large table, and is led by the index that is meant',
    async (name, list) => {
      sent.length = 0;
      await list(asked);
      const statements = sent.filter(({ text }) => !/^\s*(begin|commit)/.test(text));
      expect(statements.length).toBeGreaterThan(0);
      const plans = [];
      for (const statement of statements) plans.push(...(await explained(plain, statement)));
      const walked = plans
        .filter((node) => node['Node Type'] === 'Seq Scan')
        .map((node) => node['Relation Name']);
      expect(walked.filter((table) => LARGE_TABLES.includes(table ?? ''))).toEqual([]);
      const meant = LED_BY[name];
      if (meant !== undefined) expect(plans.map((node) => node['Index Name'])).toContain(meant);
    },
  );

  it('of all orders is merged from its brands, of which no more is read than the page takes', async () => {
    sent.length = 0;
    await ACCOUNT_LISTS.orders?.(asked);
    const last = sent.findLast(({ text }) => text.includes('order_words'));
    if (!last) throw new Error('no list was asked for');
    const nodes = (await explained(plain, last)).map((node) => node['Node Type']);
    expect(nodes).toContain('Merge Append');
    expect(nodes).not.toContain('Sort');
  });

  it.each(['certificates, active', 'certificates, expiring', 'certificates, expired'] as const)(
    '%s: those that are about to leave use are reckoned to be few, however many there are',
    async (name) => {
      sent.length = 0;
      await ACCOUNT_LISTS[name]?.(asked);
      const last = sent.findLast(({ text }) => text.includes('leaving'));
      if (!last) throw new Error('nothing was asked of those that are about to leave use');
      const nodes = await explained(plain, last);
      const leaving = nodes.find((node) => node['Index Name'] === 'certificates_left');
      // Without statistics it is a third of all: from some hundred thousand on the whole table is read for them.
      expect(leaving?.['Plan Rows']).toBeLessThan(ORDERS / 20);
    },
  );

  it('would be found out by a walk', async () => {
    const nodes = await explained(plain, {
      text: `select * from orders where account = $1 and ($2::text is null or brand = $2)`,
      values: ['giant', 'trustasia'],
    });
    expect(nodes.map((node) => node['Relation Name'])).toContain('orders');
    expect(nodes.some((node) => node['Node Type'] === 'Seq Scan')).toBe(true);
  });
});

/**
 * Lists of one subject, of what one person saved or one statement wrote, of the few keys, connections and places there are, or of figures
 * by state: short whatever the tables are.
 */
const SHORT = [
  'standingOfConnections',
  'awaitedApprovals',
  'certificatesOfPlan',
  'countAttempts',
  'closedCounts',
  'deletedAmong',
  'everyCaConnection',
  'dnsConnectionsFor',
  'insertNotices',
  'keyHolders',
  'knownMasterKeys',
  'listApiKeys',
  'listConnections',
  'listDetails',
  'listMembers',
  'listOfPlan',
  'listRevocationsOfOrder',
  'listRoutes',
  'listSessions',
  'listSigningRequests',
  'loadAllFindings',
  'loadConnections',
  'loadFigures',
  'loadLatestFindings',
  'loadOperationsAbout',
  'loadPendingChannels',
  'loadPublications',
  'loadPublicationsToRemove',
  'loadValidations',
  'membershipsOf',
  'placesOfDomains',
  'routesTo',
  'whoWantsRenewal',
];
/** Read all of an account by their nature, as streams or pages, or by offset and with a count, as the reseller's API asks. */
const WHOLE = ['pageOfTencent', 'livingPlans', 'openOrders', 'pagesOfOperations', 'appendOperations'];

describe('the statements', () => {
  it('have no list that is not tried here', () => {
    const folder = fileURLToPath(new URL('../../../db/statements', import.meta.url));
    const tried = readFileSync(
      fileURLToPath(new URL('../../../bench/stored/lists.ts', import.meta.url)),
      'utf8',
    );
    // Those that the client calls for an account's lists.
    const byClient = [
      'listOrders',
      'listCertificates',
      'listPlans',
      'listPayments',
      'listNotices',
      'listOperations',
      'listRevocations',
      'listSaved',
      'listDelegations',
      'pageOfLetters',
    ];
    const unknown = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => listsIn(readFileSync(`${folder}/${file}`, 'utf8')))
      .filter((name) => ![...SHORT, ...WHOLE, ...byClient].includes(name) && !tried.includes(`${name}(`));
    expect(unknown).toEqual([]);
  });

  it('would be found out with one', () => {
    expect(listsIn('export async function all(database: Queryable): Promise<Row[]> {')).toEqual(['all']);
  });
});

/** Exported functions that resolve to rows or to pages of them. */
function listsIn(source: string): string[] {
  return [...source.matchAll(/export (?:async )?function\*? (\w+)(?:<\w+>)?\([^]*?\): ([^\n]*)/g)].flatMap(
    ([, name = '', result = '']) => (/\[\]>|Page<|Iterable|Generator|: Promise<$/.test(result) ? [name] : []),
  );
}

describe('pages', () => {
  it.each([
    [
      'orders',
      () => (after?: string) => asked.giant.page({ limit: 70, state: 'rejected', ...(after && { after }) }),
    ],
    [
      'certificates',
      () => (after?: string) => asked.large.certificates.page({ limit: 30, ...(after && { after }) }),
    ],
    [
      'expired certificates',
      () => (after?: string) =>
        asked.giant.certificates.page({ limit: 90, state: 'expired', ...(after && { after }) }),
    ],
    ['plans', () => (after?: string) => asked.large.plans.page({ limit: 40, ...(after && { after }) })],
    ['payments', () => (after?: string) => asked.large.payments.page({ limit: 40, ...(after && { after }) })],
    ['notices', () => (after?: string) => asked.large.notices.page({ limit: 90, ...(after && { after }) })],
    [
      'operations',
      () => (after?: string) => asked.large.operations.page({ limit: 90, ...(after && { after }) }),
    ],
    [
      'orders of an alias',
      () => (after?: string) => asked.giant.page({ limit: 30, alias: 'shop', ...(after && { after }) }),
    ],
  ] as const)('of %s are the whole list, each row once', async (_what, ofList) => {
    const read = ofList();
    const paged: unknown[] = [];
    let pages = 0;
    for (let after: string | undefined; ; pages += 1) {
      const page = await read(after);
      paged.push(...page.items);
      if (page.next === null) break;
      after = page.next;
    }
    expect(pages).toBeGreaterThan(1);
    expect(new Set(paged.map((row) => JSON.stringify(row))).size).toBe(paged.length);
  });

  describe('of what few have many of', () => {
    /** Many of the same instant, one gone, one of another account. */
    beforeAll(async () => {
      const spread = `now() - interval '1 microsecond' * (i / 10)`;
      for (const [table, id] of [
        ['companies', 'company_id'],
        ['contacts', 'contact_id'],
      ] as const)
        await plain.query(
          `insert into ${table} (${id}, account, details, created_at, removed_at)
           select 'saved_' || i, case when i = 7 then 'giant' else 'large-0' end, '{}', ${spread},
                  case when i = 5 then now() end
             from generate_series(1, 40) i`,
        );
      await plain.query(
        `insert into delegations (delegation_id, account, name, zone, label, records, since, look_at, created_at, removed_at)
         select 'dlg_' || i, case when i = 7 then 'giant' else 'large-0' end, i || '.example.com', 'example.net', 'label' || i,
                '[]', now(), now(), ${spread}, case when i = 5 then now() end
           from generate_series(1, 40) i`,
      );
      await plain.query(
        `insert into revocations (revocation_id, certificate_id, order_id, account, reason, proof, state, requested_by,
                                  created_at, since, ended_at)
         select 'rev_' || i, certificate_id, order_id, account, 'superseded', 'review', 'refused', 'li', ${spread}, now(), now()
           from (select row_number() over (order by certificate_id) as i, * from certificates where account = 'large-0') c
          where i <= 40`,
      );
      await plain.query(
        `update orders set terms = terms || '{"organization": {"way": "confirmation-letter"}}' where order_id = $1`,
        [asked.orderId],
      );
      await plain.query(
        `insert into letters (letter_id, order_id, version, document, content_type, size_bytes, sha256, content,
                              uploaded_by, uploaded_at, status)
         select 'letter_' || i, $1, i, 'confirmation-letter', 'application/pdf', 1024, md5(i::text) || md5(i::text),
                decode(repeat('00', 1024), 'hex'), 'li', now(), 'superseded'
           from generate_series(1, 40) i`,
        [asked.orderId],
      );
    });

    it.each([
      ['companies', 38, (request: PageRequest) => asked.large.companies.page(request)],
      ['contacts', 38, (request: PageRequest) => asked.large.contacts.page(request)],
      ['delegations', 38, (request: PageRequest) => asked.large.delegations.page(request)],
      ['revocations', 40, (request: PageRequest) => asked.large.certificates.pageOfRevocations(request)],
      ['letters', 40, (request: PageRequest) => asked.giant.letters.page(asked.orderId, request)],
    ] as const)('%s: the whole list, each row once, in its order', async (_what, count, pageOf) => {
      const whole = (await pageOf({ limit: 1000 })).items;
      const paged: unknown[] = [];
      for (let after: string | undefined, pages = 0; pages < 10; pages += 1) {
        const page = await pageOf({ limit: 7, ...(after !== undefined && { after }) });
        paged.push(...page.items);
        if (page.next === null) break;
        after = page.next;
      }
      expect(whole).toHaveLength(count);
      expect(paged).toEqual(whole);
    });
  });

  it('go on where they were, whatever is placed meanwhile', async () => {
    const first = await asked.small.page({ limit: 5 });
    const whole = (await asked.small.list()).map(({ orderId }) => orderId);
    await plain.query(
      `insert into orders (order_id, account, request_sha256, brand, certificate_type, state, started_at, plan_id)
       select 'ord_placed_meanwhile', account, '', brand, certificate_type, 'validating', now(), 'ord_placed_meanwhile'
         from orders where order_id = $1`,
      [whole[0]],
    );
    const second = await asked.small.page({ limit: 5, after: first.next ?? '' });
    expect([...first.items, ...second.items].map(({ orderId }) => orderId)).toEqual(whole.slice(0, 10));
    expect((await asked.small.list())[0]?.orderId).toBe('ord_placed_meanwhile');
    await plain.query(`delete from orders where order_id = 'ord_placed_meanwhile'`);
    const { rows } = await plain.query(`select 1 from order_words where order_id = 'ord_placed_meanwhile'`);
    expect(rows).toEqual([]);
  });

  it('refuse the cursor of another list, another filter or another account, and what is none', async () => {
    const { next } = await asked.giant.page({ limit: 5, state: 'issued' });
    const cursor = next ?? '';
    for (const [call, told] of [
      [() => asked.giant.page({ state: 'rejected', after: cursor }), 'another list'],
      [() => asked.large.page({ state: 'issued', after: cursor }), 'another list'],
      [() => asked.giant.certificates.page({ after: cursor }), 'another list'],
      [() => asked.giant.page({ state: 'issued', after: `${cursor}x` }), 'no cursor'],
      [() => asked.giant.page({ state: 'issued', after: 'after_' }), 'no cursor'],
      [() => asked.giant.page({ state: 'issued', after: '' }), 'no cursor'],
    ] as const) {
      const refusal = await refusalOf(call());
      expect([refusal.code, refusal.field]).toEqual(['InvalidInput', 'after']);
      expect(refusal.message).toContain(told);
    }
    expect((await asked.giant.page({ limit: 5, state: 'issued', after: cursor })).items).toHaveLength(5);
  });
});

describe('certificates by state', () => {
  beforeAll(async () => {
    const ahead = new Date(Date.now() + 3_600_000);
    for (const [column, condition] of [
      ['replaced_at', 'replaced_by is not null and revoked_at is null'],
      ['revoked_at', 'replaced_by is null and revoked_at is not null'],
      ['revoked_at', 'replaced_by is not null and revoked_at is not null'],
    ] as const)
      await plain.query(
        `update certificates set ${column} = $1 where certificate_id in
           (select certificate_id from certificates where account = 'large-0' and ${condition} limit 1)`,
        [ahead],
      );
  });

  it.each(CERTIFICATE_STATES)(
    '%s: those that the rule says, at an instant when some are about to leave',
    async (state) => {
      const { rows } = await plain.query<Dates>(
        `select certificate_id as id, not_before, not_after, revoked_at, replaced_by, replaced_at from certificates
        where account = 'large-0' order by created_at desc, certificate_id desc`,
      );
      // One that is replaced only a moment from now, one that is revoked only then.
      const now = Date.now();
      const at = listingClient(plain, 'large-0', () => now);
      const listed = (await at.certificates.list({ state, limit: 1000 })).map(
        ({ certificateId }) => certificateId,
      );
      const ruled = rows.filter((row) => certificateStateAt(datesOf(row), now) === state).map(({ id }) => id);
      expect(listed).toEqual(ruled);
      expect(ruled.length).toBeGreaterThan(0);
    },
  );
});

interface Dates {
  readonly id: string;
  readonly not_before: Date;
  readonly not_after: Date;
  readonly revoked_at: Date | null;
  readonly replaced_by: string | null;
  readonly replaced_at: Date | null;
}

function datesOf(row: Dates): Parameters<typeof certificateStateAt>[0] {
  return {
    notBefore: row.not_before.getTime(),
    notAfter: row.not_after.getTime(),
    revokedAt: row.revoked_at?.getTime(),
    replacedBy: row.replaced_by ?? undefined,
    replacedAt: row.replaced_at?.getTime(),
  };
}
