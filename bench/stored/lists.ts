/** Every list that people read and that workers make for themselves, as one table: what is timed, and whose plans a test pins. */
import type { Client } from '@temporalio/client';
import { OrderClient } from '../../client/order-client.js';
import type { Database, Queryable } from '../../db/database.js';
import { uploadsOfUnknownKey } from '../../db/statements/certificates/key-use.js';
import { standingDelegations, takeDueDelegations } from '../../db/statements/control/delegations.js';
import { takeDueQuestions, untoldPlans } from '../../db/statements/plans/renewal-windows.js';
import { loadProofsOfCompany } from '../../db/statements/control/proofs-of-company.js';
import { usualTimes } from '../../db/statements/orders/usual-times.js';
import { readEvents } from '../../db/statements/orders/events.js';
import { sweepAbandoned } from '../../db/statements/orders/abandoned.js';
import { countWaits, listDesk } from '../../db/statements/orders/desk.js';
import { expectedEnds } from '../../db/statements/orders/expected-ends.js';
import { owedMoney } from '../../db/statements/payments/owed.js';
import { listWaits } from '../../db/statements/orders/waits.js';
import { noteEnds } from '../../db/statements/plans/orders.js';
import { unwatchedPlans } from '../../db/statements/plans/row.js';
import { listLetters } from '../../db/statements/organization/letters.js';
import { listDeliveries } from '../../db/statements/notices/deliveries.js';
import { readLatestRevocation } from '../../db/statements/revocation/row.js';
import {
  openRevocations,
  pageOfRecordedOrders,
  pageOfPlans,
  pendingNotices,
} from '../../db/statements/stores/facts.js';
import { GIANT, LARGE } from './fill.js';

/** What a list is asked for in the filled database. */
export interface Asked {
  /** Sees the giant account; `large` one of a twentieth of the orders, `small` one of some twenty. */
  readonly giant: OrderClient;
  readonly large: OrderClient;
  readonly small: OrderClient;
  /** Sees of the giant account's what waits on people. */
  readonly letters: OrderClient;
  readonly database: Database;
  /** An issued order of the giant, with a company. */
  readonly orderId: string;
  readonly name: string;
  readonly alias: string;
  readonly now: number;
}

export type List = (asked: Asked) => Promise<unknown>;

