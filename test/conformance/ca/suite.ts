/** What every CA must do for us, whichever it is; what one says it can't do must be refused, and not done by halves. */
import { X509Certificate } from 'node:crypto';
import { expect } from 'vitest';
import type { CaOrder, CaOrderRequest, IssuedChain } from '../../../activities/ca/certificate-authority.js';
import { Pkcs10CertificateRequest } from '../../../domain/certificates/x509-engine.js';
import { OrderFailure } from '../../../domain/failures.js';
import { namesToValidate } from '../../../domain/names/coverage.js';
import { until } from '../../support/until.js';
import { requestOf, type CaCandidate } from './candidate.js';

export interface ConformanceTest {
  readonly does: string;
  readonly run: (ca: CaCandidate) => Promise<void>;
}

export const CA_CONFORMANCE: readonly ConformanceTest[] = [
  {
    does: 'lets us in',
    async run(ca) {
      await ca.adapter.tryAccess?.();
    },
  },
  {
    does: 'takes an order, and finds it again by our reference',
    async run(ca) {
      const request = await requestOf(ca.brand);
      await expect(ca.adapter.findByReference(request.reference)).resolves.toBeUndefined();
      const placed = await ca.adapter.placeOrder(request);
      expect(placed.status).toBe('validating');
      expect(placed.validations.map(({ name }) => name)).toEqual(request.names);
      expect(placed.validations[0]?.record?.name).toContain(request.names[0]);
      const found = await ca.adapter.findByReference(request.reference);
      expect(found?.caReference).toBe(placed.caReference);
      expect(shownBy(found)).toEqual(shownBy(placed));
      expect(shownBy(await ca.adapter.orderStatus(placed.caReference))).toEqual(shownBy(placed));
    },
  },
  {
    does: 'takes it once, however often it is placed',
    async run(ca) {
      const request = await requestOf(ca.brand);
      const [first, ...others] = await Promise.all([1, 2, 3].map(() => ca.adapter.placeOrder(request)));
      const again = await ca.adapter.placeOrder(request);
      for (const placed of [...others, again]) {
        expect(placed.caReference).toBe(first?.caReference);
      }
      const [one, two] = [await ca.adapter.orderStatus(again.caReference), again];
      expect(shownBy(one)).toEqual(shownBy(two));
    },
  },
  {
    does: 'issues for the key of the CSR, once control is shown by DNS',
    async run(ca) {
      const request = await requestOf(ca.brand);
      const order = await issuedBy(ca, request);
      expect(order.status).toBe('issued');
      expect(order.validations.map(({ status }) => status)).toEqual(['valid']);
      const chain = await ca.adapter.fetchCertificate(order.caReference);
      expectFor(request, chain);
      expectChain(chain, await ca.root());
      expect(await ca.adapter.fetchCertificate(order.caReference)).toEqual(chain);
    },
  },
  {
    does: 'issues once control is shown by a file',
    async run(ca) {
      const request = await requestOf(ca.brand, { validationMethod: 'auto-file' });
      const placed = await ca.adapter.placeOrder(request);
      expect(placed.validations[0]?.file?.url).toContain(`http://${request.names[0] ?? ''}/.well-known/`);
      const order = await driven(ca, placed, request);
      expectFor(request, await ca.adapter.fetchCertificate(order.caReference));
    },
  },
  {
    does: 'issues for several names, a wildcard beside its base among them',
    async run(ca) {
      const request = await requestOf(ca.brand, {
        names: (zone) => [zone, `*.${zone}`, `deep.down.${zone}`],
      });
      const placed = await ca.adapter.placeOrder(request);
      const wanted = ca.gaps.provesWildcardBesideBase ? request.names : namesToValidate(request.names);
      expect(placed.validations.map(({ name }) => name).sort()).toEqual([...wanted].sort());
      const values = placed.validations.map(({ record }) => `${record?.name ?? ''} ${record?.value ?? ''}`);
      if (ca.gaps.provesWildcardBesideBase) expect(new Set(values).size).toBe(values.length);
      const order = await driven(ca, placed, request);
      expectFor(request, await ca.adapter.fetchCertificate(order.caReference));
    },
  },
  {
    does: 'issues for IP addresses, or refuses them',
    async run(ca) {
      const request = await requestOf(ca.brand, {
        names: () => ['127.0.0.1'],
        validationMethod: 'auto-file',
      });
      if (!ca.gaps.ipAddresses) {
        expect(await typeOfFailure(issuedBy(ca, request))).toBe('OrderRefusedByCa');
        return;
      }
      const order = await issuedBy(ca, request);
      expectFor(request, await ca.adapter.fetchCertificate(order.caReference));
    },
  },
  {
    does: 'says what it did not see, and goes on once it is there',
    async run(ca) {
      const request = await requestOf(ca.brand);
      const placed = await ca.adapter.placeOrder(request);
      await ca.publishWrong(placed.validations);
      const failed = await until('the CA says what it did not see', async () => {
        const order = await ca.adapter.requestValidation(placed.caReference);
        return order.validations.some(({ status }) => status === 'failed') && order;
      });
      expect(failed.status).toBe('validating');
      expect(failed.validations[0]?.detail).toMatch(/\S/);
      // Nothing is issued on what was not seen, however often it is asked.
      expect((await ca.adapter.orderStatus(placed.caReference)).status).toBe('validating');

      const anew = await ca.adapter.challenges(placed.caReference, 'auto-dns');
      if (ca.gaps.newValuesAfterFailure) expect(shownBy(anew)).not.toEqual(shownBy(placed));
      const order = await driven(ca, anew, request);
      expectFor(request, await ca.adapter.fetchCertificate(order.caReference));
    },
  },
  {
    does: 'changes the method of an order that lives',
    async run(ca) {
      const request = await requestOf(ca.brand);
      const placed = await ca.adapter.placeOrder(request);
      const changed = await ca.adapter.challenges(placed.caReference, 'auto-file');
      expect(changed.caReference).toBe(placed.caReference);
      expect(changed.validations[0]).toMatchObject({ method: 'auto-file', status: 'pending' });
      expect(changed.validations[0]?.file?.content).toMatch(/\S/);
      expect((await driven(ca, changed, request)).status).toBe('issued');
    },
  },
  {
    does: 'uses what was proven for another order, or asks for it again',
    async run(ca) {
      const first = await requestOf(ca.brand);
      await issuedBy(ca, first);
      const second = { ...(await requestOf(ca.brand, { names: () => [...first.names] })) };
      const placed = await ca.adapter.placeOrder(second);
      const [proof] = placed.validations;
      if (proof?.status === 'valid') {
        expect(ca.gaps.reusesProofs).toBe(true);
        expect(proof.reused).toBe(true);
        expect(Date.parse(proof.validatedAt ?? '')).toBeLessThanOrEqual(Date.now() + 60_000);
      } else expect(proof?.reused ?? false).toBe(false);
      const order = await driven(ca, placed, second);
      expectFor(second, await ca.adapter.fetchCertificate(order.caReference));
    },
  },
  {
    does: 'cancels an order for good',
    async run(ca) {
      const request = await requestOf(ca.brand);
      const placed = await ca.adapter.placeOrder(request);
      await expect(ca.adapter.cancelOrder(placed.caReference)).resolves.toBe('cancelled');
      await expect(ca.adapter.cancelOrder(placed.caReference)).resolves.toBe('cancelled');
      expect((await ca.adapter.orderStatus(placed.caReference)).status).toBe('cancelled');
      expect((await ca.adapter.findByReference(request.reference))?.status).toBe('cancelled');
      await ca.publish(placed.validations);
      await ca.adapter.requestValidation(placed.caReference).catch(() => undefined);
      expect((await ca.adapter.orderStatus(placed.caReference)).status).toBe('cancelled');
    },
  },
  {
    does: 'says of what is issued that it can’t be cancelled, and revokes it',
    async run(ca) {
      const order = await issuedBy(ca, await requestOf(ca.brand));
      await expect(ca.adapter.cancelOrder(order.caReference)).resolves.toBe('already-issued');
      await expect(ca.adapter.findRevocation(order.caReference)).resolves.toBeUndefined();
      const asked = await ca.adapter.requestRevocation(order.caReference, 'superseded');
      expect(asked.status).toBe(ca.gaps.revokesAtOnce ? 'revoked' : 'pending');
      await expect(ca.adapter.findRevocation(order.caReference)).resolves.toMatchObject({
        status: asked.status,
      });
      if (asked.status === 'pending') return;
      expect(Date.parse(asked.revokedAt ?? '')).not.toBeNaN();
      const again = await ca.adapter.requestRevocation(order.caReference, 'superseded');
      expect(again.revokedAt).toBe(asked.revokedAt);
    },
  },
  {
    does: 'revokes at once what was never delivered, twice as once',
    async run(ca) {
      const order = await issuedBy(ca, await requestOf(ca.brand));
      const revoked = () => ca.adapter.revokeCertificate(order.caReference, 'cessationOfOperation');
      if (ca.adapter.limits.revokesWithoutProof === false) {
        // Never taken for revoked while it is not.
        expect(await typeOfFailure(revoked())).toBe('CaUnavailable');
        expect(await ca.adapter.findRevocation(order.caReference)).toMatchObject({ status: 'pending' });
        return;
      }
      await revoked();
      await revoked();
    },
  },
  {
    does: 'knows no order that was never placed',
    async run(ca) {
      const never = 'never-placed';
      await expect(ca.adapter.findByReference(never)).resolves.toBeUndefined();
      expect(await typeOfFailure(ca.adapter.orderStatus(never))).toBe('CaOrderUnknown');
      expect(await typeOfFailure(ca.adapter.requestValidation(never))).toBe('CaOrderUnknown');
      expect(await typeOfFailure(ca.adapter.fetchCertificate(never))).toBe('CaOrderUnknown');
    },
  },
  {
    does: 'refuses what it says that it can’t do',
    async run(ca) {
      const { adapter } = ca;
      const placed = await adapter.placeOrder(await requestOf(ca.brand));
      const letter = { contentType: 'application/pdf', content: new Uint8Array([1]) };
      if (!adapter.limits.takesLetters)
        expect(await typeOfFailure(adapter.uploadLetter(placed.caReference, letter))).toBe(
          'LetterRefusedByCa',
        );
      if (!adapter.limits.canListOrders) await expect(adapter.listOrders()).resolves.toEqual({ orders: [] });
      else {
        const { orders } = await adapter.listOrders();
        expect(orders.length).toBeGreaterThan(0);
      }
    },
  },
];

