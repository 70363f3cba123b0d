/** Letters and facts of life at the client's door: what is refused and why, what is stored, what the order is told. */
import { quoted } from '../../../domain/told.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client, Connection } from '@temporalio/client';
import { Letters } from '../../../client/organization/letters.js';
import { OperationsWriter } from '../../../client/accounts/operations-writer.js';
import { OrderClient } from '../../../client/order-client.js';
import { createDatabase, type Database } from '../../../db/database.js';
import { markHandedIn, markRejected } from '../../../db/statements/organization/letter-progress.js';
import { markStarted } from '../../../db/statements/orders/requests.js';
import { certificateOrderWorkflowId } from '../../../workflows/messages.js';
import { letterFile } from '../../support/letter-files.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { refusalOf } from '../../support/refusal-of.js';
import { storeLetterOrder, storeOrder, TEST_MASTER_KEYS } from '../../support/stored-orders.js';
import { COMPANY, MANAGER } from '../../support/organizations.js';
import { temporalAddress } from '../../support/temporal.js';

let test: TestDatabase;
let database: Database;
let connection: Connection;
let temporal: Client;
let orders: OrderClient;
let count = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase(test.url);
  connection = await Connection.connect({ address: temporalAddress() });
  temporal = new Client({ connection });
  orders = new OrderClient({ temporal, database, masterKeys: TEST_MASTER_KEYS });
});
afterAll(async () => {
  await connection.close();
  await database.end();
  await test.drop();
});

type LetterBrand = 'globalsign' | 'dnspod-sm2' | 'geotrust';

/** An order without a worker: its workflow only takes signals. */
async function newOrder(brand: LetterBrand | 'wotrus' | 'dnspod' = 'globalsign'): Promise<string> {
  const orderId = `letters-${process.pid}-${Date.now()}-${++count}`;
  if (brand === 'wotrus' || brand === 'dnspod')
    await storeOrder(database, {
      orderId,
      form: { brand, type: 'ov', company: COMPANY, manager: MANAGER, contact: 'same-as-manager' },
    });
  else await storeLetterOrder(database, orderId, brand);
  await markStarted(database, orderId);
  return orderId;
}

async function startWorkflow(orderId: string): Promise<void> {
  await temporal.workflow.start('certificateOrder', {
    workflowId: certificateOrderWorkflowId(orderId),
    taskQueue: `nobody-${process.pid}`,
    workflowExecutionTimeout: '2 minutes',
  });
}

/** Names and payloads of the signals that the order's history has, decoded. */
async function signalsOf(orderId: string): Promise<[string, unknown][]> {
  const { events } = await temporal.workflow.getHandle(certificateOrderWorkflowId(orderId)).fetchHistory();
  return (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) => {
    const [payload] = signal?.input?.payloads ?? [];
    const text = Buffer.from(payload?.data ?? []).toString();
    return signal ? [[signal.signalName ?? '', text === '' ? null : (JSON.parse(text) as unknown)]] : [];
  });
}

const pdf = (mark = '', size = 2_000) => ({ content: letterFile('pdf', size, mark), sentBy: 'Li' });

