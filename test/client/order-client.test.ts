/** The client with a worker at the other end: forms, explanations, checks, repairs, withdrawals, downloads. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderFormInput } from '../../client/orders/creating.js';
import { Unavailable } from '../../client/unavailable.js';
import type { OrderSummary, OrderView, WhyView } from '../../client/orders/views.js';
import { Refusal } from '../../domain/refusals.js';
import { createOrderWorld, type OrderWorld } from '../support/order-world.js';

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld();
});
afterAll(() => world.stop());

/** Each test its own names: no test sees another's records. */
let count = 0;
function form(change: Partial<OrderFormInput> = {}): OrderFormInput {
  count += 1;
  return {
    brand: 'trustasia',
    type: 'dv',
    names: [`shop${count}.client${count}.com`],
    validation: 'manual-dns',
    csr: { mode: 'generate', algorithm: 'ecc-p256' },
    ...change,
  };
}

describe('an order with manual DNS', () => {
  it('says what is missing, is checked at once when asked, and ends with a certificate', async () => {
    const { orderId } = await world.orders.create({ form: form() });
    await reached(orderId, ({ waitingOn }) => waitingOn === 'subscriber-dns');

    const why = await explained(orderId, ({ validations }) => (validations[0]?.findings.length ?? 0) > 0);
    expect(why).toMatchObject({ state: 'validating', party: 'subscriber', source: 'workflow' });
    expect(why.nextAction?.zh).toContain('DNS');
    expect(why.nextAction?.page.zh).toContain('订单中列出的记录');
    expect(why.acts).toEqual([
      { act: 'check', operation: 'check', isAsked: true },
      { act: 'change-validation', operation: 'repair', isAsked: false },
      { act: 'reroute', operation: 'reroute', isAsked: false },
      { act: 'cancel', operation: 'cancel', isAsked: false },
      { act: 'resubmit', operation: 'resubmit', isAsked: false },
    ]);
    const [proof] = why.validations;
    expect(proof).toMatchObject({ method: 'manual-dns', status: 'pending', file: null });
    expect(proof?.findings[0]).toMatchObject({ verdict: 'missing' });
    expect(proof?.findings.map(({ source }) => source).join()).toMatch(/authoritative.*resolver/s);
    expect(await world.orders.list({ waitingOn: 'subscriber-dns', name: proof?.name ?? '' })).toMatchObject([
      { orderId },
    ]);

    const { record } = proof ?? {};
    await world.dns.zone.set(record?.name ?? '', record?.type ?? '', record?.value ?? '');
    const { fresh } = await world.orders.check(orderId);
    expect(fresh).toBe(true);

    const end = await lastOf(orderId);
    expect(end).toMatchObject({ state: 'issued', waitingOn: null, party: null, deadline: null, acts: [] });
    const download = await world.orders.certificates.download(orderId);
    const certificate = new X509Certificate(download.fullchainPem);
    expect(certificate.checkPrivateKey(createPrivateKey(download.privateKeyPem ?? ''))).toBe(true);
    expect(certificate.checkHost(proof?.name ?? '')).toBe(proof?.name);
    expect(await world.orders.certificates.show(end.certificateId ?? '')).toMatchObject({ orderId });
    expect(await world.orders.certificates.list()).toContainEqual(expect.objectContaining({ orderId }));
  });

  it('is refused a check, a repair, a form and a withdrawal once it has ended', async () => {
    const { orderId } = await world.orders.create({ form: form({ validation: 'auto-dns' }) });
    expect(await lastOf(orderId)).toMatchObject({ state: 'issued' });
    for (const act of [
      () => world.orders.check(orderId),
      () => world.orders.repair(orderId, { validation: 'file' }),
      () => world.orders.submit(orderId, form()),
      () => world.orders.cancel(orderId),
    ]) {
      expect(await refusalFrom(act())).toMatchObject({ code: 'RefusedInThisState', message: /issued/ });
    }
  });
});

