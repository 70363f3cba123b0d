/**
 * Who may do what: every operation of the client, as every role, with what is its own account's and with what is another's; each cell is
 * asserted. What may be done is written here once more, by hand: the table of the product is not asked what it should say. The operations
 * are found by reflection: a new one without a row here fails, and so does one without a row there.
 */
import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OrderClient } from '../../../client/order-client.js';
import type { SigningRequestDetails } from '../../../client/certificates/signing-requests.js';
import type { TencentPurchaseRequest } from '../../../client/tencent/purchases.js';
import { createDatabase, type Database } from '../../../db/database.js';
import type { MasterKey } from '../../../db/sealed-values.js';
import type { Principal } from '../../../domain/accounts/principal.js';
import {
  FURTHER_RIGHTS,
  mayDo,
  OPERATION_RIGHTS,
  PEOPLE_WAITS_SCOPE,
} from '../../../domain/accounts/rights.js';
import { ROLES, type Role } from '../../../domain/accounts/roles.js';
import { tencentIdOf } from '../../../domain/tencent/ids.js';
import { Refusal } from '../../../domain/refusals.js';
import { operationsOf } from '../../support/operations-of.js';
import { READING_OPERATIONS } from '../../support/reading-operations.js';
import { createOwnChain } from '../../support/own-chains.js';
import { COMPANY, CONTACT, PHONE_CHANNEL } from '../../support/organizations.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { refusalOf } from '../../support/refusal-of.js';
import { storeLetterOrder, storeOrder } from '../../support/stored-orders.js';
import { temporalAddress } from '../../support/temporal.js';
import { until } from '../../support/until.js';

const LETTER_OF: Readonly<Record<Role, string>> = {
  owner: 'O',
  orderer: 'D',
  letters: 'L',
  approver: 'P',
  auditor: 'A',
  operator: 'S',
};
const PASSWORD = 'correct horse battery staple';

interface Ids {
  readonly order: string;
  /** One that waits on people. */
  readonly lettered: string;
  readonly certificate: string;
  readonly company: string;
  readonly contact: string;
  readonly notice: string;
  readonly connection: string;
  readonly route: string;
  readonly delegated: string;
  readonly user: string;
  readonly key: string;
  readonly session: string;
  readonly masterKey: string;
  /** One whose request to revoke waits for its letter. */
  readonly revoking: string;
  /** What waits for approval. */
  readonly asked: string;
  readonly signing: string;
  /** Of `order`, as the reseller's API names it. */
  readonly bought: string;
  readonly fingerprint: string;
}

/** Of nothing there is. */
const NOTHING: Ids = {
  order: 'ord_nobody',
  lettered: 'ord_nobody',
  certificate: 'cert_nobody',
  company: 'co_nobody',
  contact: 'ct_nobody',
  notice: 'ntc_nobody',
  connection: 'conn_nobody',
  route: 'route_nobody',
  delegated: 'nobody.example.com',
  user: 'usr_nobody',
  key: `AKID${'0'.repeat(32)}`,
  session: 'ses_nobody',
  masterKey: 'k-nobody',
  revoking: 'cert_nobody',
  asked: 'ord_nobody',
  signing: 'csr_nobody',
  bought: tencentIdOf('ord_nobody'),
  fingerprint: '0'.repeat(64),
};

type Call = (client: OrderClient, ids: Ids) => unknown;

