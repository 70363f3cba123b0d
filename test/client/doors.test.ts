/**
 * Every door of the client with the ten worst strings: refused by field, or an id that nothing has. The operations are found by
 * reflection, the fields of forms in their schemas: a new one without a row here fails.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SigningRequestDetails } from '../../client/certificates/signing-requests.js';
import { OrderClient } from '../../client/order-client.js';
import type { OrderFormInput } from '../../client/orders/creating.js';
import type { TencentPurchaseRequest } from '../../client/tencent/index.js';
import { forbiddenCharacter } from '../../domain/characters.js';
import type { Labels } from '../../domain/orders/labels.js';
import { ORDER_FORM_SCHEMA } from '../../domain/orders/form.js';
import {
  CHECK_CHANNEL_SCHEMA,
  COMPANY_SCHEMA,
  PERSON_SCHEMA,
  type CheckChannel,
  type Company,
  type Person,
} from '../../domain/organization/form.js';
import { tencentIdOf } from '../../domain/tencent/ids.js';
import { SUBMITTED_FIELDS } from '../../domain/tencent/information.js';
import { letterFile } from '../support/letter-files.js';
import { operationsOf } from '../support/operations-of.js';
import { createOrderWorld, type OrderWorld } from '../support/order-world.js';
import { companyForm } from '../support/organization-orders.js';
import { COMPANY, CONTACT, IDENTITY, PHONE_CHANNEL, REGISTRATION } from '../support/organizations.js';
import { dvForm, order, standing } from '../support/orders.js';
import { refusalOf } from '../support/refusal-of.js';
import { nameOf, textFieldsOf, withText } from '../support/text-fields.js';
import { WORST_STRINGS } from '../support/worst-strings.js';

let world: OrderWorld;
let orders: OrderClient;
let ids: Record<
  | 'issued'
  | 'renewable'
  | 'free'
  | 'draft'
  | 'company'
  | 'person'
  | 'letters'
  | 'open'
  | 'connection'
  | 'ca'
  | 'key'
  | 'signing',
  string
>;

beforeAll(async () => {
  world = await createOrderWorld();
  const { temporal, taskQueue, dependencies } = world;
  const { database, masterKeys } = dependencies;
  // Not the one that remembers key passwords: these are none.
  orders = new OrderClient({ temporal, taskQueue, database, masterKeys });
  ids = await whatThereIs();
}, 120_000);
afterAll(() => world.stop());

async function whatThereIs(): Promise<typeof ids> {
  const [issued, renewable, free, draft, letters, open] = await Promise.all([
    order(world, 'issued.example.com'),
    order(world, 'renewable.example.com'),
    order(world, 'free.example.com', { type: 'dv-free' }),
    orders.create({ form: { brand: 'geotrust', type: 'ov' } }),
    orders.create({ form: companyForm({ brand: 'globalsign', type: 'ov' }, 'letters') }),
    order(world, 'open.example.com', { validation: 'manual-dns' }),
  ]);
  await Promise.all([issued, renewable, free].map((id) => standing(world, id, 'issued')));
  await Promise.all([
    standing(world, letters.orderId, 'subscriber-letter'),
    standing(world, open, 'subscriber-dns'),
  ]);
  const soon = new Date(Date.now() + 10 * 86_400_000);
  await world.dependencies.database.query('update plans set ends_at = $1 where plan_id = $2', [
    soon,
    renewable,
  ]);
  await orders.users.add({ login: 'ling', role: 'owner' });
  return {
    key: (await orders.apiKeys.create({ name: 'of tests', role: 'auditor' })).keyId,
    issued,
    renewable,
    free,
    open,
    draft: draft.orderId,
    letters: letters.orderId,
    signing: (await orders.signingRequests.add({ details: SIGNING })).id,
    company: (await orders.companies.add(COMPANY)).id,
    person: (await orders.contacts.add(CONTACT)).id,
    connection: (await orders.connections.add({ ...DNS_SERVER, test: false })).connectionId,
    ca: (
      await orders.connections.add({
        kind: 'development-ca',
        name: 'other-ca',
        form: { url: 'http://127.0.0.1:9', token: 'never-used' },
        test: false,
      })
    ).connectionId,
  };
}

/** Nobody is there: none of it is tried. */
const DNS_SERVER = {
  kind: 'rfc2136',
  name: 'dns-of-tests',
  form: {
    server: '127.0.0.1:9',
    tsigKeyName: 'key-of-tests',
    tsigAlgorithm: 'hmac-sha256',
    tsigSecret: 'bmV2ZXIgdXNlZA==',
  },
};

interface Door {
  /** What a refusal must name; the beginning of it where the problem may lie deeper. */
  readonly field: string;
  readonly call: (worst: string) => Promise<unknown>;
}

function door(field: string, call: Door['call']): Door {
  return { field, call };
}

