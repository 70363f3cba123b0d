/** Orders that go well, by every method, kind of names and kind of key: from form to a certificate that openssl would take. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderFormInput } from '../../../client/orders/creating.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import {
  actAsSubscriber,
  dvForm,
  ended,
  eventsOf,
  leftBehind,
  order,
  remoteActivitiesOf,
  standing,
  statusAtCa,
} from '../../support/orders.js';
import { X509Certificate as ParsedCertificate } from '../../../domain/certificates/x509-engine.js';
import { until } from '../../support/until.js';
import { pastedCsr } from '../../support/pasted-csr.js';

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld();
});
afterAll(() => world.stop());

async function issued(orderId: string) {
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  expect(await statusAtCa(world, orderId)).toBe('issued');
  expect(await leftBehind(world, orderId)).toEqual([]);
  const download = await world.orders.certificates.download(orderId);
  return { download, certificate: new X509Certificate(download.certificatePem) };
}

describe('an order by automatic DNS', () => {
  it('is issued in at most 30 events and four steps, and is told of in Temporal at its begin and its end', async () => {
    // On a busy machine a step may last: then that is told, as it has to be, and the next order is looked at.
    let count = 0;
    const orderId = await until('an order none of whose steps lasted', async () => {
      const placed = await order(world, `budget-${(count += 1)}.example.com`);
      await ended(world, placed);
      const events = await eventsOf(world, placed);
      return events.every((event) => !event.workflowExecutionSignaledEventAttributes) && placed;
    });
    await issued(orderId);
    expect(await remoteActivitiesOf(world, orderId)).toEqual([
      'prepareAndPlace',
      'publishAndConfirm',
      'collectCertificate',
      'concludeIssued',
    ]);
    const events = await eventsOf(world, orderId);
    expect(events.length).toBeLessThanOrEqual(30);
    // A local step is a marker, and so is a change that old orders can't replay.
    expect(events.filter(({ markerRecordedEventAttributes }) => markerRecordedEventAttributes)).toEqual([]);
    const told = events.flatMap(
      ({ upsertWorkflowSearchAttributesEventAttributes: upserted }) => upserted?.searchAttributes ?? [],
    );
    expect(
      told.map(({ indexedFields }) => Buffer.from(indexedFields?.['OrderState']?.data ?? []).toString()),
    ).toEqual(['"issued"']);
  });

  it('yields a certificate for its name, its key, under the CA', async () => {
    const { download, certificate } = await issued(await order(world, 'chain.example.com'));
    expect(certificate.subjectAltName).toBe('DNS:chain.example.com');
    expect(certificate.checkPrivateKey(createPrivateKey(download.privateKeyPem ?? ''))).toBe(true);
    const intermediate = new X509Certificate(download.chainPem);
    expect(certificate.verify(intermediate.publicKey)).toBe(true);
    expect(intermediate.verify(new X509Certificate(world.ca.rootPem).publicKey)).toBe(true);
  });
});

describe('an order that the system can prove by itself', () => {
  it.each<[string, Partial<OrderFormInput>, string]>([
    ['auto-file.example.com', { validation: 'auto-file' }, 'DNS:auto-file.example.com'],
    ['www.example.net', {}, 'DNS:www.example.net, DNS:example.net'],
    ['*.wild.example.com', {}, 'DNS:*.wild.example.com'],
    ['*.example.org', {}, 'DNS:*.example.org, DNS:example.org'],
    [
      'one.example.com',
      { names: ['one.example.com', 'two.example.com'] },
      'DNS:one.example.com, DNS:two.example.com',
    ],
    [
      '*.many.example.com',
      { names: ['*.many.example.com', 'other.example.com'] },
      'DNS:*.many.example.com, DNS:other.example.com',
    ],
    ['bücher.example.com', {}, 'DNS:xn--bcher-kva.example.com'],
    // Its record is a CNAME with a hashed label.
    ['wotrus.example.com', { brand: 'wotrus' }, 'DNS:wotrus.example.com'],
  ])('%s %j is issued', async (name, fields, subjectAltName) => {
    const { certificate } = await issued(await order(world, name, fields));
    expect(certificate.subjectAltName).toBe(subjectAltName);
  });
});

describe('an order that its subscriber proves', () => {
  it.each([
    ['manual-dns', 'subscriber-dns'],
    ['file', 'subscriber-file'],
  ] as const)(
    'by %s waits on them, says what to do, and is issued after "check now"',
    async (validation, wait) => {
      const orderId = await order(world, `${validation}.example.com`, { validation });
      const waiting = await standing(world, orderId, wait);
      expect(waiting).toMatchObject({ state: 'validating', waitingOn: wait, party: 'subscriber' });
      const [asked] = waiting.validations;
      const value = asked?.record?.value ?? asked?.file?.content ?? 'nothing';
      expect(waiting.nextAction?.en).toContain(value);
      expect(waiting.nextAction?.zh).toContain(value);

      await actAsSubscriber(world, waiting);
      await world.orders.check(orderId);
      expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
      expect(await statusAtCa(world, orderId)).toBe('issued');
    },
  );

  it('leaves alone what the subscriber put there', async () => {
    const orderId = await order(world, 'mine.example.com', { validation: 'manual-dns' });
    await actAsSubscriber(world, await standing(world, orderId, 'subscriber-dns'));
    await world.orders.check(orderId);
    await ended(world, orderId);
    expect(world.dns.zone.list('mine.example.com')).toHaveLength(1);
  });
});

describe('keys', () => {
  const WITH = { sha256: 'SHA-256', sha384: 'SHA-384' } as const;

  function signatureAlgorithmOf(pem: string) {
    return new ParsedCertificate(pem).signatureAlgorithm;
  }

  it.each([
    ['rsa-2048', 'sha256', 'dnspod', 'rsa'],
    ['ecc-p256', 'sha384', 'trustasia', 'ec'],
    ['ecc-p384', 'sha256', 'wotrus', 'ec'],
    ['ecc-p384', 'sha384', 'wotrus', 'ec'],
  ] as const)('%s with %s', async (algorithm, hash, brand, keyType) => {
    const csr = { mode: 'generate', algorithm, hash } as const;
    const orderId = await order(world, `${algorithm}-${hash}.example.com`, { csr, brand });
    const { certificate, download } = await issued(orderId);
    expect(certificate.publicKey.asymmetricKeyType).toBe(keyType);
    expect(signatureAlgorithmOf(download.certificatePem)).toMatchObject({ hash: { name: WITH[hash] } });
    expect(certificate.checkPrivateKey(createPrivateKey(download.privateKeyPem ?? ''))).toBe(true);
  });

  it('a pasted CSR is certified, and its private key is not here', async () => {
    const { pem, publicKey } = await pastedCsr({ names: ['pasted.example.com'] });
    const orderId = await order(world, 'pasted.example.com', { csr: { mode: 'paste', pem } });
    const { certificate, download } = await issued(orderId);
    expect(certificate.publicKey.equals(publicKey)).toBe(true);
    expect(download.privateKeyPem).toBeNull();
    expect(download.privateKeyMissing).toMatch(/pasted/);
  });

  it('a key password is needed to open the key', async () => {
    const keyPassword = 'correct-horse';
    const orderId = await order(world, 'locked.example.com', { keyPassword });
    const { certificate, download } = await issued(orderId);
    expect(download.privateKeyPem).toContain('ENCRYPTED PRIVATE KEY');
    const opened = createPrivateKey({ key: download.privateKeyPem ?? '', passphrase: keyPassword });
    expect(certificate.checkPrivateKey(opened)).toBe(true);
    expect(JSON.stringify(await eventsOf(world, orderId))).not.toContain(keyPassword);
  });
});

it('the same request again is the same order', async () => {
  const request = { form: dvForm('again.example.com'), idempotencyKey: 'once' };
  const [first, second] = await Promise.all([world.orders.create(request), world.orders.create(request)]);
  expect(second.orderId).toBe(first.orderId);
  await issued(first.orderId);
  expect((await world.orders.create(request)).orderId).toBe(first.orderId);
  expect((await world.orders.list({ name: 'again.example.com' })).length).toBe(1);
});