/** Who may, and how it is asked: harmless where it is let through, since its id is of nothing, or its input can't be taken. */
const MATRIX: Readonly<Record<string, readonly [roles: string, call: Call]>> = {
  create: ['OD', (client) => client.create({ form: {} as never })],
  submit: ['OD', (client, { order }) => client.submit(order, {} as never)],
  cancel: ['OD', (client, { order }) => client.cancel(order)],
  resubmit: ['OD', (client, { order }) => client.resubmit(order, { changes: { names: ['_'] } })],
  sweep: ['OD', (client) => client.sweep()],
  check: ['OD', (client, { order }) => client.check(order, { waitMs: 0 })],
  repair: ['OD', (client, { order }) => client.repair(order, { validation: 'none' as never })],
  repairContact: ['OD', (client, { lettered }) => client.repairContact(lettered, { existing: 'ct_nobody' })],
  repairChannel: ['OD', (client, { lettered }) => client.repairChannel(lettered, PHONE_CHANNEL)],
  reroute: ['OD', (client, { order }) => client.reroute(order)],
  setLabels: ['OD', (client, { order }) => client.setLabels(order, { alias: '\0' })],
  preflight: ['OD', (client) => client.preflight({ names: [] })],
  quote: ['OD', (client) => client.quote({} as never)],
  checkForm: ['OD', (client) => client.checkForm({ form: {} })],
  'catalogue.show': ['ODPA', (client) => client.catalogue.show()],
  quoteResubmission: ['OD', (client, { order }) => client.quoteResubmission(order)],
  confirmEmail: ['ODL', (client, { lettered }) => client.confirmEmail(lettered)],
  confirmMailbox: ['ODL', (client, { lettered }) => client.confirmMailbox(lettered)],
  reportPhoneCheck: [
    'ODL',
    (client, { lettered }) => client.reportPhoneCheck(lettered, { result: 'x' as never }),
  ],
  resendEmails: ['ODL', (client, { lettered }) => client.resendEmails(lettered)],
  show: ['ODLPA', (client, { lettered }) => client.show(lettered)],
  why: ['ODLPA', (client, { lettered }) => client.why(lettered)],
  turns: ['ODLPA', (client, { lettered }) => client.turns(lettered)],
  counts: ['ODLPA', (client) => client.counts()],
  exportOrders: ['ODPA', (client) => firstOf(client.exportOrders())],
  list: ['ODLPA', (client) => client.list()],
  page: ['ODLPA', (client) => client.page()],
  watch: ['ODLPA', (client, { lettered }) => firstOf(client.watch(lettered))],
  watchAll: ['ODLPA', (client) => firstOf(client.watchAll({ signal: AbortSignal.timeout(100) }))],
  forecast: ['ODPA', (client) => client.forecast({ date: 'none' })],
  readForecast: ['ODPA', (client) => client.readForecast({ date: 'none' })],
  'letters.upload': ['ODL', (client, { lettered }) => client.letters.upload(lettered, NO_LETTER)],
  'letters.template': ['ODL', (client, { order }) => client.letters.template(order)],
  'letters.list': ['ODLA', (client, { lettered }) => client.letters.list(lettered)],
  'letters.page': ['ODLA', (client, { lettered }) => client.letters.page(lettered)],
  'letters.download': ['ODLA', (client, { lettered }) => client.letters.download(lettered, 1)],
  'dossiers.make': ['ODA', (client, { order }) => client.dossiers.make(order, { language: 'x' as never })],
  'dossiers.signers': ['ODA', (client) => client.dossiers.signers()],

  'certificates.list': ['ODPA', (client) => client.certificates.list()],
  'certificates.page': ['ODPA', (client) => client.certificates.page()],
  'certificates.show': ['ODPA', (client, { certificate }) => client.certificates.show(certificate)],
  'certificates.revocation': ['ODLPA', (client, { revoking }) => client.certificates.revocation(revoking)],
  'certificates.revocations': ['ODLPA', (client) => client.certificates.revocations()],
  'certificates.pageOfRevocations': ['ODLPA', (client) => client.certificates.pageOfRevocations()],
  'certificates.download': ['ODPA', (client, { certificate }) => client.certificates.download(certificate)],
  'certificates.pack': [
    'ODPA',
    (client, { certificate }) => client.certificates.pack(certificate, { format: 'pem' }),
  ],
  'certificates.reissue': ['OD', (client, { certificate }) => client.certificates.reissue(certificate)],
  'certificates.renew': ['OD', (client, { certificate }) => client.certificates.renew(certificate)],
  'certificates.replace': ['OD', (client, { certificate }) => client.certificates.replace(certificate, {})],
  'certificates.upgrade': [
    'OD',
    (client, { certificate }) => client.certificates.upgrade(certificate, TO_DV),
  ],
  'certificates.quoteRenewal': [
    'OD',
    (client, { certificate }) => client.certificates.quoteRenewal(certificate),
  ],
  'certificates.quoteReplacement': [
    'OD',
    (client, { certificate }) => client.certificates.quoteReplacement(certificate, {}),
  ],
  'certificates.quoteUpgrade': [
    'OD',
    (client, { certificate }) => client.certificates.quoteUpgrade(certificate, TO_DV),
  ],
  'certificates.revoke': [
    'OD',
    (client, { certificate }) => client.certificates.revoke(certificate, { reason: 'none' as never }),
  ],
  'certificates.checkRevocation': [
    'OD',
    (client, { certificate }) => client.certificates.checkRevocation(certificate),
  ],
  'certificates.revocationLetterTemplate': [
    'ODL',
    (client, { revoking }) => client.certificates.revocationLetterTemplate(revoking),
  ],
  'certificates.uploadRevocationLetter': [
    'ODL',
    (client, { revoking }) => client.certificates.uploadRevocationLetter(revoking, NO_LETTER),
  ],
  'certificates.upload': ['OD', (client) => client.certificates.upload({ certificatePem: 'none' })],
  'certificates.remove': ['OD', (client, { certificate }) => client.certificates.remove(certificate)],
  'certificates.setLabels': [
    'OD',
    (client, { certificate }) => client.certificates.setLabels(certificate, { alias: '\0' }),
  ],
  'certificates.setExpiryNotices': [
    'OD',
    (client, { certificate }) => client.certificates.setExpiryNotices(certificate, 'x' as never),
  ],
  'plans.list': ['ODPA', (client) => client.plans.list()],
  'plans.page': ['ODPA', (client) => client.plans.page()],
  'plans.show': ['ODPA', (client, { order }) => client.plans.show(order)],
  'plans.setAutoRenew': ['OD', (client, { order }) => client.plans.setAutoRenew(order, 'x' as never)],
  'payments.list': ['ODPA', (client) => client.payments.list()],
  'payments.page': ['ODPA', (client) => client.payments.page()],
  'payments.show': ['ODPA', (client, { order }) => client.payments.show(order)],
  'freePlaces.show': ['ODPA', (client) => client.freePlaces.show()],

  'companies.list': ['ODA', (client) => client.companies.list()],
  'companies.page': ['ODA', (client) => client.companies.page()],
  'companies.get': ['ODA', (client, { company }) => client.companies.get(company)],
  'companies.add': ['OD', (client) => client.companies.add({} as never)],
  'companies.edit': ['OD', (client, { company }) => client.companies.edit(company, { fullName: '\0' })],
  'companies.remove': ['OD', (client, { company }) => client.companies.remove(company)],
  'contacts.list': ['ODA', (client) => client.contacts.list()],
  'contacts.page': ['ODA', (client) => client.contacts.page()],
  'contacts.get': ['ODA', (client, { contact }) => client.contacts.get(contact)],
  'contacts.add': ['OD', (client) => client.contacts.add({} as never)],
  'contacts.edit': ['OD', (client, { contact }) => client.contacts.edit(contact, { name: '\0' })],
  'contacts.remove': ['OD', (client, { contact }) => client.contacts.remove(contact)],

  'connections.kinds': ['ODA', (client) => client.connections.kinds()],
  'connections.list': ['ODA', (client) => client.connections.list()],
  'connections.show': ['ODA', (client, { connection: named }) => client.connections.show(named)],
  'connections.add': ['O', (client) => client.connections.add({ kind: 'none', name: 'x', form: {} })],
  'connections.edit': ['O', (client, { connection: named }) => client.connections.edit(named, { none: 1 })],
  'connections.test': ['O', (client, { connection: named }) => client.connections.test(named)],
  'connections.rollOverKey': ['O', (client, { connection: named }) => client.connections.rollOverKey(named)],
  'connections.remove': ['O', (client, { connection: named }) => client.connections.remove(named)],
  'routes.list': ['ODA', (client) => client.routes.list()],
  'routes.set': ['O', (client, { connection: named }) => client.routes.set({ connection: named })],
  'routes.remove': ['O', (client, { route }) => client.routes.remove(route)],
  'delegations.list': ['ODPA', (client) => client.delegations.list()],
  'delegations.page': ['ODPA', (client) => client.delegations.page()],
  'delegations.show': ['ODPA', (client, { delegated }) => client.delegations.show(delegated)],
  'delegations.check': ['OD', (client, { delegated }) => client.delegations.check(delegated)],
  'delegations.add': ['OD', (client) => client.delegations.add({ name: '_', zone: '_' })],
  'delegations.remove': ['OD', (client, { delegated }) => client.delegations.remove(delegated)],

  'notices.list': ['ODPA', (client) => client.notices.list()],
  'notices.page': ['ODPA', (client) => client.notices.page()],
  'notices.show': ['ODPA', (client, { notice }) => client.notices.show(notice)],
  'notices.deliveries': ['ODPA', (client, { notice }) => client.notices.deliveries(notice)],
  'notices.preferences': ['ODA', (client) => client.notices.preferences()],
  'notices.read': ['OD', (client, { notice }) => client.notices.read(notice)],
  'notices.setPreferences': ['O', (client) => client.notices.setPreferences({ language: 'x' as never })],

  'operations.list': ['OA', (client) => client.operations.list()],
  'operations.page': ['OA', (client) => client.operations.page()],
  'operations.export': ['OA', (client) => firstOf(client.operations.export())],
  'operations.verify': ['OA', (client) => client.operations.verify()],
  'masterKeys.closed': ['OA', (client) => client.masterKeys.closed()],
  'masterKeys.writeOff': ['O', (client, { masterKey }) => client.masterKeys.writeOff(masterKey)],
  'users.list': ['OA', (client) => client.users.list()],
  'users.add': ['O', (client) => client.users.add({ login: '?', role: 'auditor' })],
  'users.setRole': ['O', (client, { user }) => client.users.setRole(user, 'none' as never)],
  'users.remove': ['O', (client, { user }) => client.users.remove(user)],
  // Each their own; of others, as here, `users.setPasswordOfOthers`.
  'users.setPassword': ['ODLPAS', (client, { user }) => client.users.setPassword(user, 'short')],
  'apiKeys.list': ['OA', (client) => client.apiKeys.list()],
  'apiKeys.create': ['O', (client) => client.apiKeys.create({ name: '', role: 'auditor' })],
  'apiKeys.rotate': ['O', (client, { key }) => client.apiKeys.rotate(key, { overlapHours: -1 })],
  'apiKeys.revoke': ['O', (client, { key }) => client.apiKeys.revoke(key)],
  'sessions.list': ['ODLPAS', (client) => client.sessions.list()],
  'sessions.revoke': ['ODLPAS', (client, { session }) => client.sessions.revoke(session)],

  'approvals.list': ['ODPA', (client) => client.approvals.list()],
  'approvals.show': ['ODPA', (client, { asked }) => client.approvals.show(asked)],
  'approvals.approve': ['OP', (client, { asked }) => client.approvals.approve(asked)],
  'approvals.decline': ['OP', (client, { asked }) => client.approvals.decline(asked)],
  'approvals.rules': ['ODPA', (client) => client.approvals.rules()],
  'approvals.setRules': ['O', (client) => client.approvals.setRules({ approvesOrders: 'x' as never })],

  'signingRequests.list': ['ODA', (client) => client.signingRequests.list()],
  'signingRequests.show': ['ODA', (client, { signing }) => client.signingRequests.show(signing)],
  'signingRequests.add': ['OD', (client) => client.signingRequests.add({ details: {} as never })],
  'signingRequests.edit': [
    'OD',
    (client, { signing }) => client.signingRequests.edit(signing, { remark: '\0' }),
  ],
  'signingRequests.generate': ['OD', (client, { signing }) => client.signingRequests.generate(signing, '\0')],
  'signingRequests.privateKey': ['OD', (client, { signing }) => client.signingRequests.privateKey(signing)],
  'signingRequests.remove': ['OD', (client, { signing }) => client.signingRequests.remove(signing)],
  'tencent.show': ['ODPA', (client, { bought }) => client.tencent.show(bought)],
  'tencent.page': ['ODPA', (client) => client.tencent.page({}, { limit: 10, offset: 0 })],
  'tencent.findByFingerprint': [
    'ODPA',
    (client, { fingerprint }) => client.tencent.findByFingerprint(fingerprint),
  ],
  'tencent.deletions': ['ODPA', (client, { bought }) => client.tencent.deletions([bought])],
  'tencent.buy': ['OD', (client) => client.tencent.buy({ ...PURCHASE, form: {} as never })],
  'tencent.giveInformation': [
    'OD',
    (client, { bought }) => client.tencent.giveInformation(bought, { DomainList: 'x' } as never),
  ],
  'tencent.submit': ['OD', (client, { bought }) => client.tencent.submit(bought, {} as never)],
  'tencent.cancel': ['OD', (client, { bought }) => client.tencent.cancel(bought)],
  'tencent.openAnew': ['OD', (client, { bought }) => client.tencent.openAnew(bought)],
  'tencent.remove': ['OD', (client, { bought }) => client.tencent.remove(bought)],

  'waits.list': ['S', (client) => client.waits.list()],
  'waits.page': ['S', (client) => client.waits.page()],
  'calendar.show': ['ODPA', (client) => client.calendar.show({ from: 'none' })],
  'calendar.feed': ['ODPA', (client) => client.calendar.feed()],
  'calendar.makeFeed': ['ODPA', (client) => client.calendar.makeFeed()],
  'calendar.revokeFeed': ['ODPA', (client) => client.calendar.revokeFeed()],
  'desk.show': ['ODAS', (client) => client.desk.show()],
  'desk.orders': ['ODAS', (client) => client.desk.orders()],
  'desk.why': ['ODAS', (client, { order }) => client.desk.why(order)],
  'desk.check': ['ODS', (client, { order }) => client.desk.check(order, { waitMs: 0 })],
  'desk.remind': ['ODS', (client) => client.desk.remind('ord_nobody')],
  'desk.cancel': ['ODS', (client, { order }) => client.desk.cancel(order)],
  'desk.health': ['S', (client) => client.desk.health()],
};