/** Never an id of anything. */
function byId(call: Door['call'], field = 'orderId'): Door {
  return door(field, call);
}

const WHOLE_COMPANY: Company = { ...COMPANY, registration: REGISTRATION };
const WHOLE_PERSON: Person = { ...CONTACT, identity: IDENTITY };

/** A whole form with company and people; nothing of it is stored before it is read. */
function wholeForm(): OrderFormInput {
  return companyForm({ brand: 'geotrust', type: 'ov' }, 'whole', {
    company: WHOLE_COMPANY,
    manager: WHOLE_PERSON,
    contact: WHOLE_PERSON,
    tags: [{ key: 'team', value: 'web' }],
  });
}

function doorsOfForm(take: (form: OrderFormInput) => Promise<unknown>): Door[] {
  return textFieldsOf(ORDER_FORM_SCHEMA).map((path) =>
    door(nameOf(path), (worst) => take(withText(wholeForm(), path, worst) as OrderFormInput)),
  );
}

function doorsOfDetails<Details>(
  schema: Parameters<typeof textFieldsOf>[0],
  details: Details,
  take: (changed: Details) => Promise<unknown>,
): Door[] {
  return textFieldsOf(schema).map((path) =>
    door(nameOf(path), (worst) => take(withText(details, path, worst) as Details)),
  );
}

/** Words that programs hand in as they come. */
function any(word: string): never {
  return word as never;
}

function doorsOfLabels(set: (changes: Parameters<OrderClient['setLabels']>[1]) => Promise<unknown>): Door[] {
  return [
    door('alias', (worst) => set({ alias: worst })),
    door('project', (worst) => set({ project: worst })),
    door('tags', (worst) => set({ tags: [{ key: worst, value: '' }] })),
    door('tags', (worst) => set({ tags: [{ key: 'key', value: worst }] })),
    door('addTags', (worst) => set({ addTags: [{ key: worst, value: '' }] })),
    door('removeTags', (worst) => set({ removeTags: [worst] })),
  ];
}

function doorsOfSearch(
  list: (filter: NonNullable<Parameters<OrderClient['list']>[0]>) => Promise<unknown>,
): Door[] {
  return [
    door('state', (worst) => list({ state: any(worst) })),
    door('state', (worst) => list({ state: ['issued', any(worst)] })),
    door('search', (worst) => list({ search: worst })),
    door('name', (worst) => list({ name: worst })),
    door('alias', (worst) => list({ alias: worst })),
    door('project', (worst) => list({ project: worst })),
    door('tag', (worst) => list({ tag: { key: worst } })),
    door('tag', (worst) => list({ tag: { key: 'key', value: worst } })),
  ];
}

function doorsOfOrders(
  list: (filter: NonNullable<Parameters<OrderClient['list']>[0]>) => Promise<unknown>,
): Door[] {
  return [
    ...doorsOfSearch(list),
    ...(['tab', 'waitingOn', 'party', 'brand', 'type', 'deadlineBefore'] as const).map((field) =>
      door(field, (worst) => list({ [field]: any(worst) })),
    ),
  ];
}

async function exported(request: Parameters<OrderClient['exportOrders']>[0]): Promise<void> {
  for await (const line of orders.exportOrders(request)) expect(line).not.toBe('');
}

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
const FIRST = { limit: 1, offset: 0 };
const PURCHASE: TencentPurchaseRequest = {
  product: { id: 104, brand: 'trustasia', type: 'dv', kind: 'single' },
  domainCount: 1,
  years: 1,
  count: 1,
  askedBy: 'AKIDtests',
};

function doorsOfRequest(take: (details: SigningRequestDetails) => Promise<unknown>): Door[] {
  return Object.keys(SIGNING).map((field) => door(field, (worst) => take({ ...SIGNING, [field]: worst })));
}

const CHANGES: Labels = { alias: null, tags: [], project: null };
const letter = () => ({ content: letterFile('pdf'), sentBy: 'Li' });
const KEYED = ['idempotencyKey', 'keyPassword'] as const;

/** The new order's own texts, and the changes of its form. */
function doorsOfFollowing(
  follow: (request: { idempotencyKey?: string; keyPassword?: string; changes?: object }) => Promise<unknown>,
): Door[] {
  return [
    ...KEYED.map((field) => door(field, (worst) => follow({ [field]: worst }))),
    door('alias', (worst) => follow({ changes: { alias: worst } })),
    door('csr.pem', (worst) => follow({ changes: { csr: { mode: 'paste', pem: worst } } })),
    door('notificationEmail', (worst) => follow({ changes: { notificationEmail: worst } })),
  ];
}

