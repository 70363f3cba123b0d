/**
 * `kill -9` of the whole stack with orders at every step, then `up` again on the same data: nothing is lost, nothing is
 * bought twice, and every order ends as it would have.
 */
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { connectOrderClient, type ConnectedClient } from '../../../client/connect.js';
import type { OrderView } from '../../../client/orders/views.js';
import { findRunningStack } from '../../../config/stack-file.js';
import type { Environment } from '../../../config/environment.js';
import type { HostilePath } from '../../../domain/development/ca.js';
import { CaControls } from '../../support/ca-controls.js';
import { dvForm } from '../../support/orders.js';
import { expectMatchingCertificate } from '../../support/proofs-of-order.js';
import { partsOf, sealflow, startStackProcess, type StackProcess } from '../../support/stack-process.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { until } from '../../support/until.js';

const dataDir = temporaryFolder();
const logFile = join(dataDir, 'stack.log');
const stacks: StackProcess[] = [];
const clients: ConnectedClient[] = [];
afterAll(async () => {
  for (const client of clients) await client.close();
  for (const stack of stacks) await stack.stop();
});

/** A stack that just came up, and who speaks to it. */
class Running {
  private constructor(
    readonly stack: StackProcess,
    readonly orders: ConnectedClient['client'],
    readonly ca: CaControls,
  ) {}

  static async up(): Promise<Running> {
    const stack = await startStackProcess(dataDir, logFile);
    stacks.push(stack);
    const environment: Environment = findRunningStack(dataDir)?.environment ?? {};
    const connected = await connectOrderClient(environment);
    clients.push(connected);
    const ca = new CaControls(stack.addresses.ca, environment.SEALFLOW_CA_TOKEN ?? '');
    return new Running(stack, connected.client, ca);
  }

  async order(orderId: string, validation: 'auto-dns' | 'manual-dns' = 'auto-dns'): Promise<void> {
    await this.orders.create({ orderId, form: dvForm(`${orderId}.example.com`, { validation }) });
  }

  async until(orderId: string, reached: (view: OrderView) => boolean): Promise<OrderView> {
    return await until(
      `order ${orderId}`,
      async () => {
        const view = await this.orders.show(orderId);
        return reached(view) && view;
      },
      120_000,
    );
  }

  /** The CA does what it is asked for in the next call of this kind, and will not have answered when all is killed. */
  async silentCa(path: HostilePath, act: () => Promise<unknown>): Promise<void> {
    await this.ca.beHostile({ mode: 'late', path, times: 1, delayMs: 600_000 });
    await act();
    await until(`the CA to be asked: ${path}`, async () => (await this.ca.hostility()) === undefined, 60_000);
  }
}

const waitingOnSubscriber = ({ waitingOn }: OrderView) => waitingOn === 'subscriber-dns';

/** Orders at every step, each named for it. */
async function ordersAtEveryStep(before: Running): Promise<void> {
  await before.order('issued');
  await before.until('issued', ({ state }) => state === 'issued');
  await before.orders.create({ orderId: 'form', form: { brand: 'trustasia', type: 'dv' } });
  for (const orderId of ['manual', 'cancelling']) {
    await before.order(orderId, 'manual-dns');
    await before.until(orderId, waitingOnSubscriber);
  }
  await before.silentCa('validate', () => before.order('proving'));
  await before.silentCa('certificate', () => before.order('issuing'));
  await before.silentCa('cancel', () => before.orders.cancel('cancelling'));
  await before.silentCa('place', () => before.order('placing'));
  // Wherever these have come in the moment that is left to them.
  await Promise.all(['new-1', 'new-2', 'new-3'].map((orderId) => before.order(orderId)));
}

const ENDS: Readonly<Record<string, string>> = {
  issued: 'issued',
  form: 'issued',
  manual: 'issued',
  cancelling: 'cancelled',
  proving: 'issued',
  issuing: 'issued',
  placing: 'issued',
  'new-1': 'issued',
  'new-2': 'issued',
  'new-3': 'issued',
};

it('loses nothing and buys nothing twice', { timeout: 400_000 }, async () => {
  const before = await Running.up();
  await ordersAtEveryStep(before);
  const keysBefore = await before.orders.certificates.download('issued');
  const atCaBefore = await before.ca.ordersOf('placing');
  expect(partsOf(dataDir).length).toBeGreaterThanOrEqual(3);
  await before.stack.killEverything();

  const after = await Running.up();
  // The link that signs in once is another one at each start.
  expect(after.stack.addresses).toEqual({ ...before.stack.addresses, signIn: expect.any(String) as string });
  const listed = (await sealflow(dataDir, 'order', 'list')) as { orderId: string }[];
  expect(listed.map(({ orderId }) => orderId).sort()).toEqual(Object.keys(ENDS).sort());

  await theSubscriberActs(after);
  const ends = await Promise.all(Object.keys(ENDS).map((orderId) => endOf(after, orderId)));
  expect(Object.fromEntries(ends)).toEqual(ENDS);

  expect(await after.orders.certificates.download('issued')).toEqual(keysBefore);
  expect((await after.ca.ordersOf('placing'))[0]?.id).toBe(atCaBefore[0]?.id);
  const atCa = await after.ca.orders();
  expect(Object.fromEntries(atCa.map(({ reference, status }) => [reference, status]))).toEqual(ENDS);
  expect(atCa).toHaveLength(Object.keys(ENDS).length);
  // Asked for, not sent again.
  expect(atCa.filter(({ attempts }) => attempts.place > 1)).toEqual([]);
  for (const orderId of Object.keys(ENDS).filter((id) => ENDS[id] === 'issued'))
    await expectMatchingCertificate(after.orders, orderId);
  const byHand = (name: string) => name === '_dnsauth.manual.example.com';
  await until('DNS to be tidy', async () => (await records()).filter((name) => !byHand(name)).length === 0);
});

async function theSubscriberActs(after: Running): Promise<void> {
  const { brand: _brand, type: _type, ...form } = dvForm('form.example.com');
  await after.orders.submit('form', form);
  const { validations } = await after.until('manual', waitingOnSubscriber);
  for (const { record } of validations)
    if (record) await sealflow(dataDir, 'dns', 'set', record.name, record.type, record.value);
  await sealflow(dataDir, 'order', 'check', 'manual');
}

async function endOf(after: Running, orderId: string): Promise<[string, string]> {
  const { state } = await after.until(orderId, ({ waitingOn }) => waitingOn === null);
  return [orderId, state];
}

/** The names of the validation records that stand in DNS. */
async function records(): Promise<string[]> {
  const all = (await sealflow(dataDir, 'dns', 'list')) as { name: string; type: string }[];
  return all.filter(({ type }) => type === 'TXT').map(({ name }) => name);
}