/** Lists of accounts. A new filter, and each pair that people would combine, gets a line. */
export const ACCOUNT_LISTS: Readonly<Record<string, List>> = {
  orders: ({ giant }) => giant.list(),
  'orders, a small account': ({ small }) => small.list(),
  'orders, state issued': ({ giant }) => giant.list({ state: 'issued' }),
  'orders, state rejected': ({ giant }) => giant.list({ state: 'rejected' }),
  'orders, state validating': ({ large }) => large.list({ state: 'validating' }),
  'orders, waiting on subscriber-dns': ({ giant }) => giant.list({ waitingOn: 'subscriber-dns' }),
  'orders, waiting on ca-organization': ({ giant }) => giant.list({ waitingOn: 'ca-organization' }),
  'orders, waiting on nothing there is': ({ giant }) => giant.list({ waitingOn: 'subscriber-file' }),
  'orders, brand trustasia': ({ giant }) => giant.list({ brand: 'trustasia' }),
  'orders, a brand not bought': ({ giant }) => giant.list({ brand: 'cfca' }),
  'orders, name': ({ giant, name }) => giant.list({ name }),
  'orders, a name of many': ({ giant }) => giant.list({ name: 'www.example.com' }),
  'orders, tag of many': ({ giant }) => giant.list({ tag: { key: 'env', value: 'prod' } }),
  'orders, tag of few': ({ large }) => large.list({ tag: { key: 'team', value: 'team-7' } }),
  'orders, tag key': ({ giant }) => giant.list({ tag: { key: 'team' } }),
  'orders, project': ({ giant }) => giant.list({ project: 'project-4' }),
  'orders, alias of one': ({ giant, alias }) => giant.list({ alias }),
  'orders, alias of many': ({ giant }) => giant.list({ alias: '官网' }),
  'orders, alias of none': ({ giant }) => giant.list({ alias: 'zzzzz' }),
  'orders, state and brand': ({ giant }) => giant.list({ state: 'rejected', brand: 'geotrust' }),
  'orders, wait and brand': ({ giant }) => giant.list({ waitingOn: 'ca-issuance', brand: 'geotrust' }),
  'orders, state and project': ({ giant }) => giant.list({ state: 'validating', project: 'project-4' }),
  'orders, state and tag': ({ giant }) => giant.list({ state: 'expired', tag: { key: 'env', value: 'dev' } }),
  'orders, open state and tag': ({ giant }) =>
    giant.list({ state: 'issuing', tag: { key: 'env', value: 'dev' } }),
  'orders, state and name': ({ giant, name }) => giant.list({ state: 'issued', name }),
  'orders, wait and tag': ({ giant }) =>
    giant.list({ waitingOn: 'subscriber-dns', tag: { key: 'env', value: 'prod' } }),
  'orders, waiting on people': ({ letters }) => letters.list(),
  'orders, waiting on people and brand': ({ letters }) => letters.list({ brand: 'geotrust' }),
  'orders, several states': ({ giant }) => giant.list({ state: ['rejected', 'cancelled'] }),
  'orders, several states and brand': ({ giant }) =>
    giant.list({ state: ['rejected', 'cancelled'], brand: 'geotrust' }),
  'orders, several states and tag': ({ giant }) =>
    giant.list({ state: ['validating', 'issuing'], tag: { key: 'env', value: 'prod' } }),
  'orders, tab validating': ({ giant }) => giant.list({ tab: 'validating' }),
  'orders, tab ended': ({ giant }) => giant.list({ tab: 'ended' }),
  'orders, tab expiring': ({ giant }) => giant.list({ tab: 'expiring' }),
  'orders, party': ({ giant }) => giant.list({ party: 'subscriber' }),
  'orders, party and brand': ({ giant }) => giant.list({ party: 'ca', brand: 'geotrust' }),
  'orders, party and tag': ({ giant }) =>
    giant.list({ party: 'subscriber', tag: { key: 'env', value: 'prod' } }),
  'orders, type': ({ giant }) => giant.list({ type: 'ev' }),
  'orders, type and state': ({ giant }) => giant.list({ type: 'ev', state: 'rejected' }),
  'orders, deadline': ({ giant, now }) =>
    giant.list({ deadlineBefore: new Date(now + 14 * 86_400_000).toISOString() }),
  'orders, search': ({ giant, name }) => giant.list({ search: name.slice(0, 8) }),
  'orders, search of all': ({ giant }) => giant.list({ search: 'example' }),
  'orders, search of none': ({ giant }) => giant.list({ search: 'zzzzz' }),
  'orders, search and tab': ({ giant }) => giant.list({ search: 'example', tab: 'ended' }),
  'orders, search of an id': ({ giant, orderId }) => giant.list({ search: orderId.slice(0, 12) }),
  'orders under each tab': ({ giant }) => giant.counts(),
  'orders that wait on people, under each tab': ({ letters }) => letters.counts(),
  'orders, project and tag': ({ giant }) =>
    giant.list({ project: 'project-4', tag: { key: 'team', value: 'team-7' } }),
  'how long orders took': ({ database }) => usualTimes(database, GIANT, new Date(0)),
  'delegations that stand, of names': ({ database, name }) => standingDelegations(database, GIANT, [name]),
  certificates: ({ giant }) => giant.certificates.list(),
  'certificates, active': ({ giant }) => giant.certificates.list({ state: 'active' }),
  'certificates, expiring': ({ giant }) => giant.certificates.list({ state: 'expiring' }),
  'certificates, expired': ({ giant }) => giant.certificates.list({ state: 'expired' }),
  'certificates, revoked': ({ giant }) => giant.certificates.list({ state: 'revoked' }),
  'certificates, replaced': ({ giant }) => giant.certificates.list({ state: 'replaced' }),
  'certificates, name': ({ giant, name }) => giant.certificates.list({ name }),
  'certificates, a name of many': ({ giant }) => giant.certificates.list({ name: 'www.example.com' }),
  'certificates, tag': ({ giant }) => giant.certificates.list({ tag: { key: 'team', value: 'team-7' } }),
  'certificates, alias': ({ giant, alias }) => giant.certificates.list({ alias }),
  'certificates, project': ({ large }) => large.certificates.list({ project: 'project-4' }),
  'certificates, expires before': ({ giant, now }) =>
    giant.certificates.list({ expiresBefore: new Date(now + 14 * 86_400_000).toISOString() }),
  'certificates, expiring and tag': ({ giant }) =>
    giant.certificates.list({ state: 'expiring', tag: { key: 'env', value: 'prod' } }),
  'certificates, expiring and project': ({ giant }) =>
    giant.certificates.list({ state: 'expiring', project: 'project-4' }),
  'certificates, active and name': ({ giant, name }) => giant.certificates.list({ state: 'active', name }),
  'certificates, several states': ({ giant }) => giant.certificates.list({ state: ['active', 'expiring'] }),
  'certificates, search': ({ giant, name }) => giant.certificates.list({ search: name.slice(0, 8) }),
  'certificates, search of all': ({ giant }) => giant.certificates.list({ search: 'example' }),
  revocations: ({ giant }) => giant.certificates.revocations(),
  plans: ({ giant }) => giant.plans.list(),
  payments: ({ giant }) => giant.payments.list(),
  'payments, owed': ({ giant }) => giant.payments.list({ state: 'owed' }),
  'payments, due': ({ giant }) => giant.payments.list({ state: 'due' }),
  notices: ({ giant }) => giant.notices.list(),
  'notices, unread': ({ giant }) => giant.notices.list({ unread: true }),
  'notices, kind': ({ giant }) => giant.notices.list({ kind: 'rejected' }),
  'notices, a kind of none': ({ giant }) => giant.notices.list({ kind: 'refunded' }),
  'notices, unread and kind': ({ giant }) => giant.notices.list({ unread: true, kind: 'issued' }),
  'notices, about an order': ({ giant, orderId }) => giant.notices.list({ about: orderId }),
  operations: ({ giant }) => giant.operations.list(),
  'operations, about an order': ({ giant, orderId }) => giant.operations.list({ subject: orderId }),
  companies: ({ giant }) => giant.companies.list(),
  contacts: ({ giant }) => giant.contacts.list(),
  delegations: ({ giant }) => giant.delegations.list(),
};

