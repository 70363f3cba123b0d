/** The adapter against the development CA on its bad days: every hostility becomes the right failure, and no order is lost. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { X509Certificate } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CertificateAuthority } from '../../../../activities/ca/certificate-authority.js';
import { retryAfterOf } from '../../../../activities/http-exchange.js';
import { createDevelopmentCa } from '../../../../activities/ca/providers/development/index.js';
import { OrderFailure } from '../../../../domain/failures.js';
import { type CaWorld, orderRequest, startCaWorld, TOKEN } from '../../../dev/ca/ca-world.js';

let world: CaWorld;
beforeAll(async () => {
  world = await startCaWorld();
});
afterEach(() => world.control('DELETE', '/hostile'));
afterAll(() => world.stop());

async function failureOf(call: Promise<unknown>): Promise<OrderFailure> {
  const failure: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof OrderFailure)) throw new Error(`no OrderFailure but ${String(failure)}`);
  expect(failure.message).not.toContain(TOKEN);
  return failure;
}

async function placedAndPublished(): Promise<string> {
  const placed = await world.adapter.placeOrder(await orderRequest());
  await world.publish(placed.validations);
  return placed.caReference;
}

describe('a hostile CA', () => {
  it('that takes the order and drops the connection has exactly one order under our reference', async () => {
    const request = await orderRequest();
    await world.hostile({ mode: 'accept-then-drop', path: 'place', times: 1 });
    const failure = await failureOf(world.adapter.placeOrder(request));
    expect(failure.type).toBe('CaUnavailable');

    const found = await world.adapter.findByReference(request.reference);
    const again = await world.adapter.placeOrder(request);
    expect(again.caReference).toBe(found?.caReference);
    const { orders } = (await world.control('GET', '/orders')) as { orders: { reference: string }[] };
    expect(orders.filter(({ reference }) => reference === request.reference)).toHaveLength(1);
  });

  it('that answers late is unavailable to who can’t wait, and did the work', async () => {
    const impatient = createDevelopmentCa({ url: world.ca.url, token: TOKEN, timeoutMs: 1_500 });
    const request = await orderRequest();
    await world.hostile({ mode: 'late', path: 'place', times: 1, delayMs: 20_000 });
    expect((await failureOf(impatient.placeOrder(request))).message).toContain('TimeoutError');
    await expect(world.adapter.findByReference(request.reference)).resolves.toMatchObject({
      status: 'validating',
    });
  });

  it('that limits the rate says how long to wait, or does not', async () => {
    await world.hostile({ mode: 'rate-limit', path: 'status', retryAfterSeconds: 7, times: 1 });
    const told = await failureOf(world.adapter.findByReference('any'));
    expect(told).toMatchObject({ type: 'CaRateLimited', options: { retryAfterMs: 7_000 } });

    await world.hostile({ mode: 'rate-limit-bare', path: 'status', times: 1 });
    const bare = await failureOf(world.adapter.findByReference('any'));
    expect(bare.type).toBe('CaRateLimited');
    expect(bare.options.retryAfterMs).toBeUndefined();
  });

  it.each([
    ['server-error', {}],
    ['maintenance-page', { httpStatus: 503 }],
    ['maintenance-page', { httpStatus: 200 }],
  ] as const)('with %s %j is unavailable, as often as told, and has done nothing', async (mode, details) => {
    const request = await orderRequest();
    await world.hostile({ mode, path: 'place', times: 2, ...details });
    expect((await failureOf(world.adapter.placeOrder(request))).type).toBe('CaUnavailable');
    expect((await failureOf(world.adapter.placeOrder(request))).type).toBe('CaUnavailable');
    await expect(world.adapter.findByReference(request.reference)).resolves.toBeUndefined();
    await expect(world.adapter.placeOrder(request)).resolves.toMatchObject({ status: 'validating' });
  });

  it('is hostile only where it was told to be', async () => {
    await world.hostile({ mode: 'server-error', path: 'certificate' });
    const caReference = await placedAndPublished();
    await expect(world.adapter.requestValidation(caReference)).resolves.toMatchObject({ status: 'issued' });
    expect((await failureOf(world.adapter.fetchCertificate(caReference))).type).toBe('CaUnavailable');
  });

  it('that issues for another name is shown as it is: judging is not the adapter’s', async () => {
    await world.hostile({ mode: 'wrong-san', times: 1 });
    const caReference = await placedAndPublished();
    await world.adapter.requestValidation(caReference);
    const { certificatePem } = await world.adapter.fetchCertificate(caReference);
    expect(new X509Certificate(certificatePem).subjectAltName).toBe('DNS:not-what-was-ordered.example');
  });

  it('whose status goes backwards comes back', async () => {
    const caReference = await placedAndPublished();
    await world.adapter.requestValidation(caReference);
    await world.hostile({ mode: 'status-backwards', times: 1 });
    await expect(world.adapter.orderStatus(caReference)).resolves.toMatchObject({
      status: 'validating',
      validations: [{ status: 'pending' }],
    });
    await expect(world.adapter.orderStatus(caReference)).resolves.toMatchObject({ status: 'issued' });
  });

  it('that refuses a name says why, at placing or at validation, and leaves other names alone', async () => {
    const request = await orderRequest({ names: ['api.refused-name.com'] });
    const early = await world.adapter.placeOrder(request);
    await world.hostile({ mode: 'refuse-name', name: 'api.refused-name.com' });
    await expect(world.adapter.requestValidation(early.caReference)).resolves.toMatchObject({
      status: 'refused',
      reason: expect.stringContaining('security review') as string,
    });

    const late = await world.adapter.placeOrder({ ...request, reference: `${request.reference}-again` });
    expect(late).toMatchObject({
      status: 'refused',
      reason: expect.stringContaining('security review') as string,
    });
    await expect(world.adapter.placeOrder(await orderRequest())).resolves.toMatchObject({
      status: 'validating',
    });
    await expect(world.adapter.cancelOrder(late.caReference)).resolves.toBe('cancelled');
  });
});

describe('the adapter', () => {
  it('names an order that the CA does not know', async () => {
    const failure = await failureOf(world.adapter.orderStatus('dca-unknown'));
    expect(failure).toMatchObject({ type: 'CaOrderUnknown', message: 'There is no order dca-unknown' });
    await expect(world.adapter.findByReference('never-placed')).resolves.toBeUndefined();
  });

  it('says which setting to correct when its token is refused, without the token', async () => {
    const stranger = createDevelopmentCa({ url: world.ca.url, token: `${TOKEN}-of-a-stranger` });
    const failure = await failureOf(stranger.findByReference('any'));
    expect(failure.type).toBe('CaUnavailable');
    expect(failure.message).toContain('SEALFLOW_CA_TOKEN');
  });

  it('tries a certificate that is not there yet again', async () => {
    const placed = await world.adapter.placeOrder(await orderRequest());
    expect((await failureOf(world.adapter.fetchCertificate(placed.caReference))).type).toBe('CaUnavailable');
  });

  it('finds nobody listening', async () => {
    await withServer(
      () => undefined,
      async (_, url, stop) => {
        await stop();
        const gone = createDevelopmentCa({ url, token: TOKEN });
        expect((await failureOf(gone.orderStatus('x'))).message).toContain('ECONNREFUSED');
      },
    );
  });

  it.each([
    ['broken JSON', '{"id":'],
    ['JSON of another shape', '{"id":"x","status":"on-holiday","validations":[]}'],
  ])('calls %s a broken protocol', async (_, text) => {
    const answer: RequestListener = (_request, response) => {
      response.setHeader('content-type', 'application/json').end(text);
    };
    await withServer(answer, async (adapter) => {
      expect((await failureOf(adapter.orderStatus('x'))).type).toBe('CaProtocolBroken');
    });
  });

  it('reads Retry-After as seconds or as a date', () => {
    const now = Date.parse('2026-03-15T00:00:00Z');
    expect(retryAfterOf('120', now)).toBe(120_000);
    expect(retryAfterOf('Sun, 15 Mar 2026 00:01:00 GMT', now)).toBe(60_000);
    expect(retryAfterOf('Sat, 14 Mar 2026 00:00:00 GMT', now)).toBe(0);
    expect(retryAfterOf('soon', now)).toBeUndefined();
    expect(retryAfterOf(null, now)).toBeUndefined();
  });
});

/** A fake CA that says what the development CA never would. */
async function withServer(
  answer: RequestListener,
  use: (adapter: CertificateAuthority, url: string, stop: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  try {
    await use(createDevelopmentCa({ url, token: TOKEN }), url, stop);
  } finally {
    await stop();
  }
}
