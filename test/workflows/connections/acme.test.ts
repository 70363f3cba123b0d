// Orders through an ACME directory, Pebble: placed, shown by our own DNS, repaired, issued, cancelled and revoked by their workflow.
import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderView } from '../../../client/orders/views.js';
import { runHere } from '../../support/command-line.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { ended, leftBehind, looksNow, order, standing } from '../../support/orders.js';
import { findPebble, startPebble, type Pebble } from '../../support/peers/pebble.js';
import { until } from '../../support/until.js';

const peer = await findPebble();
const BINDING = { kid: 'kid-1', hmacKey: 'zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W' };
const ACME = { brand: 'acme', type: 'dv' } as const;

describe.skipIf('missing' in peer)('an order through an ACME directory', () => {
  let world: OrderWorld;
  let pebble: Pebble;
  beforeAll(async () => {
    world = await createOrderWorld();
    pebble = await startPebble('path' in peer ? peer.path : '', {
      dnsServer: `127.0.0.1:${world.dns.resolverPorts[0]}`,
      httpPort: world.web.httpPort,
      externalAccountBinding: BINDING,
      nonceRejections: 10,
    });
    const form = {
      directoryUrl: pebble.directoryUrl,
      contact: ['ops@example.com'],
      termsOfServiceAgreed: true,
      eabKeyId: BINDING.kid,
      eabHmacKey: BINDING.hmacKey,
      rootPem: pebble.tlsCertificate,
    };
    await world.orders.connections.add({ kind: 'acme', name: 'pebble', form });
    await world.orders.routes.set({ connection: 'pebble', brand: 'acme' });
    await world.orders.routes.set({ connection: 'pebble', suffix: 'by-acme.example.com' });
  });
  afterAll(async () => {
    await pebble.stop();
    await world.stop();
  });

  const certificateOf = async (orderId: string) => {
    const { rows } = await world.dependencies.database.query<{ pem: string }>(
      'select certificate_pem as pem from certificates where order_id = $1',
      [orderId],
    );
    return new X509Certificate(rows[0]?.pem ?? '');
  };

  const put = async (validations: OrderView['validations']) => {
    for (const { record } of validations)
      if (record) await world.dns.zone.set(record.name, record.type, record.value);
  };

  /** What it showed first is set, and does not count any more; what it shows then does. */
  const goesOnWithOtherValues = async (orderId: string, waiting: OrderView) => {
    await put(waiting.validations);
    await looksNow(world, orderId);
    const anew = await until('the order asks for other values', async () => {
      const shown = await world.orders.show(orderId);
      const [before, now] = [waiting, shown].map(({ validations }) => validations[0]?.record?.value);
      return now !== before && shown;
    });
    await put(anew.validations);
    await looksNow(world, orderId);
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  };

  it('for three names and a wildcard is issued by automatic DNS, and nothing is left in the zone', async () => {
    const names = ['acme.example.com', '*.acme.example.com', 'a.acme.example.com', 'b.acme.example.com'];
    const orderId = await order(world, 'acme.example.com', { ...ACME, names });
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    const certificate = await certificateOf(orderId);
    for (const name of names) expect(certificate.subjectAltName).toContain(name);
    // What nobody ordered is not on it.
    expect(certificate.subjectAltName?.split(', ')).toHaveLength(names.length);
    expect(await leftBehind(world, orderId)).toEqual([]);
    expect((await world.orders.show(orderId)).ca).toMatchObject({ name: 'pebble', isPubliclyTrusted: false });
  });

  it('is shown by a file', async () => {
    const orderId = await order(world, 'files.acme.example.com', { ...ACME, validation: 'auto-file' });
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  });

  it('of a DV product that a route sends there has the complimentary names of that product', async () => {
    const orderId = await order(world, 'www.by-acme.example.com');
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    expect((await certificateOf(orderId)).subjectAltName).toContain('www.by-acme.example.com');
  });

  it('goes on with other values after a validation that failed at the directory', async () => {
    const orderId = await order(world, 'repaired.acme.example.com', { ...ACME, validation: 'manual-dns' });
    const waiting = await standing(world, orderId, 'subscriber-dns');
    const { database } = world.dependencies;
    // As if it had failed there: the directory's order is given up behind our back.
    await database.query(
      `update acme_orders set order_url = order_url || '-gone', handed_out = true where reference = $1`,
      [orderId],
    );
    await goesOnWithOtherValues(orderId, waiting);
  });

  it('goes on with other values once the account has another key, and loses no validation to it', async () => {
    const orderId = await order(world, 'rolled.acme.example.com', { ...ACME, validation: 'manual-dns' });
    const waiting = await standing(world, orderId, 'subscriber-dns');
    const { database } = world.dependencies;
    const changed = await runHere(['connection', 'rollover', 'pebble', '--lang', 'en'], world.environment);
    expect(changed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(changed.stdout).toContain('The account of the connection pebble has another key');
    await goesOnWithOtherValues(orderId, waiting);
    const { rows } = await database.query<{ failures: number }>(
      'select failures from acme_orders where reference = $1',
      [orderId],
    );
    expect(rows).toEqual([{ failures: 0 }]);
    const entries = await world.orders.operations.list({ limit: 1000 });
    const { connectionId } = await world.orders.connections.show('pebble');
    const changes = entries.filter(({ operation }) => operation === 'connection.roll-over-key');
    expect(changes.map(({ outcome }) => outcome).sort()).toEqual(['asked', 'done']);
    expect(changes.find(({ outcome }) => outcome === 'done')).toMatchObject({ subject: connectionId });
  });

  it('is cancelled, and leaves nothing to validate there', async () => {
    const orderId = await order(world, 'cancelled.acme.example.com', { ...ACME, validation: 'manual-dns' });
    await standing(world, orderId, 'subscriber-dns');
    await world.orders.cancel(orderId);
    expect(await ended(world, orderId)).toMatchObject({ state: 'cancelled' });
  });
});