/** What workers, operators, and an order's own pages, list. */
export const OTHER_LISTS: Readonly<Record<string, List>> = {
  'whatever waits, of all accounts': ({ database }) => listWaits(database, { limit: 100 }),
  'waits counted, of one account': ({ database, now }) => countWaits(database, GIANT, new Date(now)),
  'money owed, of one account': ({ database }) => owedMoney(database, GIANT),
  'when waits are usually over': ({ database, now }) =>
    expectedEnds(database, GIANT, { from: new Date(now), until: new Date(now + 84 * 86_400_000) }),
  'what is due first, of all accounts': ({ database }) => listDesk(database, null, { limit: 100 }),
  'what is due first, of one account': ({ giant }) => giant.desk.orders(),
  'what is due first, of a small account': ({ small }) => small.desk.orders(),
  'what is due first, of a brand and party': ({ giant }) =>
    giant.desk.orders({ brand: 'globalsign', party: 'subscriber' }),
  'what is due first, one’s own': ({ giant }) => giant.desk.orders({ party: 'subscriber', mine: true }),
  'what is due first, of all others': ({ giant }) => giant.desk.orders({ party: 'subscriber', mine: false }),
  'sweep of what was never started': ({ database, now }) =>
    sweepAbandoned(database, () => Promise.resolve(true), { now }),
  'plans that nobody watches': ({ database, now }) =>
    unwatchedPlans(database, new Date(now).toISOString(), { after: '', limit: 100 }),
  'delegations that are due a look': ({ database }) =>
    takeDueDelegations(database, { now: new Date(0), again: new Date(0), atMost: 500 }),
  'certificates whose CA is to be asked when it wants them replaced': ({ database }) =>
    takeDueQuestions(database, { now: new Date(0), again: new Date(0), atMost: 100 }),
  'plans that have not heard when their CA wants them to go on': ({ database }) => untoldPlans(database, 100),
  'uploads of unknown key': ({ database }) => uploadsOfUnknownKey(database, 100),
  'events since a snapshot': async ({ database }) => {
    const { snapshot } = await readEvents(database, { limit: 0 });
    await readEvents(database, { since: snapshot, accounts: [GIANT], limit: 1_000 });
  },
  'ends of a plan’s orders': ({ database, orderId, now }) =>
    noteEnds(database, orderId, new Date(now).toISOString()),
  'proofs of the same company': ({ database, orderId }) => loadProofsOfCompany(database, orderId),
  'turns of an order': ({ giant, orderId }) => giant.turns(orderId),
  'letters of an order': ({ database, orderId }) => listLetters(database, { orderId }),
  'letters of an order, a page': ({ giant, orderId }) => giant.letters.page(orderId),
  'deliveries of a notice': ({ database }) => listDeliveries(database, 'none'),
  'newest revocation of an order': ({ database, orderId }) => readLatestRevocation(database, GIANT, orderId),
  'doctor: a page of orders': ({ database, orderId }) => pageOfRecordedOrders(database, orderId, 200),
  'doctor: a page of plans': ({ database, orderId }) =>
    pageOfPlans(database, 31, { after: orderId, limit: 200 }),
  'doctor: open revocations': ({ database }) => openRevocations(database),
  'doctor: pending notices': ({ database }) => pendingNotices(database),
};

