/** Bad input of every kind: each is refused by field, problem and what is accepted, and leaves nothing stored, started or placed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderFormInput } from '../../../client/orders/creating.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { dvForm, eventsOf, standing } from '../../support/orders.js';
import { COMPANY, MANAGER, PHONE_CHANNEL, REGISTRATION } from '../../support/organizations.js';
import { alteredCsr, P256, pastedCsr, rsaKey, type CsrPlan } from '../../support/pasted-csr.js';
import { refusalOf } from '../../support/refusal-of.js';

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld();
});
afterAll(() => world.stop());

const NAME = 'www.example.com';

/** How many rows each table of the database has, but for the log of operations: what is refused stands there as refused. */
async function rowsOfEachTable(): Promise<Record<string, number>> {
  const { database } = world.dependencies;
  const { rows: tables } = await database.query<{ name: string }>(
    `select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'operations'`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await database.query<{ count: string }>(`select count(*) as count from "${name}"`);
    counts[name] = Number(rows[0]?.count);
  }
  return counts;
}

async function workflowsStarted(): Promise<number> {
  const { count } = await world.temporal.workflow.count(`TaskQueue="${world.taskQueue}"`);
  return count;
}

async function footprint() {
  return {
    rows: await rowsOfEachTable(),
    workflows: await workflowsStarted(),
    ordersAtCa: (await world.caControls.orders()).length,
    records: world.dns.zone.list(),
    mails: world.mail.mails().length,
  };
}

interface BadForm {
  readonly fields: Partial<OrderFormInput>;
  readonly field: string;
  readonly message: RegExp;
  readonly accepted: RegExp;
}

/** 63 + 1 + 63 + 1 + 63 + 1 + 50 + 12: one octet more than a name may have. */
const OCTETS_254 = [...[63, 63, 63].map((length) => 'a'.repeat(length)), 'b'.repeat(50), 'example.com'].join(
  '.',
);

async function withCsr(plan: Partial<CsrPlan>): Promise<Partial<OrderFormInput>> {
  const { pem } = await pastedCsr({ names: [NAME], ...plan });
  return { csr: { mode: 'paste', pem } };
}

const BAD_NAMES: readonly [string, BadForm][] = [
  ['a name twice', bad(['a.example.com', 'a.example.com'], 'names[1]', /same name as names\[0\]/, /once/)],
  ['a name twice by case', bad(['a.example.com', 'A.Example.COM'], 'names[1]', /same name/, /once/)],
  ['a name twice by a dot', bad(['a.example.com', 'a.example.com.'], 'names[1]', /same name/, /once/)],
  [
    'a name twice by IDNA',
    bad(['bücher.example.com', 'xn--bcher-kva.example.com'], 'names[1]', /same/, /once/),
  ],
  ['two wildcards in a name', bad(['*.*.example.com'], 'names[0]', /more than one \*/, /\*\.example\.com/)],
  ['a wildcard of a top level', bad(['*.com'], 'names[0]', /public suffix/, /example\.com/)],
  ['a wildcard of a public suffix', bad(['*.co.uk'], 'names[0]', /public suffix/, /example\.com/)],
  ['a wildcard in the middle', bad(['a.*.com'], 'names[0]', /not the whole leftmost label/, /leftmost/)],
  ['a private IP', bad(['192.168.1.1'], 'names[0]', /IP address|private/, /domain name/)],
  ['a public IP', bad(['8.8.8.8'], 'names[0]', /IP address/, /domain names/)],
  ['a private IPv6', bad(['fd00::1'], 'names[0]', /IP address|private/, /domain name/)],
  ['254 octets', bad([OCTETS_254], 'names[0]', /254 octets/, /253 octets/)],
  [
    'a wildcard by file',
    { ...bad(['*.example.com'], 'validation', /never a wildcard/, /^auto-dns, manual-dns$/), ...byFile() },
  ],
];

function bad(names: string[], field: string, message: RegExp, accepted: RegExp): BadForm {
  return { fields: { names }, field, message, accepted };
}

function byFile(): Pick<BadForm, 'fields'> {
  return { fields: { names: ['*.example.com'], validation: 'file' } };
}

async function refusedAndNothingLeft(fields: Partial<OrderFormInput>) {
  const before = await footprint();
  const refusal = await refusalOf(world.orders.create({ form: dvForm(NAME, fields), idempotencyKey: 'bad' }));
  expect(await footprint()).toEqual(before);
  expect(refusal.code).toBe('InvalidInput');
  return refusal;
}

it('254 octets are one too many, and 253 are not', () => {
  expect(OCTETS_254).toHaveLength(254);
});

describe('names and methods', () => {
  it.each(BAD_NAMES)('%s', async (_what, { fields, field, message, accepted }) => {
    const refusal = await refusedAndNothingLeft(fields);
    expect(refusal.field).toBe(field);
    expect(refusal.message).toMatch(message);
    expect(refusal.accepted).toMatch(accepted);
  });
});

