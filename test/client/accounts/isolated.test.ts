/**
 * No read or write crosses accounts: each operation of the client, called by one account with another's ids. The operations
 * are found by reflection: a new one without a row here fails. Nothing of the other account changes, in no table and no history.
 */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Identities } from '../../../client/accounts/identities.js';
import type { SigningRequestDetails } from '../../../client/certificates/signing-requests.js';
import { OrderClient } from '../../../client/order-client.js';
import { orderIdFor } from '../../../client/orders/identity.js';
import { sealWebhookSecret } from '../../../db/webhook-secrets.js';
import { findClosedValues } from '../../../worker/master-keys.js';
import { tencentIdOf } from '../../../domain/tencent/ids.js';
import { letterFile } from '../../support/letter-files.js';
import { operationsOf } from '../../support/operations-of.js';
import { READING_OPERATIONS } from '../../support/reading-operations.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { companyForm } from '../../support/organization-orders.js';
import { COMPANY, CONTACT, PHONE_CHANNEL } from '../../support/organizations.js';
import { dvForm, eventsOf, order, standing } from '../../support/orders.js';
import { refusalOf } from '../../support/refusal-of.js';
import { until } from '../../support/until.js';

/** What account `default` has, for account `other` to try. */
interface Ids {
  readonly issued: string;
  readonly certificate: string;
  readonly waiting: string;
  readonly draft: string;
  readonly letters: string;
  readonly company: string;
  readonly contact: string;
  readonly delegated: string;
  readonly notice: string;
  readonly connection: string;
  readonly route: string;
  readonly user: string;
  readonly key: string;
  readonly session: string;
  readonly signing: string;
}

const UNTRIED = {
  kind: 'development-ca',
  form: { url: 'http://127.0.0.1:9', token: 'never-used' },
  test: false,
};

let world: OrderWorld;
let other: OrderClient;
let ids: Ids;
let before: { tables: Record<string, string>; histories: Record<string, readonly number[]> };

/** temporal.api.enums.v1.EventType: a workflow task scheduled, started, completed, timed out, failed. One may be waiting. */
const WORKFLOW_TASK: readonly number[] = [5, 6, 7, 8, 9];
const KEY = 'first order of the year';
const LOST_KEY = 'k-lost';
const PASSWORD = 'correct horse battery staple';

beforeAll(async () => {
  world = await createOrderWorld();
  const { temporal, taskQueue, dependencies } = world;
  other = new OrderClient({
    temporal,
    taskQueue,
    database: dependencies.database,
    masterKeys: dependencies.masterKeys,
    account: 'other',
  });
  ids = await whatTheFirstHas();
  // Nothing moves by itself any more: what changes from here on, the other account has changed.
  await world.stopWorker();
  before = await everything();
}, 120_000);
afterAll(async () => {
  await world.stop();
});

async function whatTheFirstHas(): Promise<Ids> {
  const { orders } = world;
  const [issued, waiting, draft, letters] = await Promise.all([
    order(world, 'issued.example.com', { alias: 'ours' }),
    order(world, 'waiting.example.com', { validation: 'manual-dns' }),
    orders.create({ form: { brand: 'trustasia', type: 'dv' }, idempotencyKey: KEY }),
    orders.create({ form: companyForm({ brand: 'globalsign', type: 'ov' }, 'letters') }),
  ]);
  const free = await order(world, 'free.example.com', { type: 'dv-free', validation: 'manual-dns' });
  await Promise.all([
    standing(world, free, 'subscriber-dns'),
    standing(world, waiting, 'subscriber-dns'),
    standing(world, letters.orderId, 'subscriber-letter'),
  ]);
  const { certificateId } = await standing(world, issued, 'issued');
  await orders.letters.upload(letters.orderId, letter());
  await orders.notices.setPreferences({ mailAddress: 'ours@example.com' });
  await loseWebhookSecret();
  return {
    issued,
    certificate: certificateId ?? '',
    waiting,
    draft: draft.orderId,
    letters: letters.orderId,
    company: (await orders.companies.add(COMPANY)).id,
    contact: (await orders.contacts.add(CONTACT)).id,
    signing: (await orders.signingRequests.add({ details: SIGNING })).id,
    ...(await connectionAndRoute()),
    ...(await peopleAndKeys()),
    delegated: (await orders.delegations.add({ name: 'ours.example.com', zone: 'example.net' })).name,
    notice: await until('a notice is posted', async () => (await orders.notices.list())[0]?.noticeId),
  };
}