/** A statement as it was sent. */
export interface Sent {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The same database, telling each statement before it is sent. */
export function watchedDatabase(database: Database, tell: (sent: Sent) => void): Database {
  const watched = (queryable: Queryable): Queryable => ({
    query: (text, values = []) => {
      tell({ text, values });
      return queryable.query(text, values);
    },
  });
  return {
    ...watched(database),
    withConnection: (work) => database.withConnection((connection) => work(watched(connection))),
    end: () => database.end(),
  };
}

/** Sees one account and lists. No list asks Temporal, and none opens a key. */
export function listingClient(database: Database, account: string, clock?: () => number): OrderClient {
  const temporal = undefined as unknown as Client;
  return new OrderClient({ temporal, database, masterKeys: [], account, ...(clock && { clock }) });
}

function lettersOf(database: Database): OrderClient {
  const temporal = undefined as unknown as Client;
  const principal = { kind: 'user', id: 'usr_1', name: 'wang', account: GIANT, role: 'letters' } as const;
  return new OrderClient({ temporal, database, masterKeys: [], principal });
}

/** The filled `database` as lists ask it. */
export async function askedOf(database: Database): Promise<Asked> {
  const { rows } = await database.query<{ orderId: string; name: string; alias: string; small: string }>(
    `select order_id as "orderId", names[1] as name, alias,
            (select account from orders where account like 'small-%' limit 1) as small
       from orders where account = $1 and alias is not null and company_key is not null and state = 'issued' limit 1`,
    [GIANT],
  );
  const [row] = rows;
  if (!row) throw new Error('The database is not filled.');
  const of = (account: string) => listingClient(database, account);
  const { small, ...found } = row;
  const clients = { giant: of(GIANT), large: of(LARGE[0]), small: of(small), letters: lettersOf(database) };
  return { ...clients, database, ...found, now: Date.now() };
}