const DOORS: Readonly<Record<string, readonly Door[]>> = {
  create: [
    ...doorsOfForm((form) => orders.create({ form })),
    door('orderId', (worst) => orders.create({ form: dvForm('x.example.com'), orderId: worst })),
    door('idempotencyKey', (worst) =>
      orders.create({ form: dvForm('x.example.com'), idempotencyKey: worst }),
    ),
    door('brand', (worst) => orders.create({ form: { brand: any(worst), type: 'dv' }, draft: true })),
  ],
  quote: doorsOfForm((form) => orders.quote(form)),
  // What is wrong with a form is its answer, by field; what is no form at all is refused.
  checkForm: [
    door('pastedNames', (worst) => orders.checkForm({ form: {}, pastedNames: worst.padEnd(100_001, ',') })),
  ],
  quoteResubmission: [
    byId((worst) => orders.quoteResubmission(worst)),
    ...doorsOfFollowing((request) => orders.quoteResubmission(ids.open, request)).filter(
      ({ field }) => field !== 'idempotencyKey',
    ),
  ],
  submit: [
    byId((worst) => orders.submit(worst, dvForm('x.example.com'))),
    ...doorsOfForm((form) => orders.submit(ids.draft, form)),
  ],
  preflight: [
    door('names[0]', (worst) => orders.preflight({ names: [worst] })),
    door('ca', (worst) => orders.preflight({ names: ['a.example.com'], ca: worst })),
    door('method', (worst) => orders.preflight({ names: ['a.example.com'], method: any(worst) })),
    door('accountUri', (worst) => orders.preflight({ names: ['a.example.com'], accountUri: worst })),
  ],
  show: [byId((worst) => orders.show(worst))],
  why: [byId((worst) => orders.why(worst))],
  turns: [byId((worst) => orders.turns(worst))],
  counts: [],
  exportOrders: [
    ...doorsOfOrders((filter) => exported(filter)),
    door('language', (worst) => exported({ language: any(worst) })),
  ],
  list: [
    ...doorsOfOrders((filter) => orders.list(filter)),
    door('limit', (worst) => orders.list({ limit: any(worst) })),
  ],
  readForecast: [
    door('date', (worst) => orders.readForecast({ date: worst })),
    door('until', (worst) => orders.readForecast({ date: '2099-01-01', until: worst })),
    door('weeks', (worst) => orders.readForecast({ date: '2099-01-01', weeks: any(worst) })),
  ],
  page: [
    ...doorsOfOrders((filter) => orders.page(filter)),
    door('limit', (worst) => orders.page({ limit: any(worst) })),
    door('after', (worst) => orders.page({ after: worst })),
  ],
  forecast: [
    door('date', (worst) => orders.forecast({ date: worst })),
    door('until', (worst) => orders.forecast({ date: '2099-01-01', until: worst })),
    door('weeks', (worst) => orders.forecast({ date: '2099-01-01', weeks: any(worst) })),
  ],
  check: [byId((worst) => orders.check(worst))],
  repair: [
    byId((worst) => orders.repair(worst, { validation: 'auto-dns' })),
    door('validation', (worst) => orders.repair(ids.open, { validation: any(worst) })),
  ],
  reroute: [byId((worst) => orders.reroute(worst))],
  repairContact: [
    byId((worst) => orders.repairContact(worst, CONTACT)),
    door('contactId', (worst) => orders.repairContact(ids.letters, { existing: worst })),
    ...doorsOfDetails<Person>(PERSON_SCHEMA, WHOLE_PERSON, (person) =>
      orders.repairContact(ids.letters, person),
    ),
  ],
  repairChannel: [
    byId((worst) => orders.repairChannel(worst, PHONE_CHANNEL)),
    ...doorsOfDetails<CheckChannel>(CHECK_CHANNEL_SCHEMA, PHONE_CHANNEL, (channel) =>
      orders.repairChannel(ids.letters, channel),
    ),
    door('address', (worst) =>
      orders.repairChannel(ids.letters, { by: 'email', address: worst, source: 'baidu-map' }),
    ),
  ],
  cancel: [byId((worst) => orders.cancel(worst))],
  resubmit: [
    byId((worst) => orders.resubmit(worst)),
    ...doorsOfFollowing((request) => orders.resubmit(ids.open, { ...request, dryRun: true })).filter(
      ({ field }) => field !== 'idempotencyKey',
    ),
  ],
  confirmEmail: [
    byId((worst) => orders.confirmEmail(worst)),
    door('email', (worst) => orders.confirmEmail(ids.letters, { email: any(worst) })),
  ],
  reportPhoneCheck: [
    byId((worst) => orders.reportPhoneCheck(worst, { result: 'answered' })),
    door('result', (worst) => orders.reportPhoneCheck(ids.letters, { result: any(worst) })),
  ],
  confirmMailbox: [byId((worst) => orders.confirmMailbox(worst))],
  resendEmails: [byId((worst) => orders.resendEmails(worst))],
  sweep: [],
  setLabels: [
    byId((worst) => orders.setLabels(worst, CHANGES)),
    ...doorsOfLabels((changes) => orders.setLabels(ids.open, changes)),
  ],
  watch: [
    byId(async (worst) => {
      for await (const view of orders.watch(worst)) return view;
      return undefined;
    }),
  ],
  watchAll: [],
  'certificates.list': [
    ...doorsOfSearch((filter) => orders.certificates.list(filter as object)),
    door('limit', (worst) => orders.certificates.list({ limit: any(worst) })),
    door('expiresBefore', (worst) => orders.certificates.list({ expiresBefore: worst })),
  ],
  'certificates.page': [door('after', (worst) => orders.certificates.page({ after: worst }))],
  'certificates.show': [byId((worst) => orders.certificates.show(worst), 'certificateId')],
  'certificates.revoke': [
    byId((worst) => orders.certificates.revoke(worst, { reason: 'superseded' }), 'certificateId'),
    door('reason', (worst) => orders.certificates.revoke(ids.issued, { reason: any(worst) })),
    door('requestedBy', (worst) =>
      orders.certificates.revoke(ids.issued, { reason: 'superseded', requestedBy: worst }),
    ),
  ],
  'certificates.revocation': [byId((worst) => orders.certificates.revocation(worst), 'certificateId')],
  'certificates.revocations': [
    door('limit', (worst) => orders.certificates.revocations({ limit: any(worst) })),
  ],
  'certificates.pageOfRevocations': [
    door('after', (worst) => orders.certificates.pageOfRevocations({ after: worst })),
  ],
  'certificates.checkRevocation': [
    byId((worst) => orders.certificates.checkRevocation(worst), 'certificateId'),
  ],
  'certificates.revocationLetterTemplate': [
    byId((worst) => orders.certificates.revocationLetterTemplate(worst), 'certificateId'),
  ],
  'certificates.uploadRevocationLetter': [
    byId((worst) => orders.certificates.uploadRevocationLetter(worst, letter()), 'certificateId'),
    door('sentBy', (worst) =>
      orders.certificates.uploadRevocationLetter(ids.issued, { ...letter(), sentBy: worst }),
    ),
    door('content', (worst) =>
      orders.certificates.uploadRevocationLetter(ids.issued, { ...letter(), content: any(worst) }),
    ),
  ],
  'certificates.download': [
    byId((worst) => orders.certificates.download(worst), 'certificateId'),
    door('keyPassword', (worst) => orders.certificates.download(ids.issued, { keyPassword: worst })),
  ],
  'certificates.pack': [
    byId((worst) => orders.certificates.pack(worst, { format: 'pem' }), 'certificateId'),
    door('format', (worst) => orders.certificates.pack(ids.issued, { format: any(worst) })),
    door('keyPassword', (worst) =>
      orders.certificates.pack(ids.issued, { format: 'tomcat', keyPassword: worst }),
    ),
  ],
  'certificates.reissue': [
    byId((worst) => orders.certificates.reissue(worst), 'certificateId'),
    door('csr', (worst) => orders.certificates.reissue(ids.issued, { csr: any(worst) })),
    door('csr.pem', (worst) => orders.certificates.reissue(ids.issued, { csr: { pem: worst } })),
    ...KEYED.map((field) =>
      door(field, (worst) => orders.certificates.reissue(ids.issued, { [field]: worst })),
    ),
  ],
  'certificates.quoteRenewal': [
    byId((worst) => orders.certificates.quoteRenewal(worst), 'certificateId'),
    ...doorsOfFollowing((request) => orders.certificates.quoteRenewal(ids.renewable, request)).filter(
      ({ field }) => field !== 'idempotencyKey',
    ),
  ],
  'certificates.quoteReplacement': [
    byId(
      (worst) => orders.certificates.quoteReplacement(worst, { changes: { names: ['a.com'] } }),
      'certificateId',
    ),
    door('names[0]', (worst) =>
      orders.certificates.quoteReplacement(ids.issued, { changes: { names: [worst] } }),
    ),
  ],
  'certificates.quoteUpgrade': [
    byId(
      (worst) => orders.certificates.quoteUpgrade(worst, { brand: 'wotrus', type: 'dv' }),
      'certificateId',
    ),
    door('brand', (worst) => orders.certificates.quoteUpgrade(ids.free, { brand: any(worst), type: 'dv' })),
  ],
  'certificates.renew': [
    byId((worst) => orders.certificates.renew(worst), 'certificateId'),
    ...doorsOfFollowing((request) => orders.certificates.renew(ids.renewable, request)),
  ],
  'certificates.replace': [
    byId((worst) => orders.certificates.replace(worst, { changes: { names: ['a.com'] } }), 'certificateId'),
    door('names[0]', (worst) => orders.certificates.replace(ids.issued, { changes: { names: [worst] } })),
    ...doorsOfFollowing((request) =>
      orders.certificates.replace(ids.issued, {
        ...request,
        changes: { names: ['b.example.com'], ...request.changes },
      }),
    ),
  ],
  'certificates.upgrade': [
    byId((worst) => orders.certificates.upgrade(worst, { brand: 'trustasia', type: 'dv' }), 'certificateId'),
    door('brand', (worst) => orders.certificates.upgrade(ids.free, { brand: any(worst), type: 'dv' })),
    door('type', (worst) => orders.certificates.upgrade(ids.free, { brand: 'trustasia', type: any(worst) })),
    ...doorsOfFollowing((request) =>
      orders.certificates.upgrade(ids.free, { ...request, brand: 'trustasia', type: 'dv' }),
    ),
  ],
  'certificates.setLabels': [
    byId((worst) => orders.certificates.setLabels(worst, CHANGES), 'certificateId'),
    ...doorsOfLabels((changes) => orders.certificates.setLabels(ids.issued, changes)),
  ],
  'certificates.upload': [
    door('certificatePem', (worst) => orders.certificates.upload({ certificatePem: worst })),
    ...(['chainPem', 'privateKeyPem', 'keyPassword', 'alias', 'project'] as const).map((field) =>
      door(field, async (worst) => {
        const { certificatePem } = await orders.certificates.download(ids.issued);
        return await orders.certificates.upload({ certificatePem, [field]: worst });
      }),
    ),
    door('tags', (worst) =>
      orders.certificates.upload({ certificatePem: '', tags: [{ key: worst, value: '' }] }),
    ),
  ],
  'certificates.remove': [byId((worst) => orders.certificates.remove(worst), 'certificateId')],
  'certificates.setExpiryNotices': [
    byId((worst) => orders.certificates.setExpiryNotices(worst, false), 'certificateId'),
    door('on', (worst) => orders.certificates.setExpiryNotices(ids.issued, any(worst))),
  ],
  'apiKeys.list': [],
  'apiKeys.create': [
    door('name', (worst) => orders.apiKeys.create({ name: worst, role: 'orderer' })),
    door('role', (worst) => orders.apiKeys.create({ name: 'one', role: any(worst) })),
    door('expiresAt', (worst) => orders.apiKeys.create({ name: 'one', role: 'orderer', expiresAt: worst })),
  ],
  'apiKeys.rotate': [
    byId((worst) => orders.apiKeys.rotate(worst), 'apiKey'),
    door('overlapHours', (worst) => orders.apiKeys.rotate(ids.key, { overlapHours: any(worst) })),
  ],
  'apiKeys.revoke': [byId((worst) => orders.apiKeys.revoke(worst), 'apiKey')],
  'companies.list': [door('limit', (worst) => orders.companies.list({ limit: any(worst) }))],
  'companies.page': [door('after', (worst) => orders.companies.page({ after: worst }))],
  'companies.get': [byId((worst) => orders.companies.get(worst), 'companyId')],
  'companies.add': doorsOfDetails<Company>(COMPANY_SCHEMA, WHOLE_COMPANY, (company) =>
    orders.companies.add(company),
  ),
  'companies.edit': [
    byId((worst) => orders.companies.edit(worst, {}), 'companyId'),
    ...doorsOfDetails<Company>(COMPANY_SCHEMA, WHOLE_COMPANY, (company) =>
      orders.companies.edit(ids.company, company),
    ),
  ],
  'companies.remove': [byId((worst) => orders.companies.remove(worst), 'companyId')],
  'connections.kinds': [],
  'connections.list': [],
  'connections.show': [byId((worst) => orders.connections.show(worst), 'connection')],
  'connections.add': [
    door('kind', (worst) => orders.connections.add({ ...DNS_SERVER, kind: worst })),
    door('name', (worst) => orders.connections.add({ ...DNS_SERVER, name: worst })),
    ...Object.keys(DNS_SERVER.form).map((field) =>
      door(field, (worst) =>
        orders.connections.add({ ...DNS_SERVER, form: { ...DNS_SERVER.form, [field]: worst } }),
      ),
    ),
  ],
  'connections.edit': [
    byId((worst) => orders.connections.edit(worst, {}), 'connection'),
    ...Object.keys(DNS_SERVER.form).map((field) =>
      door(field, (worst) => orders.connections.edit(ids.connection, { [field]: worst })),
    ),
  ],
  'connections.test': [byId((worst) => orders.connections.test(worst), 'connection')],
  'connections.rollOverKey': [byId((worst) => orders.connections.rollOverKey(worst), 'connection')],
  'connections.remove': [byId((worst) => orders.connections.remove(worst), 'connection')],
  'contacts.list': [door('limit', (worst) => orders.contacts.list({ limit: any(worst) }))],
  'contacts.page': [door('after', (worst) => orders.contacts.page({ after: worst }))],
  'contacts.get': [byId((worst) => orders.contacts.get(worst), 'contactId')],
  'contacts.add': doorsOfDetails<Person>(PERSON_SCHEMA, WHOLE_PERSON, (person) =>
    orders.contacts.add(person),
  ),
  'contacts.edit': [
    byId((worst) => orders.contacts.edit(worst, {}), 'contactId'),
    ...doorsOfDetails<Person>(PERSON_SCHEMA, WHOLE_PERSON, (person) =>
      orders.contacts.edit(ids.person, person),
    ),
  ],
  'contacts.remove': [byId((worst) => orders.contacts.remove(worst), 'contactId')],
  'delegations.add': [
    door('name', (worst) => orders.delegations.add({ name: worst, zone: 'example.net' })),
    door('zone', (worst) => orders.delegations.add({ name: 'x.example.com', zone: worst })),
  ],
  'delegations.list': [door('limit', (worst) => orders.delegations.list({ limit: any(worst) }))],
  'delegations.page': [door('after', (worst) => orders.delegations.page({ after: worst }))],
  'delegations.show': [door('name', (worst) => orders.delegations.show(worst))],
  'delegations.check': [door('name', (worst) => orders.delegations.check(worst))],
  'delegations.remove': [door('name', (worst) => orders.delegations.remove(worst))],
  'dossiers.make': [
    byId((worst) => orders.dossiers.make(worst)),
    door('language', (worst) => orders.dossiers.make(ids.open, { language: any(worst) })),
    door('timeZone', (worst) => orders.dossiers.make(ids.open, { timeZone: worst })),
  ],
  'dossiers.signers': [],
  'freePlaces.show': [],
  'catalogue.show': [],
  'letters.upload': [
    byId((worst) => orders.letters.upload(worst, letter())),
    door('sentBy', (worst) => orders.letters.upload(ids.letters, { ...letter(), sentBy: worst })),
    door('content', (worst) => orders.letters.upload(ids.letters, { ...letter(), content: any(worst) })),
  ],
  'letters.list': [byId((worst) => orders.letters.list(worst))],
  'letters.page': [
    byId((worst) => orders.letters.page(worst)),
    door('after', (worst) => orders.letters.page(ids.letters, { after: worst })),
  ],
  'letters.download': [
    byId((worst) => orders.letters.download(worst, 1)),
    door('version', (worst) => orders.letters.download(ids.letters, any(worst))),
    door('version', () => orders.letters.download(ids.letters, 1e300)),
  ],
  'letters.template': [byId((worst) => orders.letters.template(worst))],
  'notices.list': [
    door('kind', (worst) => orders.notices.list({ kind: any(worst) })),
    door('about', (worst) => orders.notices.list({ about: worst })),
    door('limit', (worst) => orders.notices.list({ limit: any(worst) })),
  ],
  'notices.page': [door('after', (worst) => orders.notices.page({ after: worst }))],
  'notices.show': [byId((worst) => orders.notices.show(worst), 'noticeId')],
  'notices.read': [byId((worst) => orders.notices.read(worst), 'noticeId')],
  'notices.deliveries': [byId((worst) => orders.notices.deliveries(worst), 'noticeId')],
  'masterKeys.closed': [],
  'masterKeys.writeOff': [byId((worst) => orders.masterKeys.writeOff(worst), 'masterKeyId')],
  'notices.preferences': [],
  'notices.setPreferences': [
    door('language', (worst) => orders.notices.setPreferences({ language: any(worst) })),
    door('timeZone', (worst) => orders.notices.setPreferences({ timeZone: worst })),
    door('sms', (worst) => orders.notices.setPreferences({ sms: any(worst) })),
    door('mailAddress', (worst) => orders.notices.setPreferences({ mailAddress: worst })),
    door('webhookUrl', (worst) => orders.notices.setPreferences({ webhookUrl: worst })),
    door('webhookUrl', (worst) =>
      orders.notices.setPreferences({ webhookUrl: `https://example.com/${worst}` }),
    ),
    door('newWebhookSecret', (worst) => orders.notices.setPreferences({ newWebhookSecret: any(worst) })),
    door('channels', (worst) => orders.notices.setPreferences({ channels: { [worst]: { mail: true } } })),
  ],
  'operations.list': [
    door('subject', (worst) => orders.operations.list({ subject: worst })),
    door('limit', (worst) => orders.operations.list({ limit: any(worst) })),
  ],
  'operations.page': [door('after', (worst) => orders.operations.page({ after: worst }))],
  'operations.export': [],
  'operations.verify': [door('head', (worst) => orders.operations.verify({ head: worst }))],
  'payments.list': [
    door('state', (worst) => orders.payments.list({ state: any(worst) })),
    door('limit', (worst) => orders.payments.list({ limit: any(worst) })),
  ],
  'payments.page': [door('after', (worst) => orders.payments.page({ after: worst }))],
  'payments.show': [byId((worst) => orders.payments.show(worst))],
  'plans.list': [door('limit', (worst) => orders.plans.list({ limit: any(worst) }))],
  'plans.page': [door('after', (worst) => orders.plans.page({ after: worst }))],
  'plans.show': [byId((worst) => orders.plans.show(worst), 'planId')],
  'approvals.list': [door('limit', (worst) => orders.approvals.list({ limit: any(worst) }))],
  'approvals.show': [byId((worst) => orders.approvals.show(worst), 'id')],
  'approvals.approve': [byId((worst) => orders.approvals.approve(worst), 'id')],
  'approvals.decline': [byId((worst) => orders.approvals.decline(worst), 'id')],
  'approvals.rules': [],
  'approvals.setRules': [
    door('on', (worst) => orders.approvals.setRules({ approvesOrders: any(worst) })),
    door('on', (worst) => orders.approvals.setRules({ approvesRevocations: any(worst) })),
  ],
  'routes.list': [],
  'routes.set': [
    byId((worst) => orders.routes.set({ connection: worst }), 'connection'),
    ...(['brand', 'type', 'suffix'] as const).map((field) =>
      door(field, (worst) => orders.routes.set({ connection: ids.connection, [field]: worst })),
    ),
    byId((worst) => orders.routes.set({ connection: ids.ca, type: 'dv', fallback: worst }), 'connection'),
  ],
  'routes.remove': [byId((worst) => orders.routes.remove(worst), 'route')],
  'sessions.list': [],
  'sessions.revoke': [byId((worst) => orders.sessions.revoke(worst), 'session')],
  'users.list': [],
  'users.add': [
    door('login', (worst) => orders.users.add({ login: worst, role: 'orderer' })),
    door('role', (worst) => orders.users.add({ login: 'one', role: any(worst) })),
    door('subject', (worst) =>
      orders.users.add({ login: 'one', role: 'orderer', subject: { issuer: worst, subject: 'one' } }),
    ),
    door('subject', (worst) =>
      orders.users.add({ login: 'one', role: 'orderer', subject: { issuer: 'none', subject: worst } }),
    ),
    door('password', (worst) =>
      orders.users.add({ login: 'one', role: 'orderer', password: worst.slice(0, 14) }),
    ),
  ],
  'users.setRole': [
    byId((worst) => orders.users.setRole(worst, 'auditor'), 'user'),
    door('role', (worst) => orders.users.setRole('ling', any(worst))),
  ],
  'users.setPassword': [
    byId((worst) => orders.users.setPassword(worst, 'correct horse battery staple'), 'user'),
    door('password', (worst) => orders.users.setPassword('ling', worst.slice(0, 14))),
  ],
  'users.remove': [byId((worst) => orders.users.remove(worst), 'user')],
  'waits.list': [door('limit', (worst) => orders.waits.list({ limit: any(worst) }))],
  'waits.page': [door('after', (worst) => orders.waits.page({ after: worst }))],
  'desk.show': [],
  'desk.orders': [
    door('party', (worst) => orders.desk.orders({ party: any(worst) })),
    door('brand', (worst) => orders.desk.orders({ brand: any(worst) })),
    door('connectionId', (worst) => orders.desk.orders({ connectionId: worst })),
    door('limit', (worst) => orders.desk.orders({ limit: any(worst) })),
    door('after', (worst) => orders.desk.orders({ after: worst })),
  ],
  'desk.why': [byId((worst) => orders.desk.why(worst))],
  'desk.health': [],
  'desk.check': [byId((worst) => orders.desk.check(worst))],
  'desk.remind': [byId((worst) => orders.desk.remind(worst))],
  'desk.cancel': [byId((worst) => orders.desk.cancel(worst))],
  'calendar.show': [
    door('from', (worst) => orders.calendar.show({ from: worst })),
    door('to', (worst) => orders.calendar.show({ to: worst })),
    door('timeZone', (worst) => orders.calendar.show({ timeZone: worst })),
  ],
  'calendar.feed': [],
  'calendar.makeFeed': [],
  'calendar.revokeFeed': [],
  'plans.setAutoRenew': [
    byId((worst) => orders.plans.setAutoRenew(worst, false), 'planId'),
    door('on', (worst) => orders.plans.setAutoRenew(ids.issued, any(worst))),
  ],
  'signingRequests.list': [],
  'signingRequests.show': [byId((worst) => orders.signingRequests.show(worst), 'csrId')],
  'signingRequests.add': [
    ...doorsOfRequest((details) => orders.signingRequests.add({ details })),
    door('remark', (worst) => orders.signingRequests.add({ details: SIGNING, remark: worst })),
    door('tags', (worst) =>
      orders.signingRequests.add({ details: SIGNING, tags: [{ key: worst, value: '' }] }),
    ),
  ],
  'signingRequests.edit': [
    byId((worst) => orders.signingRequests.edit(worst, {}), 'csrId'),
    ...doorsOfRequest((details) => orders.signingRequests.edit(ids.signing, { details })),
    door('remark', (worst) => orders.signingRequests.edit(ids.signing, { remark: worst })),
  ],
  'signingRequests.generate': [
    byId((worst) => orders.signingRequests.generate(worst), 'csrId'),
    door('keyPassword', (worst) => orders.signingRequests.generate(ids.signing, worst)),
  ],
  'signingRequests.privateKey': [byId((worst) => orders.signingRequests.privateKey(worst), 'csrId')],
  'signingRequests.remove': [byId((worst) => orders.signingRequests.remove(worst), 'csrId')],
  'tencent.show': [byId((worst) => orders.tencent.show(worst), 'CertificateId')],
  'tencent.page': [
    door('search', (worst) => orders.tencent.page({ search: worst }, FIRST)),
    door('project', (worst) => orders.tencent.page({ project: worst }, FIRST)),
    door('tags', (worst) => orders.tencent.page({ tags: [{ key: worst, values: [] }] }, FIRST)),
    door('tags', (worst) => orders.tencent.page({ tags: [{ key: 'key', values: [worst] }] }, FIRST)),
    door('limit', (worst) => orders.tencent.page({}, { ...FIRST, limit: any(worst) })),
    door('offset', (worst) => orders.tencent.page({}, { ...FIRST, offset: any(worst) })),
  ],
  'tencent.findByFingerprint': [
    door('fingerprintSha256', (worst) => orders.tencent.findByFingerprint(worst)),
  ],
  'tencent.buy': [
    door('askedBy', (worst) => orders.tencent.buy({ ...PURCHASE, askedBy: worst })),
    door('renews', (worst) => orders.tencent.buy({ ...PURCHASE, renews: worst })),
    door('alias', (worst) => orders.tencent.buy({ ...PURCHASE, labels: { alias: worst } })),
    door('names[0]', (worst) => orders.tencent.buy({ ...PURCHASE, form: dvForm(worst) })),
  ],
  'tencent.giveInformation': [
    byId((worst) => orders.tencent.giveInformation(worst, {}), 'CertificateId'),
    ...SUBMITTED_FIELDS.map((field) =>
      door(field, (worst) =>
        orders.tencent.giveInformation(tencentIdOf(ids.draft), {
          [field]: field === 'DomainList' ? [worst] : worst,
        }),
      ),
    ),
    door('keyPassword', (worst) => orders.tencent.giveInformation(tencentIdOf(ids.draft), {}, worst)),
  ],
  'tencent.submit': [
    byId((worst) => orders.tencent.submit(worst, dvForm('x.example.com')), 'CertificateId'),
    ...doorsOfForm((form) => orders.tencent.submit(tencentIdOf(ids.draft), form)),
  ],
  'tencent.cancel': [byId((worst) => orders.tencent.cancel(worst), 'CertificateId')],
  'tencent.openAnew': [byId((worst) => orders.tencent.openAnew(worst), 'CertificateId')],
  'tencent.remove': [byId((worst) => orders.tencent.remove(worst), 'CertificateId')],
  'tencent.deletions': [],
};