/** What would be gone, or asks a worker: with what is its own account’s these are asked with ids of nothing. */
const UNDONE: readonly string[] = [
  ...['certificates.remove', 'companies.remove', 'contacts.remove', 'routes.set', 'routes.remove'],
  ...['connections.test', 'connections.rollOverKey', 'connections.remove'],
  ...['users.remove', 'apiKeys.revoke', 'sessions.revoke', 'delegations.remove'],
  ...[
    'approvals.approve',
    'approvals.decline',
    'signingRequests.remove',
    'tencent.cancel',
    'tencent.openAnew',
    'tencent.remove',
  ],
];
/** What is read of an account's own log: each attempt made it longer. */
const OF_THE_LOG: readonly string[] = [
  'operations.list',
  'operations.page',
  'operations.export',
  'operations.verify',
];
const PURCHASE: TencentPurchaseRequest = {
  product: { id: 104, brand: 'trustasia', type: 'dv', kind: 'single' },
  ...{ domainCount: 1, years: 1, count: 1, askedBy: 'AKIDtests' },
};
const SIGNING: SigningRequestDetails = {
  ...{ domain: 'csr.example.com', organization: 'Example', department: 'IT', email: 'li@people.example' },
  ...{ province: 'Beijing', city: 'Beijing', country: 'CN', algorithm: 'ecc-p256' },
};
const NO_LETTER = { content: new Uint8Array(), sentBy: 'Li' };
const TO_DV = { brand: 'none' as never, type: 'dv' } as const;