async function peopleAndKeys(): Promise<{ user: string; key: string; session: string }> {
  const { database, masterKeys } = world.dependencies;
  const { userId } = await world.orders.users.add({ login: 'ling', role: 'owner', password: PASSWORD });
  const { keyId } = await world.orders.apiKeys.create({ name: 'ours', role: 'owner' });
  const session = await new Identities({ database, masterKeys }).openSession(userId, '192.0.2.7');
  return { user: userId, key: keyId, session: session.sessionId };
}

/** No order takes the route: it is for names that none has. */
async function connectionAndRoute(): Promise<{ connection: string; route: string }> {
  const { connectionId } = await world.orders.connections.add({ ...UNTRIED, name: 'ours' });
  const { routeId } = await world.orders.routes.set({ connection: 'ours', suffix: 'nobody.example.com' });
  return { connection: connectionId, route: routeId };
}

/** Sealed under a master key that nobody has any more, as the workers found. */
async function loseWebhookSecret(): Promise<void> {
  const { database } = world.dependencies;
  const sealed = sealWebhookSecret('secret', 'default', [{ id: LOST_KEY, key: randomBytes(32) }]);
  await database.query("update notice_preferences set sealed_webhook_secret = $1 where account = 'default'", [
    JSON.stringify(sealed),
  ]);
  await findClosedValues(database, world.dependencies.masterKeys);
}

function letter() {
  return { content: letterFile('pdf'), sentBy: 'Li' };
}

async function everything(): Promise<typeof before> {
  const { database } = world.dependencies;
  const { rows: tables } = await database.query<{ table: string; account: boolean }>(
    `select tables.table_name as table,
            exists (select from information_schema.columns where columns.table_schema = 'public'
                     and columns.table_name = tables.table_name and column_name = 'account') as account
       from information_schema.tables where table_schema = 'public' order by 1`,
  );
  const contents: Record<string, string> = {};
  for (const { table, account } of tables) {
    const { rows } = await database.query<{ row: string }>(
      `select ${table}::text as row from ${table} ${account ? "where account <> 'other'" : ''} order by 1`,
    );
    contents[table] = rows.map(({ row }) => row).join('\n');
  }
  const histories: Record<string, readonly number[]> = {};
  for (const id of [ids.issued, ids.waiting, ids.draft, ids.letters])
    histories[id] = (await eventsOf(world, id))
      .map(({ eventType }) => Number(eventType))
      .filter((type) => !WORKFLOW_TASK.includes(type));
  return { tables: contents, histories };
}

type Negative = () => Promise<void>;

/** `NotFound`, and not a word more than about an id that nobody has. */
function unknown(call: (id: string) => Promise<unknown>, id: () => string, madeUp = 'ord_nobody'): Negative {
  return async () => {
    const refusal = await refusalOf(call(id()));
    const ofNobody = await refusalOf(call(madeUp));
    expect(refusal.code).toBe('NotFound');
    expect(refusal.message.replaceAll(id(), 'ID')).toBe(ofNobody.message.replaceAll(madeUp, 'ID'));
    expect(refusal.field).toBe(ofNobody.field);
  };
}

function empty(call: () => Promise<unknown>): Negative {
  return async () => {
    expect(await call()).toEqual([]);
  };
}

function emptyPage(page: () => Promise<{ readonly items: readonly unknown[] }>): Negative {
  return empty(async () => [...(await page()).items]);
}

