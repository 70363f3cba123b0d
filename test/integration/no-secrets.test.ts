/**
 * No key, no password, no token in anything that is written while orders of all kinds run, and nobody's name, phone or
 * address outside the order form. Every world of every test is swept like this for secrets when it stops.
 */
import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderFormInput } from '../../client/orders/creating.js';
import { startWorkerProcess } from '../../dev/worker-process.js';
import type { Brand } from '../../domain/catalogue/words.js';
import { createOrderWorld, type OrderWorld } from '../support/order-world.js';
import { actUntilEnd, companyForm, EVERYBODY, type Acts } from '../support/organization-orders.js';
import { actAsSubscriber, dvForm, ended, standing, workflowOf } from '../support/orders.js';
import { pastedCsr } from '../support/pasted-csr.js';
import { textNeedles } from '../support/secret-needles.js';
import { startSmsService, type SmsService } from '../support/sms-service.js';
import {
  everythingWritten,
  findingsOf,
  ORDER_FORMS,
  secretNeedles,
  type Haystack,
  type SweptWorld,
} from '../support/secret-sweep.js';
import { until } from '../support/until.js';

const KEY_PASSWORD = 'Sesam-öffne-dich-7';
const PEOPLE = {
  manager: {
    name: '王小明 Wang Xiaoming',
    department: 'Web Operations West',
    position: 'Platform Lead',
    phone: '+86 139 1234 5678',
    email: 'wang.xiaoming@mail.example.net',
  },
  contact: {
    name: 'Elfriede Beispielhuber',
    department: 'Procurement East',
    position: 'Buyer of Things',
    phone: '+49 171 5550199',
    email: 'elfriede@mail.example.net',
  },
  notificationEmail: 'certificates-inbox@mail.example.net',
} as const;

const SMS_SECRET = 'the-key-secret-of-text-messages';
const textMessages = (endpoint: string) => ({
  SEALFLOW_SMS_PROVIDER: 'tencent',
  SEALFLOW_SMS_ENDPOINT: endpoint,
  SEALFLOW_SMS_APP_ID: '1400000000',
  SEALFLOW_SMS_SIGN_NAME: '证书',
  SEALFLOW_SMS_TEMPLATES: 'waiting.zh=1110,issued.zh=1111,expiring.zh=1112',
  SEALFLOW_SMS_KEY_ID: 'the-key-id-of-text-messages',
  SEALFLOW_SMS_KEY_SECRET: SMS_SECRET,
});

/** As text messages have it; the contact's is none of mainland China. */
const MOBILE = '+8613912345678';

/** The form, and what was handed in later. */
const WHERE_PEOPLE_MAY_BE = [ORDER_FORMS, 'table organization_details'];

let world: OrderWorld;
let swept: SweptWorld;
let stopWorker: () => Promise<void>;
let written: readonly Haystack[];
let sms: SmsService;

/** A worker process that logs all it can, and an order for each way that an order can go. */
beforeAll(async () => {
  world = await createOrderWorld({ worker: false });
  sms = await startSmsService('tencent', SMS_SECRET);
  swept = { ...sweptOf(world), environment: { ...world.environment, ...textMessages(sms.url) } };
  await world.orders.notices.setPreferences({ sms: true });
  const worker = await startWorkerProcess({
    dataDir: world.dataDir,
    environment: { ...swept.environment, PATH: process.env.PATH, SEALFLOW_LOG_LEVEL: 'trace' },
    logFile: join(world.dataDir, 'worker.log'),
  });
  stopWorker = () => worker.stop();
  await ordersOfAllKinds();
  await ordersForCompanies();
  await orderWhoseMailIsLost();
  await orderOfWhichNobodyIsTexted();
  written = await everythingWritten(swept);
});

afterAll(async () => {
  await stopWorker();
  await sms.stop();
  await world.stop();
});

function sweptOf({ temporal, dependencies: { database }, environment, dataDir }: OrderWorld): SweptWorld {
  return { temporal, database, environment, dataDir };
}

async function ordered(name: string, fields: Partial<OrderFormInput> = {}): Promise<string> {
  const { orderId } = await world.orders.create({ form: dvForm(name, { ...PEOPLE, ...fields }) });
  return orderId;
}