let connection: Connection;
let test: TestDatabase;
let database: Database;
let ids: Ids;
const masterKey: MasterKey = { id: 'first', key: randomBytes(32) };

beforeAll(async () => {
  connection = await Connection.connect({ address: temporalAddress() });
  test = await createTestDatabase();
  database = createDatabase(test.url);
  ids = await whatTheFirstHas();
  for (const account of ['default', 'other'])
    for (const role of ROLES)
      if (role !== 'operator' || account === 'default')
        await clientOf({ account }).users.add({ login: loginOf(account, role), role });
}, 120_000);
afterAll(async () => {
  await connection.close();
  await database.end();
  await test.drop();
});

function clientOf(who: { account?: string; principal?: Principal }): OrderClient {
  return new OrderClient({ temporal: new Client({ connection }), database, masterKeys: [masterKey], ...who });
}

function loginOf(account: string, role: Role): string {
  return role === 'operator' ? 'operator' : `${role}-of-${account}`;
}

async function principal(account: string, role: Role): Promise<Principal> {
  const login = loginOf(account, role);
  const { rows } = await database.query<{ id: string }>('select user_id as id from users where login = $1', [
    login,
  ]);
  return { kind: 'user', id: rows[0]?.id ?? '', name: login, account, role };
}

async function whatTheFirstHas(): Promise<Ids> {
  const ours = clientOf({});
  await storeOrder(database, { orderId: 'ord_ours' });
  await storeLetterOrder(database, 'ord_letters', 'globalsign');
  await storeOrder(database, { orderId: 'ord_asked' });
  await database.query(
    `update orders set started_at = now(), waiting_on = case order_id when 'ord_letters' then 'subscriber-letter'
                                                           when 'ord_asked' then 'approver-decision' else 'us' end`,
  );
  await database.query(
    `insert into approvals (approval_id, order_id, account, requested_by, requested_by_name)
     values ('ord_asked', 'ord_asked', 'default', 'user:usr_who_asked', 'who asked')`,
  );
  const chain = await createOwnChain('ecc', Date.now());
  const leaf = await chain.issue({
    names: ['ours.example.com'],
    notBefore: Date.now() - 86_400_000,
    days: 90,
  });
  const { certificateId } = await ours.certificates.upload({ ...leaf, chainPem: chain.issuingPem });
  const { fingerprintSha256 } = await ours.certificates.show(certificateId);
  const { connectionId } = await ours.connections.add({
    kind: 'development-ca',
    name: 'ours',
    form: { url: 'http://127.0.0.1:9', token: 'never-used' },
    test: false,
  });
  const { routeId } = await ours.routes.set({ connection: 'ours' });
  const { userId } = await ours.users.add({ login: 'ling', role: 'owner', password: PASSWORD });
  const { keyId } = await ours.apiKeys.create({ name: 'ours', role: 'owner' });
  return {
    ...NOTHING,
    order: 'ord_ours',
    lettered: 'ord_letters',
    certificate: certificateId,
    fingerprint: fingerprintSha256,
    revoking: await oneBeingRevoked(chain),
    asked: 'ord_asked',
    signing: (await ours.signingRequests.add({ details: SIGNING })).id,
    bought: tencentIdOf('ord_ours'),
    company: (await ours.companies.add(COMPANY)).id,
    contact: (await ours.contacts.add(CONTACT)).id,
    connection: connectionId,
    route: routeId,
    user: userId,
    key: keyId,
  };
}