describe('a pasted CSR', () => {
  it.each<[string, Partial<CsrPlan>, RegExp, RegExp]>([
    ['with other names', { names: ['other.example.net'] }, /names of the CSR are not/, /"www\.example\.com"/],
    ['with a name too many', { names: [NAME, 'shop.example.com'] }, /which was not ordered/, /a CSR for/],
    ['of a 1024-bit key', { algorithm: rsaKey(1024) }, /RSA 1024/, /rsa-2048/],
    ['of a key with exponent 3', { algorithm: rsaKey(2048, [3]) }, /exponent 3/, /rsa-2048/],
    [
      'of a curve that is not sold',
      { algorithm: { ...P256, namedCurve: 'P-384', hash: 'SHA-384' } },
      /secp384r1/,
      /ecc-p256/,
    ],
  ])('%s', async (_what, plan, message, accepted) => {
    const refusal = await refusedAndNothingLeft(await withCsr(plan));
    expect(refusal.field).toBe('csr');
    expect(refusal.message).toMatch(message);
    expect(refusal.accepted).toMatch(accepted);
  });

  it('whose signature is wrong', async () => {
    const { pem } = await pastedCsr({ names: ['wwv.example.com'] });
    const altered = alteredCsr(pem, 'wwv.example.com').trim();
    const refusal = await refusedAndNothingLeft({
      names: ['xwv.example.com'],
      csr: { mode: 'paste', pem: altered },
    });
    expect(refusal.field).toBe('csr');
    expect(refusal.message).toMatch(/signature of the CSR is wrong/);
    expect(refusal.accepted).toBeTruthy();
  });
});

describe('company, people and channel', () => {
  const whole = {
    type: 'ov',
    brand: 'geotrust',
    company: COMPANY,
    manager: MANAGER,
    organizationCheck: PHONE_CHANNEL,
  } as const;
  const cfca = { ...whole, brand: 'cfca', organizationCheck: undefined } as const;

  it.each<[string, Partial<OrderFormInput>, RegExp, RegExp]>([
    ['company', { ...whole, company: undefined }, /is missing/, /existing/],
    ['company.city', { ...whole, company: { ...COMPANY, city: '' } }, /is empty/, /1 to 200/],
    ['manager', { ...whole, manager: undefined }, /is missing/, /existing/],
    ['manager.email', { ...whole, manager: { ...MANAGER, email: 'x' } }, /e-mail/, /someone@/],
    ['contact.phone', { ...whole, contact: { ...MANAGER, phone: 'x' } }, /phone/, /digits/],
    ['organizationCheck', { ...whole, organizationCheck: undefined }, /is missing/, /by: phone/],
    ['organizationCheck', { ...whole, brand: 'globalsign' }, /public record/, /leave it out/],
    [
      'organizationCheck.where',
      { ...whole, organizationCheck: { ...PHONE_CHANNEL, source: 'official-site', where: 'other.com' } },
      /not the site of any ordered name/,
      /another source/,
    ],
    ['company.registration', cfca, /is missing/, /unified-social-credit-code/],
    [
      'company.registration.number',
      { ...cfca, company: { ...COMPANY, registration: { ...REGISTRATION, number: '1'.repeat(18) } } },
      /not a unified social credit code/,
      /18 characters/,
    ],
    [
      'manager.identity',
      { ...cfca, company: { ...COMPANY, registration: REGISTRATION } },
      /is missing/,
      /id-card or passport/,
    ],
  ])('%s', async (field, fields, message, accepted) => {
    const given = Object.entries<unknown>(fields).filter(([, value]) => value !== undefined);
    const refusal = await refusedAndNothingLeft(Object.fromEntries(given));
    expect(refusal.field).toBe(field);
    expect(refusal.message).toMatch(message);
    expect(refusal.accepted).toMatch(accepted);
  });
});

it.each([
  ['12345', /fewer than 6 characters/],
  ['with space', /has a space/],
])('the key password %j is refused, and not repeated', async (keyPassword, message) => {
  const refusal = await refusedAndNothingLeft({ keyPassword });
  expect(refusal.field).toBe('keyPassword');
  expect(refusal.message).toMatch(message);
  expect(refusal.accepted).toBe('at least 6 characters, no space');
  expect(JSON.stringify([refusal.message, refusal.accepted, refusal.others])).not.toContain(keyPassword);
});

it('a second submit is refused: nothing new in any table, no event in the history', async () => {
  const { orderId } = await world.orders.create({ form: { brand: 'trustasia', type: 'dv' } });
  await world.orders.submit(orderId, dvForm(NAME, { validation: 'manual-dns' }));
  await standing(world, orderId, 'subscriber-dns');
  const { rows } = await footprint();
  const events = (await eventsOf(world, orderId)).length;

  const other = dvForm('other.example.com', { validation: 'manual-dns' });
  const refusal = await refusalOf(world.orders.submit(orderId, other));
  expect(refusal).toMatchObject({ code: 'RefusedInThisState' });
  expect(refusal.message).toMatch(/submitted before/);
  expect(refusal.accepted).toMatch(/one form/);
  const after = await footprint();
  // Looks go on meanwhile: what they find and tell is theirs.
  const ofLooks = { findings: 0, account_notices: 0, notice_deliveries: 0 };
  expect({ ...after.rows, ...ofLooks }).toEqual({ ...rows, ...ofLooks });
  expect((await eventsOf(world, orderId)).length).toBe(events);
  expect((await world.orders.show(orderId)).names).toEqual([NAME]);
});

it('bad input leaves a draft as it is: it still takes a good form', async () => {
  const { orderId } = await world.orders.create({ form: { brand: 'trustasia', type: 'dv' } });
  await standing(world, orderId, 'subscriber-form');
  const before = await footprint();
  for (const [, { fields }] of BAD_NAMES)
    expect(await refusalOf(world.orders.submit(orderId, dvForm(NAME, fields)))).toMatchObject({
      code: 'InvalidInput',
    });
  expect(await footprint()).toEqual(before);
  await world.orders.submit(orderId, dvForm('good.example.com', { validation: 'manual-dns' }));
  await standing(world, orderId, 'subscriber-dns');
});