async function issuedBy(ca: CaCandidate, request: CaOrderRequest): Promise<CaOrder> {
  return await driven(ca, await ca.adapter.placeOrder(request), request);
}

/** As an order of ours drives it: what is asked for is shown, the CA is asked to look, new values are obtained where it asks for others. */
async function driven(ca: CaCandidate, placed: CaOrder, request: CaOrderRequest): Promise<CaOrder> {
  const { adapter } = ca;
  let shown = placed;
  await ca.publish(shown.validations);
  return await until(`${request.names.join(', ')} issued`, async () => {
    const asked = await adapter.requestValidation(placed.caReference);
    const open = asked.validations.filter(({ status }) => status !== 'valid');
    const known = shownBy(shown);
    if (!open.every(({ record, file }) => known.includes(record?.value ?? file?.content ?? ''))) {
      shown = await adapter.challenges(placed.caReference, asked.validations[0]?.method ?? 'auto-dns');
      await ca.publish(shown.validations);
      return undefined;
    }
    const order = await adapter.orderStatus(placed.caReference);
    if (order.status === 'refused') throw new OrderFailure('OrderRefusedByCa', order.reason ?? 'refused');
    return order.status === 'issued' && order;
  });
}

function shownBy(order: CaOrder | undefined): string[] {
  return (order?.validations ?? []).map(({ record, file }) => record?.value ?? file?.content ?? '').sort();
}

function expectFor({ csrPem, names }: CaOrderRequest, { certificatePem }: IssuedChain): void {
  const certificate = new X509Certificate(certificatePem);
  const csr = new Pkcs10CertificateRequest(csrPem);
  const spki = Buffer.from(csr.publicKey.rawData);
  expect(certificate.publicKey.export({ format: 'der', type: 'spki' }).equals(spki)).toBe(true);
  for (const name of names) expect(certificate.subjectAltName).toContain(name);
}

function expectChain({ certificatePem, chainPem }: IssuedChain, root: string): void {
  const certificates = [
    certificatePem,
    ...(chainPem.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? []),
    root,
  ];
  certificates.slice(0, -1).forEach((pem, place) => {
    const issuer = new X509Certificate(certificates[place + 1] ?? '');
    expect(new X509Certificate(pem).verify(issuer.publicKey)).toBe(true);
  });
}

async function typeOfFailure(call: Promise<unknown>): Promise<string> {
  const failure: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure instanceof OrderFailure) return failure.type;
  throw new Error(`no OrderFailure but ${String(failure)}`);
}