async function ordersOfAllKinds(): Promise<void> {
  const { caControls } = world;
  await caControls.beHostile({ mode: 'server-error', path: 'place', times: 3 });
  const ends = await Promise.all([
    ordered('password.example.com', { keyPassword: KEY_PASSWORD }).then(end),
    ordered('rsa.example.com', { csr: { mode: 'generate', algorithm: 'rsa-2048' } }).then(end),
    ordered('file.example.com', { validation: 'auto-file' }).then(end),
    pasted('pasted.example.com').then(end),
    draft('draft.example.com').then(end),
    repaired('repaired.example.com').then(end),
    byHand('hand.example.com').then(end),
    withdrawn('withdrawn.example.com').then(end),
  ]);
  expect(ends).toEqual([...Array<string>(7).fill('issued'), 'cancelled']);
  await caControls.beHostile({ mode: 'maintenance-page', path: 'validate', times: 1 });
  expect(await ordered('maintenance.example.com').then(end)).toBe('issued');
  await caControls.beHostile({ mode: 'refuse-name', path: 'place', times: 1 });
  expect(await ordered('refused.example.com', { keyPassword: KEY_PASSWORD }).then(end)).toBe('rejected');
  await caControls.beHostile({ mode: 'wrong-san', times: 1 });
  expect(await ordered('mistaken.example.com').then(end)).toBe('rejected');
}

async function end(orderId: string): Promise<string> {
  const { state } = await ended(world, orderId);
  return state;
}

async function pasted(name: string): Promise<string> {
  const { pem } = await pastedCsr({ names: [name] });
  return await ordered(name, { csr: { mode: 'paste', pem } });
}

async function draft(name: string): Promise<string> {
  const { orderId } = await world.orders.create({ form: { brand: 'trustasia', type: 'dv' } });
  const { brand: _brand, type: _type, ...form } = dvForm(name, { ...PEOPLE, keyPassword: KEY_PASSWORD });
  await world.orders.submit(orderId, form);
  return orderId;
}

async function repaired(name: string): Promise<string> {
  const orderId = await ordered(name, { validation: 'manual-dns' });
  await standing(world, orderId, 'subscriber-dns');
  await world.orders.repair(orderId, { validation: 'auto-dns' });
  return orderId;
}

async function byHand(name: string): Promise<string> {
  const orderId = await ordered(name, { validation: 'manual-dns' });
  await actAsSubscriber(world, await standing(world, orderId, 'subscriber-dns'));
  await world.orders.check(orderId);
  return orderId;
}

async function withdrawn(name: string): Promise<string> {
  const orderId = await ordered(name, { validation: 'manual-dns', keyPassword: KEY_PASSWORD });
  await standing(world, orderId, 'subscriber-dns');
  await world.orders.cancel(orderId);
  return orderId;
}

/** One order of each way, with a reviewer who writes people's data into his reasons, and repairs of contact and channel. */
async function ordersForCompanies(): Promise<void> {
  const { manager, contact } = PEOPLE;
  const ways = [
    ['wotrus', {}],
    ['geotrust', { 'ca-public-record': returned('public-record-check'), 'subscriber-channel': otherChannel }],
    ['globalsign', { 'reviewer-letter': returned('letter') }],
    ['dnspod-sm2', {}],
    ['dnspod', { 'ca-phone-call': returned('phone-call'), 'subscriber-phone': otherContact }],
  ] as const satisfies readonly (readonly [Brand, Acts])[];
  const ends = await Promise.all(
    ways.map(async ([brand, acts]) => {
      const form = companyForm({ brand, type: 'ov' }, `${brand}-company`, { manager, contact });
      const { orderId } = await world.orders.create({ form });
      return (await actUntilEnd(world, orderId, { ...EVERYBODY, ...acts })).state;
    }),
  );
  expect(ends).toEqual(ways.map(() => 'issued'));
}

/** The first time it is returned with a telling reason; from then on everybody is content. */
function returned(step: 'letter' | 'phone-call' | 'public-record-check') {
  let before = false;
  return async ({ caControls, orders }: OrderWorld, orderId: string) => {
    const { name, phone, email } = PEOPLE.contact;
    const reason = `Nobody called ${name} answers ${phone}; ask ${email}`;
    if (before) await caControls.passStep(orderId, step);
    else await caControls.returnStep(orderId, step, reason);
    before = true;
    await orders.check(orderId, { waitMs: 0 }).catch(() => undefined);
  };
}

async function otherChannel({ orders }: OrderWorld, orderId: string): Promise<void> {
  const channel = {
    by: 'email',
    address: PEOPLE.manager.email,
    source: 'enterprise-credit-registration',
  } as const;
  await orders.repairChannel(orderId, channel);
}

