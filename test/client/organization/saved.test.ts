/** Companies and contacts of an account: kept, changed, removed, seen by nobody else; orders keep their copies. */
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CreateRequest, OrderFormInput } from '../../../client/orders/creating.js';
import { OrderClient } from '../../../client/order-client.js';
import { loadForm } from '../../../db/statements/orders/row.js';
import { certificateOrderWorkflowId } from '../../../workflows/messages.js';
import {
  COMPANY,
  CONTACT,
  IDENTITY,
  MANAGER,
  PHONE_CHANNEL,
  REGISTRATION,
} from '../../support/organizations.js';
import { ownDatabase } from '../../support/own-database.js';
import { refusalOf } from '../../support/refusal-of.js';
import { TEST_MASTER_KEYS } from '../../support/stored-orders.js';
import { temporalAddress } from '../../support/temporal.js';

const database = await ownDatabase();
let connection: Connection;
let orders: OrderClient;
let stranger: OrderClient;

beforeAll(async () => {
  connection = await Connection.connect({ address: temporalAddress() });
  orders = clientOf('shop');
  stranger = clientOf('stranger');
});
afterAll(async () => {
  await endWorkflows();
  await connection.close();
});

/** No worker runs: every order stays where it starts. */
function clientOf(account: string): OrderClient {
  const taskQueue = `saved-${process.pid}-${Date.now()}`;
  const temporal = new Client({ connection });
  return new OrderClient({ temporal, database, masterKeys: TEST_MASTER_KEYS, account, taskQueue });
}

async function endWorkflows(): Promise<void> {
  const { rows } = await database.query<{ id: string }>('select order_id as id from orders');
  const { workflow } = new Client({ connection });
  for (const { id } of rows)
    await workflow
      .getHandle(certificateOrderWorkflowId(id))
      .terminate('the test is over')
      .catch(() => undefined);
}

async function rowsOf(table: string): Promise<number> {
  const { rows } = await database.query<{ count: string }>(`select count(*) as count from ${table}`);
  return Number(rows[0]?.count);
}

const FORM: OrderFormInput = {
  brand: 'geotrust',
  type: 'ov',
  names: ['www.example.com'],
  validation: 'manual-dns',
  organizationCheck: PHONE_CHANNEL,
};

describe('saved ones', () => {
  it('are listed newest first, edited and removed', async () => {
    const first = await orders.companies.add(COMPANY);
    const second = await orders.companies.add({ ...COMPANY, fullName: '另一家公司' });
    expect(first.id).toMatch(/^co_[0-9a-z]{20}$/);
    expect((await orders.companies.list()).map(({ id }) => id)).toEqual([second.id, first.id]);

    const edited = await orders.companies.edit(first.id, { city: '上海市', department: '采购部' });
    expect(edited.details).toEqual({ ...COMPANY, city: '上海市', department: '采购部' });
    expect((await orders.companies.edit(first.id, { department: null })).details).not.toHaveProperty(
      'department',
    );
    await orders.companies.remove(second.id);
    expect((await orders.companies.list()).map(({ id }) => id)).toEqual([first.id]);
    for (const ask of [
      () => orders.companies.remove(second.id),
      () => orders.companies.edit(second.id, { city: '上海市' }),
      () => orders.companies.get(second.id),
    ])
      expect(await refusalOf(ask())).toMatchObject({ code: 'NotFound', field: 'companyId' });
  });

  it('are seen by nobody else', async () => {
    const { id } = await orders.contacts.add(CONTACT);
    expect(id).toMatch(/^ct_[0-9a-z]{20}$/);
    expect(await stranger.contacts.list()).toEqual([]);
    for (const ask of [
      () => stranger.contacts.get(id),
      () => stranger.contacts.edit(id, { name: '张三' }),
      () => stranger.contacts.remove(id),
    ])
      expect(await refusalOf(ask())).toMatchObject({ code: 'NotFound', field: 'contactId' });
    expect((await orders.contacts.get(id)).details).toEqual(CONTACT);
  });

  it.each<[string, object, string, RegExp]>([
    ['an empty name', { fullName: ' ' }, 'fullName', /is empty/],
    ['a country in words', { country: 'China' }, 'country', /country code/],
    ['no landline', { landline: undefined }, 'landline', /is missing/],
    ['an unknown field', { city2: 'x' }, 'city2', /not a field of the company/],
    [
      'a code whose check character is wrong',
      { registration: { ...REGISTRATION, number: '91350100M000100Y4A' } },
      'registration.number',
      /not a unified social credit code/,
    ],
  ])('with %s are refused, and nothing is stored', async (_what, fields, field, message) => {
    const before = await rowsOf('companies');
    const refusal = await refusalOf(orders.companies.add({ ...COMPANY, ...fields }));
    expect(refusal).toMatchObject({ code: 'InvalidInput', field });
    expect(refusal.message).toMatch(message);
    expect(refusal.accepted).toBeTruthy();
    expect(refusal.message).not.toContain('91350100M000100Y4A');
    expect(await rowsOf('companies')).toBe(before);
  });

  it('stay as they are when a change is refused', async () => {
    const { id } = await orders.contacts.add(CONTACT);
    const refusal = await refusalOf(orders.contacts.edit(id, { email: 'nobody', name: null }));
    expect([refusal.field, ...refusal.others.map(({ field }) => field)]).toEqual(['name', 'email']);
    expect((await orders.contacts.get(id)).details).toEqual(CONTACT);
  });
});

