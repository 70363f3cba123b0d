/** Creating orders on a real Postgres and a real Temporal server; no worker runs, so every order stays where it starts. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OrderClient } from '../../../client/order-client.js';
import type { OrderClientOptions } from '../../../client/order-client-options.js';
import type { CreateRequest } from '../../../client/orders/creating.js';
import { Unavailable } from '../../../client/unavailable.js';
import { Refusal } from '../../../domain/refusals.js';
import { certificateOrderWorkflowId } from '../../../workflows/messages.js';
import { ownDatabase } from '../../support/own-database.js';
import { TEST_MASTER_KEYS } from '../../support/stored-orders.js';
import { temporalAddress } from '../../support/temporal.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
const TASK_QUEUE = `creating-${process.pid}-${Date.now()}`;

const database = await ownDatabase();
let connection: Connection;
let orders: OrderClient;

beforeAll(async () => {
  connection = await Connection.connect({ address: temporalAddress() });
  orders = clientWith({});
});

afterAll(async () => {
  for (const { order_id } of await rows()) await terminate(String(order_id));
  await connection.close();
});

function clientWith(options: Partial<OrderClientOptions>): OrderClient {
  return new OrderClient({
    temporal: new Client({ connection }),
    database,
    masterKeys: TEST_MASTER_KEYS,
    taskQueue: TASK_QUEUE,
    ...options,
  });
}

const FORM = {
  brand: 'trustasia',
  type: 'dv',
  names: ['www.example.com'],
  validation: 'manual-dns',
} as const satisfies CreateRequest['form'];

describe('the same request twice', () => {
  it('is one order with one workflow, also when both come at once', async () => {
    const request = { form: FORM, idempotencyKey: 'twice' };
    const answers = await Promise.all([1, 2, 3, 4].map(() => orders.create(request)));
    const again = await orders.create(request);
    expect(new Set([...answers, again].map(({ orderId }) => orderId)).size).toBe(1);
    expect(await startsOf(again.orderId)).toBe(1);
  });

  it('is one order under an id of the caller’s own', async () => {
    const request = { form: FORM, orderId: 'shop-4711' };
    await orders.create(request);
    expect(await orders.create(request)).toMatchObject({ orderId: 'shop-4711' });
    expect(await startsOf('shop-4711')).toBe(1);
  });

  it('is two orders without a key', async () => {
    const [one, other] = await Promise.all([orders.create({ form: FORM }), orders.create({ form: FORM })]);
    expect(one.orderId).not.toBe(other.orderId);
  });

  it('is refused when the key comes with another request', async () => {
    await orders.create({ form: FORM, idempotencyKey: 'changed' });
    const other = { ...FORM, names: ['shop.example.com'] };
    const refusal = await refusalFrom(orders.create({ form: other, idempotencyKey: 'changed' }));
    expect(refusal).toMatchObject({ code: 'RefusedInThisState', field: 'idempotencyKey' });
  });

  it('is refused when the id is another account’s, and tells nothing of that order', async () => {
    await orders.create({ form: FORM, orderId: 'taken-id' });
    const stranger = clientWith({ account: 'stranger' });
    const refusal = await refusalFrom(stranger.create({ form: FORM, orderId: 'taken-id' }));
    expect(refusal).toMatchObject({ code: 'RefusedInThisState', field: 'orderId' });
    expect(await refusalFrom(stranger.show('taken-id'))).toMatchObject({ code: 'NotFound' });
  });

  it('heals an order that was stored and not started', async () => {
    const request = { form: FORM, idempotencyKey: 'crashed' };
    const { orderId } = await orders.create(request);
    await terminateAndForget(orderId);
    expect(await refusalFrom(orders.show(orderId))).toMatchObject({ code: 'NotFound' });
    expect((await orders.list()).map((order) => order.orderId)).not.toContain(orderId);

    expect(await orders.create(request)).toMatchObject({ orderId });
    expect((await orders.list()).map((order) => order.orderId)).toContain(orderId);
  });
});

describe('a start whose outcome is not known', () => {
  it('keeps the order out of sight until the same request comes again', async () => {
    // A port that nothing listens on: reserved, and never given to a program.
    const nowhere = Connection.lazy({ address: '127.0.0.1:1', connectTimeout: 300 });
    const cutOff = clientWith({ temporal: new Client({ connection: nowhere }) });
    const request = { form: FORM, idempotencyKey: 'cut-off' };
    const error = await cutOff.create(request).catch((thrown: unknown) => thrown);
    await nowhere.close();
    expect(error).toBeInstanceOf(Unavailable);
    const orderId = /ord_[0-9a-z]{20}/.exec((error as Error).message)?.[0] ?? '';
    expect(await refusalFrom(orders.show(orderId))).toMatchObject({ code: 'NotFound' });

    expect(await orders.create(request)).toMatchObject({ orderId });
    expect(await startsOf(orderId)).toBe(1);
  });
});

describe('what the server refuses', () => {
  it('leaves nothing behind', async () => {
    const elsewhere = clientWith({ temporal: new Client({ connection, namespace: 'no-such-namespace' }) });
    await expect(elsewhere.create({ form: FORM, orderId: 'refused-start' })).rejects.toThrow(
      /nothing was kept/,
    );
    expect(await rows('refused-start')).toEqual([]);
  });
});

describe('bad input is refused before anything is stored or started', () => {
  const csr = (name: string) => ({ mode: 'paste' as const, pem: csrFor(name) });
  const cases: [string, Record<string, unknown>, string][] = [
    ['duplicate names by case', { names: ['www.example.com', 'WWW.example.com'] }, 'names[1]'],
    ['duplicate names by IDNA', { names: ['bücher.de', 'xn--bcher-kva.de'] }, 'names[1]'],
    ['two wildcards', { names: ['*.*.example.com'] }, 'names[0]'],
    ['a wildcard of a public suffix', { names: ['*.co.uk'] }, 'names[0]'],
    ['an IP address', { names: ['8.8.8.8'] }, 'names[0]'],
    ['a wildcard by file', { names: ['*.example.com'], validation: 'file' }, 'validation'],
    ['a password of 5 characters', { keyPassword: '12345' }, 'keyPassword'],
    ['a pasted CSR with another name', { csr: csr('other.example.com') }, 'csr'],
    ['an unknown field', { nmaes: ['x'] }, 'nmaes'],
  ];

  it.each(cases)('%s', async (_what, change, field) => {
    const before = (await rows()).length;
    const form = { ...FORM, ...change } as CreateRequest['form'];
    expect(await refusalFrom(orders.create({ form, orderId: 'never-stored' }))).toMatchObject({
      code: 'InvalidInput',
      field,
    });
    expect(await rows()).toHaveLength(before);
    expect(await startsOf('never-stored')).toBe(0);
  });

  it('a draft of something that is not sold', async () => {
    const form = { brand: 'globalsign', type: 'dv' } as const;
    expect(await refusalFrom(orders.create({ form }))).toMatchObject({ code: 'InvalidInput', field: 'type' });
  });

  it('takes a pasted CSR for the order’s names', async () => {
    const form = { ...FORM, csr: csr('www.example.com') };
    expect((await orders.create({ form })).orderId).toMatch(/^ord_/);
  });
});

describe('what is kept, and where', () => {
  it('keeps the password sealed, the person in Postgres, and neither in the history', async () => {
    const form = {
      ...FORM,
      keyPassword: 'correct-horse',
      notificationEmail: 'someone@example.com',
    };
    const { orderId, warnings } = await orders.create({ form });
    expect(warnings.length).toBeGreaterThan(0);

    const { rows: stored } = await database.query<{ everything: string }>(
      `select row_to_json(o)::text || row_to_json(p)::text as everything
         from orders o join pending_key_passwords p using (order_id) where order_id = $1`,
      [orderId],
    );
    expect(stored[0]?.everything).toContain('someone@example.com');
    expect(stored[0]?.everything).not.toContain('correct-horse');

    const history = JSON.stringify(await temporalOf(orderId).fetchHistory());
    const decoded = history.replace(/"data":"([^"]*)"/g, (_all, data: string) =>
      Buffer.from(data, 'base64').toString(),
    );
    expect(decoded).toContain('www.example.com');
    expect(decoded).not.toContain('someone@example.com');
    expect(decoded).not.toContain('correct-horse');
  });

  it('lets operators find the order by what it is', async () => {
    const { orderId } = await orders.create({
      form: { ...FORM, names: ['find.example.org', 'me.example.org'] },
    });
    const { typedSearchAttributes } = await temporalOf(orderId).describe();
    const found = Object.fromEntries(
      typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]),
    );
    expect(found).toMatchObject({
      OrderState: 'validating',
      WaitingOn: 'ca-placement',
      Account: 'default',
      Brand: 'trustasia',
      CertificateType: 'dv',
      Domain: ['find.example.org', 'me.example.org'],
    });
  });

  it('lists a draft as waiting for its form', async () => {
    const { orderId } = await orders.create({ form: { brand: 'wotrus', type: 'dv' } });
    const [draft] = await orders.list({
      state: 'pending-submission',
      waitingOn: 'subscriber-form',
      brand: 'wotrus',
    });
    expect(draft).toMatchObject({ orderId, names: [], party: 'subscriber' });
    expect(draft?.deadline).toMatch(/^\d{4}-/);
  });
});

async function refusalFrom(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Refusal);
  return error as Refusal;
}

async function rows(orderId?: string): Promise<Record<string, unknown>[]> {
  const { rows: found } = await database.query<Record<string, unknown>>(
    'select * from orders where $1::text is null or order_id = $1',
    [orderId ?? null],
  );
  return found;
}

function temporalOf(orderId: string) {
  return new Client({ connection }).workflow.getHandle(certificateOrderWorkflowId(orderId));
}

/** How many workflows ever had the order's id; 0 or 1 is certain at once, unlike a list's answer. */
async function startsOf(orderId: string): Promise<number> {
  return await temporalOf(orderId)
    .describe()
    .then(
      () => 1,
      () => 0,
    );
}

async function terminate(orderId: string): Promise<void> {
  await temporalOf(orderId)
    .terminate()
    .catch(() => undefined);
}

/** As after a crash between storing the order and noting that it was started. */
async function terminateAndForget(orderId: string): Promise<void> {
  await terminate(orderId);
  await database.query('update orders set started_at = null where order_id = $1', [orderId]);
}

/** Made with openssl, as a subscriber would. */
function csrFor(name: string): string {
  const path = join(folder, `${name}.csr`);
  execFileSync('openssl', [
    ...['req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
    ...['-keyout', join(folder, `${name}.key`), '-out', path, '-subj', `/CN=${name}`],
    ...['-addext', `subjectAltName=DNS:${name}`],
  ]);
  return readFileSync(path, 'utf8');
}