async function otherContact({ orders }: OrderWorld, orderId: string): Promise<void> {
  await orders.repairContact(orderId, PEOPLE.manager);
}

/** The mail server's own words may quote whom it was to reach. */
async function orderWhoseMailIsLost(): Promise<void> {
  await world.mail.stop();
  const orderId = await ordered('unreachable.example.com', { validation: 'manual-dns' });
  await until(
    'the lost mail is on record',
    async () => {
      const { rows } = await world.dependencies.database.query(
        `select 1 from account_notices join notice_deliveries using (notice_id)
          where order_id = $1 and channel = 'mail' and last_failure is not null`,
        [orderId],
      );
      return rows.length > 0;
    },
    60_000,
  );
}

/** The service's own words quote the number that it was asked for. */
async function orderOfWhichNobodyIsTexted(): Promise<void> {
  sms.answer = 'LimitExceeded.PhoneNumberDailyLimit';
  const orderId = await ordered('untexted.example.com', { validation: 'manual-dns' });
  await until(
    'the lost text message is on record',
    async () => {
      const { rows } = await world.dependencies.database.query(
        `select 1 from account_notices join notice_deliveries using (notice_id)
          where order_id = $1 and channel = 'sms' and (last_failure is not null or outcome = 'undeliverable')`,
        [orderId],
      );
      return rows.length > 0;
    },
    60_000,
  );
}

describe('after a run of orders of all kinds', () => {
  it('there is something to look through: histories, tables, logs', () => {
    const kinds = written.map(({ kind, content }) => (content.length > 0 ? kind : 'nothing'));
    expect(new Set(kinds)).toEqual(new Set(['history', 'table', 'log', 'nothing']));
  });

  it('no key, password or token stands anywhere', async () => {
    const needles = await secretNeedles(swept, world.orders.keyPasswords);
    expect(needles.filter(({ name }) => name === 'a key password')).not.toEqual([]);
    expect(needles.filter(({ name }) => name.startsWith('the private key of ')).length).toBeGreaterThan(8);
    expect(findingsOf(written, needles)).toEqual([]);
  });

  it('people were texted, in words and in vain, and their numbers stand nowhere else', () => {
    expect(sms.taken.length).toBeGreaterThan(8);
    expect(new Set(sms.taken.map(({ phone }) => phone))).toContain(MOBILE);
    const numbers = [MOBILE, MOBILE.slice(3)].flatMap((number) => textNeedles('a phone number', number));
    expect(findingsOf(written, numbers)).toEqual([]);
  });

  it('nobody’s name, phone or address stands outside the order form', () => {
    const { manager, contact, notificationEmail } = PEOPLE;
    const values = [...Object.values(manager), ...Object.values(contact), notificationEmail];
    const needles = values.flatMap((value) => textNeedles(value, value));
    const found = findingsOf(written, needles);
    const elsewhere = found.filter(
      (finding) => !WHERE_PEOPLE_MAY_BE.some((place) => finding.endsWith(place)),
    );
    expect(elsewhere).toEqual([]);
    // The same needles do find what is where it may be.
    expect(found.filter((finding) => finding.endsWith(ORDER_FORMS))).toHaveLength(values.length);
  });
});

describe('the sweep of a world that stops', () => {
  it('finds what was planted in a history, a table and a log', async () => {
    const leaky = await createOrderWorld();
    const database = leaky.dependencies.database;
    const { orderId } = await leaky.orders.create({
      form: dvForm('leaky.example.com', { validation: 'manual-dns', keyPassword: KEY_PASSWORD }),
    });
    await standing(leaky, orderId, 'subscriber-dns');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const der = privateKey.export({ format: 'der', type: 'pkcs8' });
    await workflowOf(leaky, orderId).signal('planted', { key: der.toString('base64') });
    await database.query('update orders set reason = $1', [`opened with ${KEY_PASSWORD}`]);
    const { SEALFLOW_CA_TOKEN } = leaky.environment;
    appendFileSync(join(leaky.dataDir, 'worker.log'), JSON.stringify({ authorization: SEALFLOW_CA_TOKEN }));

    const leaks = await leaky.stop().then(
      () => 'nothing was found',
      (error: unknown) => String(error),
    );
    expect(leaks).toContain(
      `the DER of a private key (PKCS8_P256) in history of certificate-order:${orderId}`,
    );
    expect(leaks).toContain('a key password in table orders');
    expect(leaks).toContain('SEALFLOW_CA_TOKEN in worker.log');
    expect(leaks).not.toContain(KEY_PASSWORD);
  });
});