const waiting = () => ids.waiting;
const issued = () => ids.issued;
const letters = () => ids.letters;
const certificate = () => ids.certificate;
const company = () => ids.company;
const contact = () => ids.contact;
const notice = () => ids.notice;
const connection = () => ids.connection;
const route = () => ids.route;
const user = () => ids.user;
const key = () => ids.key;
const session = () => ids.session;
const NOBODYS_CONNECTION = 'conn_nobody';
const NOBODYS_KEY = `AKID${'0'.repeat(32)}`;
const delegated = () => ids.delegated;
const NOT_DELEGATED = 'nobody.example.com';
const signing = () => ids.signing;
const NO_REQUEST = 'csr_nobody';
/** By the id that the reseller's API has for it. */
const tencent = (id: () => string) => () => tencentIdOf(id());
const NO_TENCENT_ID = 'nobody00';
const SIGNING: SigningRequestDetails = {
  domain: 'csr.example.com',
  organization: 'Example',
  department: 'IT',
  email: 'li@people.example',
  province: 'Beijing',
  city: 'Beijing',
  country: 'CN',
  algorithm: 'ecc-p256',
};

const NEGATIVES: Readonly<Record<string, Negative>> = {
  create: async () => {
    for (const orderId of [ids.waiting, orderIdFor('default', KEY), orderIdFor('default', 'never used')]) {
      const refusal = await refusalOf(other.create({ form: dvForm('x.example.com'), orderId }));
      expect(refusal).toMatchObject({ code: 'InvalidInput', field: 'orderId' });
      expect(refusal.message).not.toContain('taken');
    }
    const form = companyForm({ brand: 'globalsign', type: 'ov' }, 'other');
    for (const [field, value] of [
      ['company', { existing: ids.company }],
      ['manager', { existing: ids.contact }],
      ['contact', { existing: ids.contact }],
    ] as const) {
      const refusal = await refusalOf(other.create({ form: { ...form, [field]: value } }));
      expect(refusal).toMatchObject({ code: 'NotFound', field: `${field}.existing` });
    }
    const reusing = companyForm({ brand: 'geotrust', type: 'ov' }, 'other', {
      reuseOrganizationOf: ids.letters,
    });
    expect(await refusalOf(other.create({ form: reusing }))).toMatchObject({
      code: 'NotFound',
      field: 'reuseOrganizationOf',
    });
  },
  submit: unknown(
    (id) => other.submit(id, { names: ['x.example.com'], validation: 'auto-dns' }),
    () => ids.draft,
  ),
  show: unknown((id) => other.show(id), waiting),
  why: unknown((id) => other.why(id), waiting),
  turns: unknown((id) => other.turns(id), waiting),
  counts: async () => {
    expect(Object.values(await other.counts()).filter((count) => count !== 0)).toEqual([]);
  },
  exportOrders: empty(async () => {
    const lines: string[] = [];
    for await (const line of other.exportOrders()) lines.push(line);
    return lines.slice(1);
  }),
  list: empty(() => other.list()),
  page: emptyPage(() => other.page()),
  check: unknown((id) => other.check(id), waiting),
  // Of connections its own alone; the rest is public.
  preflight: async () => {
    for (const ca of [ids.company, connection()]) {
      const refusal = await refusalOf(other.preflight({ names: ['issued.example.com'], ca }));
      expect(refusal).toMatchObject({ code: 'InvalidInput', field: 'ca' });
    }
  },
  readForecast: async () => {
    const date = new Date().toISOString().slice(0, 10);
    expect((await other.readForecast({ date, weeks: 260 })).count).toBe(0);
  },
  forecast: async () => {
    const date = new Date().toISOString().slice(0, 10);
    expect((await other.forecast({ date, weeks: 260 })).items).toEqual([]);
  },
  quote: async () => {
    const form = companyForm({ brand: 'globalsign', type: 'ov' }, 'other', {
      company: { existing: ids.company },
    });
    expect(await refusalOf(other.quote(form))).toMatchObject({ code: 'NotFound', field: 'company.existing' });
  },
  checkForm: async () => {
    const form = companyForm({ brand: 'globalsign', type: 'ov' }, 'other', {
      company: { existing: ids.company },
    });
    const { problems } = await other.checkForm({ form });
    expect(problems).toMatchObject([{ field: 'company.existing' }]);
  },
  // The products are everybody's; how long they took is the account's own.
  'catalogue.show': async () => {
    const took = async (client: OrderClient) =>
      (await client.catalogue.show()).products.flatMap(({ usual }) => usual ?? []);
    expect(await took(world.orders)).not.toEqual([]);
    expect(await took(other)).toEqual([]);
  },
  quoteResubmission: unknown((id) => other.quoteResubmission(id), waiting),
  repair: unknown((id) => other.repair(id, { validation: 'auto-dns' }), waiting),
  reroute: unknown((id) => other.reroute(id), waiting),
  repairContact: async () => {
    await unknown((id) => other.repairContact(id, { existing: ids.contact }), letters)();
  },
  repairChannel: unknown((id) => other.repairChannel(id, PHONE_CHANNEL), letters),
  cancel: unknown((id) => other.cancel(id, { revokeIfIssued: true }), waiting),
  resubmit: unknown((id) => other.resubmit(id), waiting),
  confirmEmail: unknown((id) => other.confirmEmail(id), letters),
  reportPhoneCheck: unknown((id) => other.reportPhoneCheck(id, { result: 'answered' }), letters),
  confirmMailbox: unknown((id) => other.confirmMailbox(id), letters),
  resendEmails: unknown((id) => other.resendEmails(id), letters),
  sweep: async () => {
    await other.sweep();
  },
  setLabels: unknown((id) => other.setLabels(id, { alias: 'mine', tags: null }), issued),
  watch: unknown(async (id) => {
    for await (const view of other.watch(id)) return view;
    return undefined;
  }, waiting),
  watchAll: async () => {
    const seen: string[] = [];
    const signal = AbortSignal.timeout(500);
    for await (const { orderId } of other.watchAll({ signal })) seen.push(orderId);
    expect(seen).toEqual([]);
  },
  'certificates.list': empty(() => other.certificates.list()),
  'certificates.page': emptyPage(() => other.certificates.page()),
  'certificates.show': async () => {
    await unknown((id) => other.certificates.show(id), certificate)();
    await unknown((id) => other.certificates.show(id), issued)();
  },
  'certificates.revoke': unknown(
    (id) => other.certificates.revoke(id, { reason: 'keyCompromise', wholePlan: true }),
    certificate,
  ),
  'certificates.revocation': unknown((id) => other.certificates.revocation(id), certificate),
  'certificates.revocations': empty(() => other.certificates.revocations()),
  'certificates.pageOfRevocations': emptyPage(() => other.certificates.pageOfRevocations()),
  'certificates.checkRevocation': unknown((id) => other.certificates.checkRevocation(id), certificate),
  'certificates.revocationLetterTemplate': unknown(
    (id) => other.certificates.revocationLetterTemplate(id),
    certificate,
  ),
  'certificates.uploadRevocationLetter': unknown(
    (id) => other.certificates.uploadRevocationLetter(id, letter()),
    certificate,
  ),
  'certificates.download': unknown((id) => other.certificates.download(id), certificate),
  'certificates.pack': unknown((id) => other.certificates.pack(id, { format: 'all' }), certificate),
  'certificates.reissue': unknown((id) => other.certificates.reissue(id), certificate),
  'certificates.renew': unknown((id) => other.certificates.renew(id), certificate),
  'certificates.quoteRenewal': unknown((id) => other.certificates.quoteRenewal(id), certificate),
  'certificates.quoteReplacement': unknown(
    (id) => other.certificates.quoteReplacement(id, { changes: { names: ['x.example.com'] } }),
    certificate,
  ),
  'certificates.quoteUpgrade': unknown(
    (id) => other.certificates.quoteUpgrade(id, { brand: 'trustasia', type: 'dv' }),
    certificate,
  ),
  'certificates.replace': unknown(
    (id) => other.certificates.replace(id, { changes: { names: ['x.example.com'] } }),
    certificate,
  ),
  'certificates.upgrade': unknown(
    (id) => other.certificates.upgrade(id, { brand: 'trustasia', type: 'dv' }),
    certificate,
  ),
  'certificates.setExpiryNotices': unknown(
    (id) => other.certificates.setExpiryNotices(id, false),
    certificate,
  ),
  // What is uploaded is the caller's own: nothing of another account is named.
  'certificates.upload': async () => {
    await refusalOf(other.certificates.upload({ certificatePem: 'none' }));
  },
  'certificates.remove': unknown((id) => other.certificates.remove(id), certificate),
  'certificates.setLabels': unknown((id) => other.certificates.setLabels(id, { alias: null }), certificate),
  'companies.list': empty(() => other.companies.list()),
  'companies.page': emptyPage(() => other.companies.page()),
  'companies.get': unknown((id) => other.companies.get(id), company),
  'companies.add': async () => {
    const { id } = await other.companies.add(COMPANY);
    await refusalOf(world.orders.companies.get(id));
    await other.companies.remove(id);
  },
  'companies.edit': unknown((id) => other.companies.edit(id, { fullName: 'Mine' }), company),
  'companies.remove': unknown((id) => other.companies.remove(id), company),
  // What there is to choose from is everybody's.
  'connections.kinds': async () => {
    expect(await other.connections.kinds()).toEqual(await world.orders.connections.kinds());
  },
  'connections.list': empty(() => other.connections.list()),
  'connections.show': unknown((id) => other.connections.show(id), connection, NOBODYS_CONNECTION),
  'connections.add': async () => {
    const { connectionId, name } = await other.connections.add({ ...UNTRIED, name: 'ours' });
    await refusalOf(world.orders.connections.show(connectionId));
    await other.connections.remove(name);
  },
  'connections.edit': unknown(
    (id) => other.connections.edit(id, { url: 'http://127.0.0.1:1' }, { test: false }),
    connection,
    NOBODYS_CONNECTION,
  ),
  'connections.test': unknown((id) => other.connections.test(id), connection, NOBODYS_CONNECTION),
  'connections.rollOverKey': unknown(
    (id) => other.connections.rollOverKey(id),
    connection,
    NOBODYS_CONNECTION,
  ),
  'connections.remove': unknown(
    (id) => other.connections.remove(id, { force: true }),
    connection,
    NOBODYS_CONNECTION,
  ),
  'contacts.list': empty(() => other.contacts.list()),
  'contacts.page': emptyPage(() => other.contacts.page()),
  'contacts.get': unknown((id) => other.contacts.get(id), contact),
  'contacts.add': async () => {
    const { id } = await other.contacts.add(CONTACT);
    await refusalOf(world.orders.contacts.get(id));
    await other.contacts.remove(id);
  },
  'contacts.edit': unknown((id) => other.contacts.edit(id, { name: 'Mine' }), contact),
  'contacts.remove': unknown((id) => other.contacts.remove(id), contact),
  'delegations.list': empty(() => other.delegations.list()),
  'delegations.page': emptyPage(() => other.delegations.page()),
  'delegations.show': unknown((name) => other.delegations.show(name), delegated, NOT_DELEGATED),
  'delegations.check': unknown((name) => other.delegations.check(name), delegated, NOT_DELEGATED),
  'delegations.remove': unknown((name) => other.delegations.remove(name), delegated, NOT_DELEGATED),
  // The same name may be delegated by both, each to a target of its own (test/client/control/delegations.test.ts).
  'delegations.add': async () => {
    await refusalOf(other.delegations.add({ name: ids.delegated, zone: 'no zone' }));
  },
  'dossiers.make': unknown((id) => other.dossiers.make(id), letters),
  // One key signs for the whole installation: nothing of another account is told.
  'dossiers.signers': () => {
    expect(other.dossiers.signers()).toEqual(world.orders.dossiers.signers());
    return Promise.resolve();
  },
  'freePlaces.show': async () => {
    expect(await world.orders.freePlaces.show()).toMatchObject({ perAccount: { taken: 1 } });
    expect(await other.freePlaces.show()).toMatchObject({ perAccount: { taken: 0 }, domains: [] });
  },
  'letters.upload': unknown((id) => other.letters.upload(id, letter()), letters),
  'letters.list': unknown((id) => other.letters.list(id), letters),
  'letters.page': unknown((id) => other.letters.page(id), letters),
  'letters.download': unknown((id) => other.letters.download(id, 1), letters),
  'letters.template': unknown((id) => other.letters.template(id), letters),
  'masterKeys.closed': async () => {
    expect(await world.orders.masterKeys.closed()).toMatchObject([{ masterKeyId: LOST_KEY }]);
    expect(await other.masterKeys.closed()).toEqual([]);
  },
  'masterKeys.writeOff': unknown(
    (id) => other.masterKeys.writeOff(id),
    () => LOST_KEY,
    'k-nobody',
  ),
  'notices.list': empty(() => other.notices.list()),
  'notices.page': emptyPage(() => other.notices.page()),
  'notices.show': unknown((id) => other.notices.show(id), notice),
  'notices.read': unknown((id) => other.notices.read(id), notice),
  'notices.deliveries': unknown((id) => other.notices.deliveries(id), notice),
  'notices.preferences': async () => {
    expect(await other.notices.preferences()).toMatchObject({ mailAddress: null });
  },
  'notices.setPreferences': async () => {
    await other.notices.setPreferences({ mailAddress: 'other@example.com' });
    expect(await world.orders.notices.preferences()).toMatchObject({ mailAddress: 'ours@example.com' });
  },
  'operations.list': async () => {
    expect((await world.orders.operations.list()).length).toBeGreaterThan(0);
    const own = await other.operations.list({ limit: 1000 });
    expect(own.filter(({ account }) => account !== 'other')).toEqual([]);
    expect(own.filter(({ outcome, subject }) => outcome === 'done' && subject === ids.company)).toEqual([]);
  },
  'operations.page': async () => {
    const { items } = await other.operations.page({ limit: 1000 });
    expect(items.filter(({ account }) => account !== 'other')).toEqual([]);
  },
  'operations.export': async () => {
    for await (const line of other.operations.export())
      expect(JSON.parse(line)).toMatchObject({ account: 'other' });
  },
  'operations.verify': async () => {
    expect(await other.operations.verify()).toMatchObject({ verified: true, account: 'other' });
  },
  'payments.list': empty(() => other.payments.list()),
  'payments.page': emptyPage(() => other.payments.page()),
  'payments.show': unknown((id) => other.payments.show(id), issued),
  'plans.list': empty(() => other.plans.list()),
  'plans.page': emptyPage(() => other.plans.page()),
  'plans.setAutoRenew': async () => {
    await unknown((id) => other.plans.setAutoRenew(id, false), issued)();
    await unknown((id) => other.plans.setAutoRenew(id, false), certificate)();
  },
  'plans.show': async () => {
    await unknown((id) => other.plans.show(id), issued)();
    await unknown((id) => other.plans.show(id), certificate)();
  },
  'approvals.list': empty(() => other.approvals.list()),
  'approvals.show': unknown((id) => other.approvals.show(id), waiting),
  'approvals.approve': unknown((id) => other.approvals.approve(id), waiting),
  'approvals.decline': unknown((id) => other.approvals.decline(id), waiting),
  'approvals.rules': async () => {
    expect(await other.approvals.rules()).toEqual({ approvesOrders: false, approvesRevocations: false });
  },
  'approvals.setRules': async () => {
    await other.approvals.setRules({ approvesRevocations: false });
    expect(await world.orders.approvals.rules()).toMatchObject({ approvesOrders: false });
  },
  'routes.list': empty(() => other.routes.list()),
  'routes.set': unknown((id) => other.routes.set({ connection: id }), connection, NOBODYS_CONNECTION),
  'routes.remove': unknown((id) => other.routes.remove(id), route, 'route_nobody'),
  'apiKeys.list': empty(() => other.apiKeys.list()),
  'apiKeys.create': async () => {
    // The same name is another key.
    const { keyId } = await other.apiKeys.create({ name: 'ours', role: 'owner' });
    expect((await world.orders.apiKeys.list()).map((known) => known.keyId)).toEqual([ids.key]);
    await other.apiKeys.revoke(keyId);
  },
  'apiKeys.rotate': async () => {
    await unknown((id) => other.apiKeys.rotate(id), key, NOBODYS_KEY)();
    await unknown(
      (id) => other.apiKeys.rotate(id),
      () => 'ours',
      'none',
    )();
  },
  'apiKeys.revoke': unknown((id) => other.apiKeys.revoke(id), key, NOBODYS_KEY),
  'sessions.list': empty(() => other.sessions.list()),
  'sessions.revoke': unknown((id) => other.sessions.revoke(id), session, 'ses_nobody'),
  'users.list': empty(() => other.users.list()),
  'users.add': async () => {
    const { login } = await other.users.add({ login: 'wang', role: 'owner' });
    await other.users.add({ login: 'zhao', role: 'auditor' });
    expect((await world.orders.users.list()).map((known) => known.login)).toEqual(['ling']);
    expect((await refusalOf(other.users.remove(login))).code).toBe('RefusedInThisState');
    await other.users.remove('zhao');
  },
  'users.setRole': unknown((id) => other.users.setRole(id, 'auditor'), user, 'usr_nobody'),
  'users.setPassword': unknown((id) => other.users.setPassword(id, PASSWORD), user, 'usr_nobody'),
  'users.remove': unknown((id) => other.users.remove(id), user, 'usr_nobody'),
  // For the installation, and for its operators: nothing of a form is in it.
  'waits.list': async () => {
    const waits = await other.waits.list();
    expect(waits.map(({ orderId }) => orderId)).toContain(ids.waiting);
    expect(JSON.stringify(waits)).not.toContain('example.com');
  },
  'waits.page': async () => {
    expect(JSON.stringify(await other.waits.page())).not.toContain('example.com');
  },
  'desk.show': async () => {
    expect(await other.desk.show()).toMatchObject({ count: 0, byBrand: [], owed: [] });
  },
  'desk.orders': emptyPage(() => other.desk.orders()),
  'desk.why': unknown((id) => other.desk.why(id), waiting),
  'desk.check': unknown((id) => other.desk.check(id), waiting),
  'desk.remind': unknown((id) => other.desk.remind(id), waiting),
  'desk.cancel': unknown((id) => other.desk.cancel(id), waiting),
  // Of the installation, for its operators.
  'desk.health': async () => {
    expect(JSON.stringify(await other.desk.health())).not.toContain('example.com');
  },
  'calendar.show': async () => {
    expect((await other.calendar.show()).entries).toEqual([]);
  },
  // Of persons: there is none here to have one.
  'calendar.feed': async () => {
    expect((await refusalOf(other.calendar.feed())).code).toBe('RefusedInThisState');
  },
  'calendar.makeFeed': async () => {
    expect((await refusalOf(other.calendar.makeFeed())).code).toBe('RefusedInThisState');
  },
  'calendar.revokeFeed': async () => {
    expect((await refusalOf(other.calendar.revokeFeed())).code).toBe('RefusedInThisState');
  },
  'signingRequests.list': empty(async () => [...(await other.signingRequests.list())]),
  'signingRequests.show': unknown((id) => other.signingRequests.show(id), signing, NO_REQUEST),
  'signingRequests.add': async () => {
    const { id } = await other.signingRequests.add({ details: SIGNING });
    await refusalOf(world.orders.signingRequests.show(id));
    await other.signingRequests.remove(id);
  },
  'signingRequests.edit': unknown(
    (id) => other.signingRequests.edit(id, { remark: 'mine' }),
    signing,
    NO_REQUEST,
  ),
  'signingRequests.generate': unknown((id) => other.signingRequests.generate(id), signing, NO_REQUEST),
  'signingRequests.privateKey': unknown((id) => other.signingRequests.privateKey(id), signing, NO_REQUEST),
  'signingRequests.remove': unknown((id) => other.signingRequests.remove(id), signing, NO_REQUEST),
  'tencent.show': unknown((id) => other.tencent.show(id), tencent(waiting), NO_TENCENT_ID),
  'tencent.page': emptyPage(() => other.tencent.page({}, { limit: 10, offset: 0 })),
  'tencent.findByFingerprint': async () => {
    const { fingerprintSha256 } = await world.orders.certificates.show(ids.certificate);
    expect(await other.tencent.findByFingerprint(fingerprintSha256)).toBeNull();
  },
  // What is bought is the caller's own: nothing of another account is named.
  'tencent.buy': async () => {
    const product = { id: 104, brand: 'trustasia', type: 'dv', kind: 'single' } as const;
    const form = dvForm('no_name');
    const asked = { product, domainCount: 1, years: 1, count: 1, askedBy: 'AKIDother', form };
    expect(await refusalOf(other.tencent.buy(asked))).toMatchObject({ code: 'InvalidInput' });
  },
  'tencent.giveInformation': unknown(
    (id) => other.tencent.giveInformation(id, { CertificateDomain: 'x.example.com' }, 'password-of-other'),
    tencent(() => ids.draft),
    NO_TENCENT_ID,
  ),
  'tencent.submit': unknown(
    (id) => other.tencent.submit(id, dvForm('x.example.com')),
    tencent(() => ids.draft),
    NO_TENCENT_ID,
  ),
  'tencent.cancel': unknown((id) => other.tencent.cancel(id), tencent(waiting), NO_TENCENT_ID),
  'tencent.openAnew': unknown((id) => other.tencent.openAnew(id), tencent(waiting), NO_TENCENT_ID),
  'tencent.remove': unknown((id) => other.tencent.remove(id), tencent(issued), NO_TENCENT_ID),
  'tencent.deletions': empty(async () => [...(await other.tencent.deletions([tencentIdOf(ids.issued)]))]),
};

async function recordedSoFar(): Promise<number> {
  const verdict = await other.operations.verify();
  return verdict.verified ? verdict.count : -1;
}

describe('an account that knows the ids of another one', () => {
  it('is tried with every operation there is', () => {
    expect(operationsOf(other)).toEqual(Object.keys(NEGATIVES).sort());
  });

  it.each(Object.entries(NEGATIVES))(
    '%s: learns nothing, changes nothing, and is recorded unless it reads',
    async (operation, negative) => {
      const recordedBefore = await recordedSoFar();
      await negative();
      expect(await everything()).toEqual(before);
      expect((await recordedSoFar()) > recordedBefore).toBe(!READING_OPERATIONS.includes(operation));
    },
  );

  it('may use the same idempotency key for an order of its own', async () => {
    const draft = { brand: 'trustasia', type: 'dv' } as const;
    const { orderId } = await other.create({ form: draft, idempotencyKey: KEY });
    expect(orderId).not.toBe(ids.draft);
    expect((await other.list()).map((own) => own.orderId)).toEqual([orderId]);
    expect((await refusalOf(world.orders.show(orderId))).code).toBe('NotFound');
    expect((await everything()).histories).toEqual(before.histories);
  });
});
