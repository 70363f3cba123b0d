/** Answers of the development CA that are too much, odd, or about something else: each call says so, and takes nothing of them. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CertificateAuthority } from '../../../../activities/ca/certificate-authority.js';
import { WIRE_CHARACTERS } from '../../../../domain/answer-limits.js';
import { OrderFailure } from '../../../../domain/failures.js';
import { type CaWorld, orderRequest, startCaWorld } from '../../../dev/ca/ca-world.js';

let world: CaWorld;
beforeAll(async () => {
  world = await startCaWorld();
});
afterEach(() => world.control('DELETE', '/hostile'));
afterAll(() => world.stop());

async function failureOf(call: Promise<unknown>): Promise<OrderFailure> {
  const failure: unknown = await call.then(
    (answer) => answer,
    (error: unknown) => error,
  );
  if (!(failure instanceof OrderFailure)) throw new Error(`no OrderFailure but ${JSON.stringify(failure)}`);
  return failure;
}

/** Every call about an order that has a CA reference, but for those whose answers have no order in them. */
const CALLS: Record<string, (ca: CertificateAuthority, caReference: string) => Promise<unknown>> = {
  orderStatus: (ca, caReference) => ca.orderStatus(caReference),
  challenges: (ca, caReference) => ca.challenges(caReference, 'manual-dns'),
  requestValidation: (ca, caReference) => ca.requestValidation(caReference),
  cancelOrder: (ca, caReference) => ca.cancelOrder(caReference),
};

describe('3 MB that inflate to 3 GB', () => {
  it.each(Object.entries(CALLS))('are not read by %s, and the next answer is', async (_, call) => {
    const { caReference } = await world.adapter.placeOrder(await orderRequest());
    await world.hostile({ mode: 'gzip-bomb', times: 1 });
    expect(await failureOf(call(world.adapter, caReference))).toMatchObject({
      type: 'CaProtocolBroken',
      message: expect.stringContaining('longer than') as string,
    });
    await expect(world.adapter.orderStatus(caReference)).resolves.toMatchObject({ status: 'validating' });
  });
});

describe('a refusal of 5 MB', () => {
  it('is a refusal, with the beginning of its reason', async () => {
    await world.hostile({ mode: 'refuse-at-length', path: 'place', times: 1 });
    const { type, message } = await failureOf(world.adapter.placeOrder(await orderRequest()));
    expect(type).toBe('OrderRefusedByCa');
    expect(message).toMatch(/^This name is refused, and refused.*…$/);
    expect(Array.from(message)).toHaveLength(WIRE_CHARACTERS.words);
  });

  it('refuses no order whose status is asked for: an error is no decision', async () => {
    const { caReference, reference = '' } = await world.adapter.placeOrder(await orderRequest());
    for (const ask of [
      () => world.adapter.orderStatus(caReference),
      () => world.adapter.findByReference(reference),
      () => world.adapter.fetchCertificate(caReference),
    ]) {
      await world.hostile({ mode: 'refuse-at-length', times: 1 });
      expect(await failureOf(ask())).toMatchObject({
        type: 'CaProtocolBroken',
        message: expect.stringContaining('was answered with 422 order-refused') as string,
      });
    }
    await expect(world.adapter.orderStatus(caReference)).resolves.toMatchObject({ status: 'validating' });
  });
});

describe('an answer about another order', () => {
  it.each(Object.entries(CALLS))('is none to %s', async (_, call) => {
    const { caReference } = await world.adapter.placeOrder(await orderRequest());
    await world.hostile({ mode: 'strange-order', times: 1 });
    expect(await failureOf(call(world.adapter, caReference))).toMatchObject({
      type: 'CaProtocolBroken',
      message: expect.stringContaining('told of dca-another') as string,
    });
  });

  it('does not say that there is none under our reference: else it would be placed once more', async () => {
    const { reference } = await orderRequest();
    const request = await orderRequest({ reference });
    await world.adapter.placeOrder(request);
    await world.hostile({ mode: 'strange-order', path: 'status', times: 1 });
    expect((await failureOf(world.adapter.findByReference(reference))).type).toBe('CaProtocolBroken');
    await expect(world.adapter.findByReference(reference)).resolves.toMatchObject({ reference });
  });
});

describe('proofs', () => {
  it.each(['proofs-twice', 'long-value'] as const)('told as %s are none', async (mode) => {
    await world.hostile({ mode, path: 'place', times: 1 });
    const { type, message } = await failureOf(world.adapter.placeOrder(await orderRequest()));
    expect(type).toBe('CaProtocolBroken');
    expect(message).toContain(mode === 'long-value' ? 'longer than' : 'validations');
    expect(message.length).toBeLessThan(1_000);
  });
});

describe('words', () => {
  it('with U+0000 and half a character are cleaned, and what they stand beside counts', async () => {
    await world.hostile({ mode: 'odd-words', path: 'place', times: 1 });
    const placed = await world.adapter.placeOrder(await orderRequest());
    expect(placed).toMatchObject({ status: 'validating', reason: 'no record \ufffd seen' });
    expect(placed.validations[0]?.detail).toBe('no record \ufffd seen');
  });
});