describe('the ten worst strings', () => {
  it('are tried with every operation there is', () => {
    expect(operationsOf(orders)).toEqual(Object.keys(DOORS).sort());
  });

  it.each(Object.entries(DOORS).filter(([, doors]) => doors.length > 0))(
    '%s: refuses each, by its field, or knows no such thing',
    async (_operation, doors) => {
      for (const { field, call } of doors)
        for (const [kind, worst] of Object.entries(WORST_STRINGS)) {
          const refusal = await refusalOf(call(worst));
          const where = `${field}: ${kind}: ${refusal.message}`;
          expect(['InvalidInput', 'NotFound'], where).toContain(refusal.code);
          const named = [refusal, ...refusal.others].map(({ field: each }) => each ?? 'nothing');
          expect(
            named.some((each) => each.startsWith(field)),
            `${where} names ${named.join()}`,
          ).toBe(true);
          for (const text of [refusal.message, refusal.field ?? '', refusal.accepted ?? ''])
            expect(forbiddenCharacter(text, { lines: false }), where).toBeUndefined();
          expect(refusal.message.length, where).toBeLessThan(500);
        }
    },
  );

  it.each(['account', 'actor', 'origin'])('%s: no client is made for one', (field) => {
    const { temporal, dependencies } = world;
    const { database, masterKeys } = dependencies;
    for (const [kind, worst] of Object.entries(WORST_STRINGS))
      expect(() => new OrderClient({ temporal, database, masterKeys, [field]: worst }), kind).toThrow(
        expect.objectContaining({ code: 'InvalidInput', field }) as Error,
      );
  });
});