describe('a draft', () => {
  it('takes one form, and no second one', async () => {
    const { orderId } = await world.orders.create({ form: { brand: 'trustasia', type: 'dv' } });
    await reached(orderId, ({ waitingOn }) => waitingOn === 'subscriber-form');

    const bad = form({ names: ['*.*.example.com'] });
    expect(await refusalFrom(world.orders.submit(orderId, bad))).toMatchObject({ code: 'InvalidInput' });
    const otherProduct = form({ brand: 'wotrus' });
    expect(await refusalFrom(world.orders.submit(orderId, otherProduct))).toMatchObject({ field: 'brand' });

    const first = form();
    await world.orders.submit(orderId, first);
    for (const second of [first, form()]) {
      expect(await refusalFrom(world.orders.submit(orderId, second))).toMatchObject({
        code: 'RefusedInThisState',
      });
    }
    const view = await reached(orderId, ({ waitingOn }) => waitingOn === 'subscriber-dns');
    expect(view.names).toEqual(first.names);
  });

  it('takes one of two forms that come at the same moment', async () => {
    const { orderId } = await world.orders.create({ form: { brand: 'trustasia', type: 'dv' } });
    await reached(orderId, ({ waitingOn }) => waitingOn === 'subscriber-form');
    const outcomes = await Promise.allSettled(
      [form(), form()].map((one) => world.orders.submit(orderId, one)),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const view = await reached(orderId, ({ waitingOn }) => waitingOn === 'subscriber-dns');
    expect(view.validations.map(({ name }) => name)).toEqual(view.names);
  });

  it('can be withdrawn', async () => {
    const { orderId } = await world.orders.create({ form: { brand: 'trustasia', type: 'dv' } });
    await world.orders.cancel(orderId);
    expect(await lastOf(orderId)).toMatchObject({ state: 'cancelled' });
  });
});

describe('a living order', () => {
  it('is repaired in place, and only to what its names allow', async () => {
    const { orderId } = await world.orders.create({ form: form() });
    await reached(orderId, ({ waitingOn }) => waitingOn === 'subscriber-dns');
    await world.orders.repair(orderId, { validation: 'file' });
    const view = await reached(orderId, ({ waitingOn }) => waitingOn === 'subscriber-file');
    expect(view.validations[0]).toMatchObject({ method: 'file', record: null });
    expect(view.validations[0]?.file?.url).toMatch(/^http:.*\.well-known\/pki-validation/);
    await world.orders.cancel(orderId);

    const wildcard = await world.orders.create({ form: form({ names: ['*.wild.com'] }) });
    await reached(wildcard.orderId, ({ waitingOn }) => waitingOn === 'subscriber-dns');
    expect(await refusalFrom(world.orders.repair(wildcard.orderId, { validation: 'file' }))).toMatchObject({
      code: 'InvalidInput',
      accepted: expect.stringContaining('manual-dns') as string,
    });
    await world.orders.cancel(wildcard.orderId);
  });

  it('that does not exist is not found, whatever is asked of it', async () => {
    for (const ask of [
      () => world.orders.show('ord_none'),
      () => world.orders.why('ord_none'),
      () => world.orders.check('ord_none'),
      () => world.orders.cancel('ord_none'),
      () => world.orders.repair('ord_none', { validation: 'file' }),
      () => world.orders.submit('ord_none', form()),
      () => world.orders.certificates.download('ord_none'),
    ]) {
      expect(await refusalFrom(ask())).toMatchObject({ code: 'NotFound' });
    }
  });
});

describe('a key with a password', () => {
  it('comes encrypted, and is opened by the password alone', async () => {
    const { orderId } = await world.orders.create({
      form: form({ validation: 'auto-dns', keyPassword: 'correct-horse' }),
    });
    expect(await lastOf(orderId)).toMatchObject({ state: 'issued' });
    const { certificates } = world.orders;
    expect((await certificates.download(orderId)).privateKeyPem).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    const opened = await certificates.download(orderId, { keyPassword: 'correct-horse' });
    expect(opened.privateKeyPem).toContain('BEGIN PRIVATE KEY');
    expect(await refusalFrom(certificates.download(orderId, { keyPassword: 'wrong-horse' }))).toMatchObject({
      code: 'InvalidInput',
      field: 'keyPassword',
    });
  });
});

describe('without a worker', () => {
  it('shows what is recorded, and says that nobody answers instead of hanging', async () => {
    const { orderId } = await world.orders.create({ form: form() });
    await reached(orderId, ({ waitingOn }) => waitingOn === 'subscriber-dns');
    await world.stopWorker();
    try {
      expect(await world.orders.show(orderId)).toMatchObject({
        waitingOn: 'subscriber-dns',
        source: 'records',
      });
      const error = await world.orders.cancel(orderId).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Unavailable);
      expect(error).toMatchObject({ code: 'WorkerNotAnswering', message: /sealflow up/ });
    } finally {
      await world.startWorker();
    }
    // What was asked for in the meantime may be carried out now, or be asked for again.
    await world.orders.cancel(orderId).catch(() => undefined);
    expect(await lastOf(orderId)).toMatchObject({ state: 'cancelled' });
  });
});

it('all orders are watched at once: each change once, those placed meanwhile too', async () => {
  const before = await world.orders.create({ form: form({ validation: 'auto-dns' }) });
  const ended = new AbortController();
  const seen: OrderSummary[] = [];
  let after: string | undefined;
  const isIssued = (orderId: string | undefined) =>
    seen.some((order) => order.orderId === orderId && order.state === 'issued');
  for await (const order of world.orders.watchAll({ intervalMs: 50, signal: ended.signal })) {
    seen.push(order);
    after ??= (await world.orders.create({ form: form({ validation: 'auto-dns' }) })).orderId;
    if (isIssued(before.orderId) && isIssued(after)) ended.abort();
  }
  const told = seen.map((order) => JSON.stringify(order));
  expect(new Set(told).size).toBe(told.length);
});

async function reached(orderId: string, wanted: (view: OrderView) => boolean): Promise<OrderView> {
  for await (const view of world.orders.watch(orderId, { intervalMs: 100 })) if (wanted(view)) return view;
  throw new Error(
    `${orderId} ended without getting there: ${JSON.stringify(await world.orders.show(orderId))}`,
  );
}

async function explained(orderId: string, wanted: (view: WhyView) => boolean): Promise<WhyView> {
  await reached(orderId, ({ validations }) => validations.every(({ lastFinding }) => lastFinding !== null));
  const view = await world.orders.why(orderId);
  expect(wanted(view)).toBe(true);
  return view;
}

async function lastOf(orderId: string): Promise<OrderView> {
  let last: OrderView | undefined;
  for await (const view of world.orders.watch(orderId, { intervalMs: 100 })) last = view;
  if (!last) throw new Error(`${orderId} was not shown`);
  return last;
}

async function refusalFrom(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Refusal);
  return error as Refusal;
}