/** Its request waits for the stamped letter. */
async function oneBeingRevoked(chain: Awaited<ReturnType<typeof createOwnChain>>): Promise<string> {
  const names = ['revoked.example.com'];
  const leaf = await chain.issue({ names, notBefore: Date.now() - 86_400_000, days: 90 });
  const uploaded = await clientOf({}).certificates.upload({ ...leaf, chainPem: chain.issuingPem });
  await database.query(
    `insert into revocations (revocation_id, certificate_id, order_id, account, reason, proof, state, waiting_on, requested_by, started_at)
     values ('revocation_letter', $1, 'ord_letters', 'default', 'superseded', 'letter', 'proving', 'subscriber-revocation-letter', 'li', now())`,
    [uploaded.certificateId],
  );
  return uploaded.certificateId;
}

async function firstOf(things: AsyncIterable<unknown>): Promise<unknown> {
  for await (const thing of things) return thing;
  return undefined;
}

interface Outcome {
  /** `done`, a refusal's code, or the kind of another error. */
  readonly ended: string;
  readonly text: string;
}

async function outcomeOf(call: Call, who: Principal, given: Ids): Promise<Outcome> {
  try {
    const answer: unknown = await call(clientOf({ principal: who }), given);
    return { ended: 'done', text: inText(answer) };
  } catch (error) {
    if (error instanceof Refusal) return { ended: error.code, text: `${error.field ?? ''} ${error.message}` };
    return { ended: (error as Error).name, text: (error as Error).message };
  }
}

/** Of what ends without an answer there is nothing to be told. */
function inText(answer: unknown): string {
  return answer === undefined ? '' : JSON.stringify(answer);
}

function idsIn(given: Ids): string[] {
  return Object.values<string>({ ...given });
}

/** Ids are no difference. */
function without(text: string): string {
  const told = [...idsIn(ids), ...idsIn(NOTHING)].reduce((left, id) => left.replaceAll(id, 'ID'), text);
  // The moment of asking, and what is made anew each time.
  return told.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'AT').replace(/(cal|skc)_[\w-]+/g, 'NEW');
}

const CELLS = Object.entries(MATRIX);