describe('an upload', () => {
  it('is stored and told to the order; the same bytes are the same letter, told again', async () => {
    const orderId = await newOrder();
    await startWorkflow(orderId);
    const first = await orders.letters.upload(orderId, pdf());
    expect(first).toMatchObject({
      version: 1,
      contentType: 'application/pdf',
      sentBy: 'Li',
      signalled: true,
    });
    const again = await orders.letters.upload(orderId, pdf());
    expect(again.letterId).toBe(first.letterId);
    const told = ['confirmationLetterUploaded', { letterId: first.letterId }];
    expect(await signalsOf(orderId)).toEqual([told, told]);
    const { signalled: _told, ...view } = first;
    expect(await orders.letters.list(orderId)).toEqual([view]);
    const { content } = await orders.letters.download(orderId, 1);
    expect(Buffer.from(content).equals(Buffer.from(pdf().content))).toBe(true);
  });

  it('stays where the order could not be told, and says so', async () => {
    const orderId = await newOrder();
    expect(await orders.letters.upload(orderId, pdf())).toMatchObject({ version: 1, signalled: false });
    expect(await orders.letters.list(orderId)).toHaveLength(1);
  });

  it.each([
    ['dnspod-sm2', 'png', 2_000, 'InvalidInput', 'image/png by its content'],
    ['dnspod-sm2', 'pdf', 1.5 * 1024 * 1024, 'InvalidInput', 'more than 1.4 MB'],
    ['dnspod-sm2', 'pdf', 0, 'InvalidInput', 'empty'],
    ['globalsign', 'gif', 2_000, 'InvalidInput', 'image/gif by its content'],
    ['globalsign', 'text', 2_000, 'InvalidInput', 'no known kind'],
    ['globalsign', 'pdf', 1_023, 'InvalidInput', 'too few'],
    ['geotrust', 'pdf', 2_000, 'RefusedInThisState', 'since 2025-04-20'],
  ] as const)('to %s of a %s of %i bytes is refused: %s', async (brand, kind, size, code, why) => {
    const orderId = await newOrder(brand);
    const upload = { content: letterFile(kind, size), sentBy: 'Li' };
    const refusal = await refusalOf(orders.letters.upload(orderId, upload));
    expect(refusal.code).toBe(code);
    expect(refusal.message).toContain(why);
    expect(await orders.letters.list(orderId)).toEqual([]);
  });

  it('that nobody can look at does not count as the only one: it is refused, and a whole one is taken', async () => {
    const orderId = await newOrder('dnspod-sm2');
    for (const [content, why] of [
      [letterFile('jpeg').subarray(0, 1_900), 'damaged or cut off'],
      [letterFile('gif').subarray(0, 1_900), 'damaged or cut off'],
      [letterFile('pdf').subarray(0, 1_900), 'damaged or cut off'],
      [Buffer.concat([Buffer.from('junk\n'), letterFile('pdf')]), 'before the beginning of the PDF'],
    ] as const) {
      const refusal = await refusalOf(orders.letters.upload(orderId, { content, sentBy: 'Li' }));
      expect(refusal).toMatchObject({ code: 'InvalidInput', field: 'content' });
      expect(refusal.message).toContain(why);
      expect(refusal.accepted).toContain('file of at most 1.4 MB; ');
    }
    expect(await orders.letters.list(orderId)).toEqual([]);
    expect(await orders.letters.upload(orderId, pdf())).toMatchObject({ version: 1 });
  });

  it('is refused a second time for SM2, while in review, and with a file that was rejected', async () => {
    const sm2 = await newOrder('dnspod-sm2');
    await orders.letters.upload(sm2, pdf('a'));
    expect((await refusalOf(orders.letters.upload(sm2, pdf('b')))).message).toContain('no second one');

    const orderId = await newOrder();
    const { letterId } = await orders.letters.upload(orderId, pdf('a'));
    await markHandedIn(database, letterId);
    expect((await refusalOf(orders.letters.upload(orderId, pdf('b')))).message).toContain('review');
    await markRejected(database, letterId, quoted('no stamp'));
    expect((await refusalOf(orders.letters.upload(orderId, pdf('a')))).message).toContain('This very file');
    expect(await orders.letters.upload(orderId, pdf('b'))).toMatchObject({ version: 2 });
  });

  it('is refused for another account, after the end, before the form, and without a sender', async () => {
    const orderId = await newOrder();
    const context = {
      temporal,
      database,
      masterKeys: TEST_MASTER_KEYS,
      sealingKeys: () => Promise.resolve(TEST_MASTER_KEYS),
      taskQueue: 'none',
      takesPayments: false,
      pages: { namespace: 'default' },
      clock: () => Date.now(),
    };
    const others = new Letters({
      ...context,
      account: 'other',
      actor: 'unnamed',
      origin: 'test',
      log: new OperationsWriter(database, 'other'),
    });
    expect((await refusalOf(others.upload(orderId, pdf()))).code).toBe('NotFound');
    expect((await refusalOf(others.list(orderId))).code).toBe('NotFound');
    expect((await refusalOf(others.download(orderId, 1))).code).toBe('NotFound');
    expect((await refusalOf(others.template(orderId))).code).toBe('NotFound');
    expect((await refusalOf(orders.letters.upload(orderId, { ...pdf(), sentBy: ' ' }))).field).toBe('sentBy');
    expect((await refusalOf(orders.letters.download(orderId, 7))).field).toBe('version');
    await database.query("update orders set state = 'cancelled' where order_id = $1", [orderId]);
    expect((await refusalOf(orders.letters.upload(orderId, pdf()))).message).toContain('is cancelled');
    const draft = await newOrder();
    await database.query("update orders set terms = null, state = 'pending-submission' where order_id = $1", [
      draft,
    ]);
    expect((await refusalOf(orders.letters.upload(draft, pdf()))).message).toContain('order submit');
  });
});

describe('a template', () => {
  it('is a PDF where the brand takes a letter, and refused with the reason where not', async () => {
    const bytes = await orders.letters.template(await newOrder());
    expect(Buffer.from(bytes).toString('latin1', 0, 5)).toBe('%PDF-');
    const refusal = await refusalOf(orders.letters.template(await newOrder('geotrust')));
    expect(refusal.message).toContain('2025-04-20');
  });
});

describe('a fact of life', () => {
  it('is a signal to the order whose way has that step', async () => {
    const [wotrus, dnspod] = [await newOrder('wotrus'), await newOrder('dnspod')];
    await startWorkflow(wotrus);
    await startWorkflow(dnspod);
    await orders.confirmEmail(wotrus, { email: 2 });
    await orders.confirmEmail(wotrus);
    await orders.reportPhoneCheck(dnspod, { result: 'missed' });
    await orders.confirmMailbox(dnspod);
    expect(await signalsOf(wotrus)).toEqual([
      ['emailConfirmed', { email: 2 }],
      ['emailConfirmed', {}],
    ]);
    expect(await signalsOf(dnspod)).toEqual([
      ['phoneCheckReported', { result: 'missed' }],
      ['mailboxConfirmed', null],
    ]);
  });

  it('is refused where the way has no such step, or the order has ended', async () => {
    const globalsign = await newOrder();
    const refusals = await Promise.all([
      refusalOf(orders.confirmEmail(globalsign)),
      refusalOf(orders.reportPhoneCheck(globalsign, { result: 'answered' })),
      refusalOf(orders.confirmMailbox(globalsign)),
    ]);
    expect(refusals.map(({ code }) => code)).toEqual(Array(3).fill('RefusedInThisState'));
    const wotrus = await newOrder('wotrus');
    await database.query("update orders set state = 'issued' where order_id = $1", [wotrus]);
    expect((await refusalOf(orders.confirmEmail(wotrus))).message).toContain('is issued');
  });

  it('the e-mails are never sent again; the way out is named', async () => {
    const orderId = await newOrder('wotrus');
    const refusal = await refusalOf(orders.resendEmails(orderId));
    expect(refusal.code).toBe('RefusedInThisState');
    expect(refusal.message).toContain(`sealflow order resubmit ${orderId}`);
    expect((await refusalOf(orders.resendEmails(await newOrder()))).message).toContain('no e-mails');
  });
});