describe('an order that names saved ones', () => {
  it('keeps copies, whatever happens to them, and is the same order when asked for again', async () => {
    const company = await orders.companies.add(COMPANY);
    const manager = await orders.contacts.add({ ...MANAGER, identity: IDENTITY });
    const form = { ...FORM, company: { existing: company.id }, manager: { existing: manager.id } };
    const request: CreateRequest = { form, idempotencyKey: 'saved' };
    const { orderId } = await orders.create(request);
    const stored = await loadForm(database, orderId);
    // GeoTrust asks nobody to identify: the passport is not kept.
    expect(stored).toMatchObject({ company: COMPANY, manager: MANAGER, contact: 'same-as-manager' });
    expect(JSON.stringify(stored)).not.toContain(IDENTITY.number);
    expect(await companyKeyOf(orderId)).toMatch(/^[0-9a-f]{64}$/);

    await orders.companies.edit(company.id, { city: '广州市' });
    await orders.contacts.remove(manager.id);
    expect(await orders.create(request)).toMatchObject({ orderId });
    expect(await loadForm(database, orderId)).toEqual(stored);
    expect(await refusalOf(orders.create({ form }))).toMatchObject({ code: 'NotFound' });
  });

  it('is refused where they are unknown or another account’s, naming each field', async () => {
    const foreign = await stranger.companies.add(COMPANY);
    const before = await rowsOf('orders');
    const refusal = await refusalOf(
      orders.create({
        form: {
          ...FORM,
          company: { existing: foreign.id },
          manager: { existing: 'ct_nobody' },
          contact: { existing: 'ct_nobody' },
        },
      }),
    );
    expect(refusal).toMatchObject({ code: 'NotFound', field: 'company.existing' });
    expect(refusal.others.map(({ field }) => field)).toEqual(['manager.existing', 'contact.existing']);
    expect(await rowsOf('orders')).toBe(before);
  });

  it('is refused where the saved one lacks what the brand asks', async () => {
    const company = await orders.companies.add(COMPANY);
    const form = { ...FORM, brand: 'cfca', manager: MANAGER, company: { existing: company.id } } as const;
    const { organizationCheck: _asked, ...withoutCheck } = form;
    const refusal = await refusalOf(orders.create({ form: withoutCheck }));
    expect(refusal).toMatchObject({ code: 'InvalidInput', field: 'company.registration' });
    expect(refusal.others.map(({ field }) => field)).toEqual(['manager.identity']);
  });

  it.each(['ord_nowhere', 'another'])('is refused where it takes the check of %s again', async (earlier) => {
    const { orderId } = await stranger.create({
      form: { ...FORM, company: COMPANY, manager: MANAGER },
      idempotencyKey: 'another',
    });
    const reuseOrganizationOf = earlier === 'another' ? orderId : earlier;
    const form = { ...FORM, company: COMPANY, manager: MANAGER, reuseOrganizationOf };
    const refusal = await refusalOf(orders.create({ form }));
    expect(refusal).toMatchObject({ code: 'NotFound', field: 'reuseOrganizationOf' });
  });

  it('is refused where the order whose check it takes has none yet, or the brand asks every time', async () => {
    const whole = { ...FORM, company: COMPANY, manager: MANAGER };
    const { orderId: reuseOrganizationOf } = await orders.create({ form: whole });
    expect(await refusalOf(orders.create({ form: { ...whole, reuseOrganizationOf } }))).toMatchObject({
      code: 'InvalidInput',
      field: 'reuseOrganizationOf',
    });
    const { organizationCheck: _asked, ...rest } = whole;
    const refusal = await refusalOf(
      orders.create({ form: { ...rest, brand: 'globalsign', reuseOrganizationOf } }),
    );
    expect(refusal).toMatchObject({ code: 'InvalidInput', field: 'reuseOrganizationOf' });
    expect(refusal.message).toMatch(/every time/);
  });
});

async function companyKeyOf(orderId: string): Promise<string | undefined> {
  const { rows } = await database.query<{ key: string }>(
    'select company_key as key from orders where order_id = $1',
    [orderId],
  );
  return rows[0]?.key;
}