describe('the table', () => {
  it('has every operation there is, and no other; so has the product’s', () => {
    const operations = operationsOf(clientOf({}));
    expect(Object.keys(MATRIX).sort()).toEqual(operations);
    expect(Object.keys(OPERATION_RIGHTS).sort()).toEqual(operations);
  });

  it.each(CELLS)('%s: %j may', (operation, [roles]) => {
    const may = ROLES.filter((role) => mayDo(role, operation)).map((role) => LETTER_OF[role]);
    expect(may.join('')).toBe(roles);
  });

  it('lets nobody do what it does not know', () => {
    for (const role of ROLES)
      for (const unknown of ['', 'obliterate', 'certificates', 'certificates.', 'toString', '__proto__'])
        expect(mayDo(role, unknown), `${role} ${unknown}`).toBe(false);
  });

  it('says of everything that the role of letters may do how it keeps to orders that wait on people', () => {
    const may = Object.keys(OPERATION_RIGHTS).filter((operation) => mayDo('letters', operation));
    expect(Object.keys(PEOPLE_WAITS_SCOPE).sort()).toEqual(may.sort());
  });

  it('has its further rights asserted as well', () => {
    const further = Object.keys(FURTHER_RIGHTS).map((right) => [
      right,
      ROLES.filter((role) => mayDo(role, right))
        .map((role) => LETTER_OF[role])
        .join(''),
    ]);
    expect(Object.fromEntries(further)).toEqual({
      'certificates.privateKey': 'OD',
      'connections.ofInstallation': '',
      'routes.ofInstallation': '',
      'users.setPasswordOfOthers': 'O',
      'sessions.ofOthers': 'O',
    });
  });
});

describe.each(CELLS)('%s', (operation, [roles, call]) => {
  it.each(ROLES)('with what is its own account’s, as %s', async (role) => {
    const who = await principal('default', role);
    const { ended, text } = await outcomeOf(call, who, UNDONE.includes(operation) ? NOTHING : ids);
    if (!roles.includes(LETTER_OF[role])) {
      expect({ ended, text }).toEqual({
        ended: 'NotAllowed',
        text: ` The role ${role} may not do ${operation}`,
      });
      return;
    }
    const isRefusedFurther = operation === 'users.setPassword' && role !== 'owner';
    if (isRefusedFurther) expect(text).toBe(` The role ${role} may not do users.setPasswordOfOthers`);
    else expect(ended, text).not.toMatch(/^(NotAllowed|NotSignedIn|TypeError)$/);
  });

  it.each(ROLES.filter((role) => role !== 'operator'))('with another account’s, as %s', async (role) => {
    const who = await principal('other', role);
    const foreign = await outcomeOf(call, who, ids);
    const ofNothing = await outcomeOf(call, who, NOTHING);
    expect(foreign.ended).toBe(ofNothing.ended);
    expect(foreign.ended === 'NotAllowed').toBe(
      !roles.includes(LETTER_OF[role]) || foreign.text.includes('OfOthers'),
    );
    expect(foreign.text).not.toContain('"account":"default"');
    if (OF_THE_LOG.includes(operation)) return;
    // Not a word more than about what is not there.
    expect(without(foreign.text)).toBe(without(ofNothing.text));
    for (const id of new Set(idsIn(ids)))
      if (foreign.ended === 'done') expect(foreign.text).not.toContain(id);
  });
});

describe('the entry in the log', () => {
  const asked = CELLS.filter(([operation]) => !READING_OPERATIONS.includes(operation));

  it.each(asked)('%s names the person, or the key, that asked', async (_operation, [roles, call]) => {
    const role = roles.startsWith('O') ? 'owner' : 'operator';
    const key = { kind: 'key', id: ids.key, name: `ours (${ids.key})`, account: 'default', role } as const;
    for (const who of [await principal('default', role), key]) {
      const before = (await entries()).length;
      await outcomeOf(call, who, NOTHING);
      const added = (await entries()).slice(before);
      expect(added.length).toBeGreaterThan(0);
      for (const { actor } of added) expect(actor).toBe(who.name);
    }
  });

  it.each(READING_OPERATIONS)(
    '%s: there is none of what only reads, unless it is refused',
    async (operation) => {
      const [roles, call] = MATRIX[operation] ?? ['', () => undefined];
      for (const role of ROLES) {
        const who = await principal('default', role);
        const before = (await entries()).length;
        await outcomeOf(call, who, NOTHING);
        const isRefused = !roles.includes(LETTER_OF[role]);
        // What answers by a stream is refused before its entry is written.
        if (isRefused) await until('the refusal is told', async () => (await entries()).length > before);
        const added = (await entries()).slice(before);
        expect(added.map((entry) => [entry.actor, entry.operation])).toEqual(
          isRefused ? [[who.name, 'access.refuse']] : [],
        );
      }
    },
  );

  async function entries(): Promise<readonly { actor: string; operation: string }[]> {
    const { rows } = await database.query<{ actor: string; operation: string }>(
      `select actor, operation from operations where account = 'default' order by sequence`,
    );
    return rows;
  }
});

describe('the door', () => {
  it('asks first whom it lets see single things only, of every such operation there is', () => {
    const client = clientOf({});
    const single = Object.entries(PEOPLE_WAITS_SCOPE).filter(([, scope]) => !['list', 'own'].includes(scope));
    for (const [operation] of single) {
      const [name = '', part] = operation.split('.').reverse();
      const owner: unknown = part === undefined ? client : Reflect.get(client, part);
      const method = Reflect.get(owner as object, name) as (...given: unknown[]) => unknown;
      // What answers by a stream is asked as it begins.
      const isStream = operation === 'watch' || method.constructor.name === 'AsyncGeneratorFunction';
      expect([operation, isStream || method.constructor.name === 'AsyncFunction']).toEqual([operation, true]);
    }
  });

  it('is the only one: no way around it leads to a method', async () => {
    const who = await principal('default', 'auditor');
    const client = clientOf({ principal: who });
    const expected = { code: 'NotAllowed' };
    const taken = client.cancel.bind(client);
    expect(await refusalOf(taken('ord_ours'))).toMatchObject(expected);
    const { connections } = client;
    expect(await refusalOf(connections.test('ours'))).toMatchObject(expected);
    const described = Object.getOwnPropertyDescriptor(client, 'connections')?.value as typeof connections;
    expect(await refusalOf(described.test('ours'))).toMatchObject(expected);
    for (const [, part] of Object.entries(client))
      if (part === connections)
        expect(await refusalOf((part as typeof connections).test('ours'))).toMatchObject(expected);
    const inherited = Reflect.get(Object.getPrototypeOf(client) as object, 'cancel') as typeof client.cancel;
    await expect(inherited.call(client, 'ord_ours')).rejects.toThrow(TypeError);
    expect(() => Object.assign(client, { cancel: () => 'done' })).toThrow(TypeError);
    expect(client).toBeInstanceOf(OrderClient);
  });

  it('is not opened by an operation that somebody adds without a row', async () => {
    class More extends OrderClient {
      obliterate(): Promise<string> {
        return Promise.resolve('done');
      }
    }
    const who = await principal('default', 'owner');
    const temporal = new Client({ connection });
    const more = new More({ temporal, database, masterKeys: [masterKey], principal: who });
    expect((more as { obliterate?: unknown }).obliterate).toBeTypeOf('function');
    await expect(async () => more.obliterate()).rejects.toMatchObject({ code: 'NotAllowed' });
    expect(operationsOf(more)).toContain('obliterate');
  });

  it('takes nobody for the installation', () => {
    const options = { temporal: new Client({ connection }), database, masterKeys: [masterKey] };
    for (const nobody of [undefined, null, {}, { role: 'root', account: 'default', name: 'x' }])
      expect(() => new OrderClient({ ...options, principal: nobody as unknown as Principal })).toThrow(
        expect.objectContaining({ code: 'NotSignedIn' }) as Error,
      );
  });

  it('tells the log whom it refused what, and who did what', async () => {
    const who = await principal('default', 'auditor');
    await refusalOf(clientOf({ principal: who }).cancel('ord_refused'));
    const owner = await principal('default', 'owner');
    await refusalOf(clientOf({ principal: owner }).cancel('ord_refused'));
    const told = await clientOf({}).operations.list({ subject: 'ord_refused' });
    expect(
      told.map(({ actor, operation, outcome, details }) => [actor, operation, outcome, details.right]),
    ).toEqual([
      ['owner-of-default', 'order.cancel', 'refused', undefined],
      ['owner-of-default', 'order.cancel', 'asked', undefined],
      ['auditor-of-default', 'access.refuse', 'refused', 'cancel'],
    ]);
  });

  it('lets no account touch what is the installation’s', async () => {
    const client = clientOf({ principal: await principal('default', 'owner') });
    const whose = { ofInstallation: true };
    const attempts = [
      client.connections.add({ kind: 'development-ca', name: 'all', form: {}, ...whose }),
      client.connections.edit('ours', {}, whose),
      client.connections.rollOverKey('ours', whose),
      client.connections.remove('ours', { ...whose, force: true }),
      client.routes.set({ connection: 'ours', ...whose }),
      client.routes.remove('route_x', { ofInstallation: 1 as unknown as boolean }),
    ];
    for (const attempt of attempts) expect((await refusalOf(attempt)).code).toBe('NotAllowed');
  });
});

describe('a private key', () => {
  it.each(ROLES)('is handed out by its own right, as %s', async (role) => {
    const client = clientOf({ principal: await principal('default', role) });
    if (!MATRIX['certificates.download']?.[0].includes(LETTER_OF[role])) {
      expect((await refusalOf(client.certificates.download(ids.certificate))).code).toBe('NotAllowed');
      return;
    }
    const download = await client.certificates.download(ids.certificate);
    const pack = await client.certificates.pack(ids.certificate, { format: 'all' });
    const secrets = pack.files.filter(({ secret }) => secret).map(({ path }) => path);
    expect(download.fullchainPem).toContain('BEGIN CERTIFICATE');
    if (mayDo(role, 'certificates.privateKey')) {
      expect(download.privateKeyPem).toContain('PRIVATE KEY');
      expect(secrets.length).toBeGreaterThan(0);
      return;
    }
    expect(download).toMatchObject({
      privateKeyPem: null,
      privateKeyMissing: 'This role may not take private keys.',
    });
    expect(JSON.stringify([download, pack])).not.toContain('BEGIN PRIVATE');
    expect(secrets).toEqual([]);
    for (const format of ['pkcs12', 'tomcat'] as const)
      expect(
        await refusalOf(client.certificates.pack(ids.certificate, { format: format as never })),
      ).toMatchObject({
        code: expect.stringMatching(/^(NotAllowed|InvalidInput)$/) as string,
      });
  });
});

describe('who handles letters', () => {
  it('sees orders that wait on people, and no others, as long as they do', async () => {
    const client = clientOf({ principal: await principal('default', 'letters') });
    expect((await client.list()).map(({ orderId }) => orderId)).toEqual(['ord_letters']);
    expect((await client.list({ brand: 'trustasia' })).length).toBe(0);
    expect((await client.show('ord_letters')).orderId).toBe('ord_letters');
    const hidden = await refusalOf(client.show('ord_ours'));
    expect(hidden.message.replace('ord_ours', 'ID')).toBe(
      (await refusalOf(client.show('ord_nobody'))).message.replace('ord_nobody', 'ID'),
    );
    await expect(firstOf(client.watch('ord_ours'))).rejects.toMatchObject({ code: 'NotFound' });
    const watched: string[] = [];
    for await (const view of client.watch('ord_letters', { intervalMs: 20 })) {
      watched.push(view.waitingOn ?? '');
      await database.query(`update orders set waiting_on = 'ca-issuance' where order_id = 'ord_letters'`);
    }
    expect(watched).toEqual(['subscriber-letter']);
    expect((await refusalOf(client.letters.list('ord_letters'))).code).toBe('NotFound');
    // The other proof of the two may be the one that waits.
    await database.query(
      `update orders set tracks = '[{"track":"domain","status":"open","waitingOn":"subscriber-dns"},
          {"track":"organization","status":"open","waitingOn":"ca-phone-call"}]' where order_id = 'ord_letters'`,
    );
    expect((await client.list()).map(({ orderId }) => orderId)).toEqual(['ord_letters']);
    expect((await client.letters.list('ord_letters')).length).toBe(0);
    await database.query(
      `update orders set tracks = null, waiting_on = 'subscriber-letter' where order_id = 'ord_letters'`,
    );
  });
});

describe('who handles letters, of requests to revoke,', () => {
  const waitsOn = (wait: string) =>
    database.query(`update revocations set waiting_on = $1 where revocation_id = 'revocation_letter'`, [
      wait,
    ]);

  it('sees those that wait for a letter or its review, hands the letter in, and sees no others', async () => {
    const client = clientOf({ principal: await principal('default', 'letters') });
    const { certificates } = client;
    const names = ['revocation_letter', ids.revoking, 'ord_letters'];
    for (const wait of ['subscriber-revocation-letter', 'reviewer-revocation']) {
      await waitsOn(wait);
      expect((await certificates.revocations()).map(({ revocationId }) => revocationId)).toEqual([names[0]]);
      expect((await certificates.pageOfRevocations({ limit: 1 })).items).toHaveLength(1);
      for (const named of names)
        expect(await certificates.revocation(named)).toMatchObject({ waitingOn: wait });
      expect(await refusalOf(certificates.uploadRevocationLetter(ids.revoking, NO_LETTER))).toMatchObject({
        code: 'InvalidInput',
      });
    }
    const nothing = (await refusalOf(certificates.revocation('cert_nobody'))).message;
    for (const wait of ['approver-decision', 'subscriber-revocation-proof', 'ca-revocation', 'records']) {
      await waitsOn(wait);
      expect(await certificates.revocations()).toEqual([]);
      for (const named of names)
        for (const ask of [
          () => certificates.revocation(named),
          () => certificates.revocationLetterTemplate(named),
          () => certificates.uploadRevocationLetter(named, NO_LETTER),
        ])
          expect((await refusalOf(ask())).message.replace(named, 'cert_nobody')).toBe(nothing);
      const owner = clientOf({ principal: await principal('default', 'owner') });
      expect(await owner.certificates.revocations()).toHaveLength(1);
    }
    await waitsOn('subscriber-revocation-letter');
    // Of the certificate itself, nothing.
    for (const ask of [
      () => certificates.show(ids.revoking),
      () => certificates.checkRevocation(ids.revoking),
    ])
      expect((await refusalOf(ask())).code).toBe('NotAllowed');
    const foreign = clientOf({ principal: await principal('other', 'letters') });
    expect((await refusalOf(foreign.certificates.revocation(ids.revoking))).code).toBe('NotFound');
    expect(await foreign.certificates.revocations()).toEqual([]);
  });
});

describe('an operator', () => {
  it('sees the waits of all accounts, and nothing that a form says', async () => {
    await database.query(`update orders set account = 'other' where order_id = 'ord_ours'`);
    const client = clientOf({ principal: await principal('default', 'operator') });
    const waits = await client.waits.list();
    expect(waits.map(({ account, orderId, waitingOn }) => [account, orderId, waitingOn]).sort()).toEqual([
      ['default', 'ord_asked', 'approver-decision'],
      ['default', 'ord_letters', 'subscriber-letter'],
      ['other', 'ord_ours', 'us'],
    ]);
    for (const told of ['example.com', ...Object.values(COMPANY).map(String)])
      expect(JSON.stringify(waits)).not.toContain(told);
    const [first] = (await client.waits.page({ limit: 1 })).items;
    const { next } = await client.waits.page({ limit: 1 });
    const second = await client.waits.page({ limit: 2, after: next ?? '' });
    expect([first, ...second.items].map((wait) => wait?.orderId)).toEqual(
      waits.map(({ orderId }) => orderId),
    );
    expect(second.next).toBeNull();
    await database.query(`update orders set account = 'default' where order_id = 'ord_ours'`);
  });
});
