/** Where records are published when a CNAME stands at their name; what is on record of it, and what is removed. */
import { quoted } from '../../../domain/told.js';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createAliasLookup } from '../../../activities/dns/alias-lookup.js';
import { createManualDnsProvider } from '../../../activities/dns/providers/manual.js';
import { createRfc2136Provider } from '../../../activities/dns/providers/rfc2136/index.js';
import { createManualFilePublisher } from '../../../activities/http-file/publishers/manual/index.js';
import { waitOnObstacle } from '../../../activities/control/left-to-subscriber.js';
import {
  publishAll,
  removeAll,
  type PublicationDependencies,
} from '../../../activities/control/publication.js';
import type { Database } from '../../../db/database.js';
import { loadPublications } from '../../../db/statements/control/published-validations.js';
import type { Finding } from '../../../domain/control/findings.js';
import type { DomainValidation } from '../../../domain/control/validations.js';
import { startTestDns, TSIG, type DnsTestServer } from '../../dev/dns/dns-test-server.js';
import { ownDatabase } from '../../support/own-database.js';
import { storeOrder } from '../../support/stored-orders.js';

/** The subscriber's DNS, where we may change nothing, and our own, with other zones. */
let theirs: DnsTestServer;
let ours: DnsTestServer;
let database: Database;
let dependencies: PublicationDependencies;
let count = 0;
let orderId: string;

beforeAll(async () => {
  theirs = await startTestDns();
  ours = await startTestDns();
  database = await ownDatabase();
});
beforeEach(async () => {
  orderId = `publication-${(count += 1)}`;
  await storeOrder(database, { orderId });
  dependencies = worldOf(ours.port, theirs);
});
afterAll(async () => {
  await ours.stop();
  await theirs.stop();
});

function worldOf(port: number, world: DnsTestServer): PublicationDependencies {
  return {
    database,
    dnsProvider: createRfc2136Provider({
      server: `127.0.0.1:${port}`,
      tsigKeyName: TSIG.name,
      tsigAlgorithm: TSIG.algorithm,
      tsigSecret: TSIG.secret,
    }),
    filePublisher: createManualFilePublisher(),
    aliases: createAliasLookup({
      resolvers: [`127.0.0.1:${world.resolverPorts[0]}`],
      authoritativePort: world.port,
      httpPort: 80,
      httpsPort: 443,
      allowPrivateAddresses: true,
    }),
  };
}

function validation(name: string): DomainValidation {
  const record = { type: 'TXT', name: `_dnsauth.${name}`, value: 'expected' } as const;
  return { name, method: 'auto-dns', record, issuedAt: '2026-11-01T00:00:00.000Z' };
}

/** What a look at the name found, and where its CNAMEs lead. */
function missing({ name }: DomainValidation, leadsTo?: string): Finding {
  return {
    name,
    subject: 'dns-record',
    source: 'resolver 192.0.2.53',
    question: `TXT _dnsauth.${name}`,
    expected: '"expected"',
    found: 'the name has no TXT record',
    verdict: 'missing',
    ...(leadsTo !== undefined && { leadsTo }),
    checkedAt: '2026-11-01T00:00:00.000Z',
  };
}

it('at the end of the CNAME, where that is ours; noted, and removed there', async () => {
  await ours.zone.set('_dnsauth.one.example.com', 'CNAME', 'one.validation.example.net');
  expect(await publishAll(dependencies, orderId, [validation('one.example.com')])).toEqual([]);
  expect(ours.zone.list('one.validation.example.net')).toMatchObject([{ type: 'TXT', value: 'expected' }]);
  expect(await loadPublications(database, orderId)).toMatchObject([
    { record: { name: 'one.validation.example.net' } },
  ]);
  const obstacle = missing(validation('one.example.com'), 'one.validation.example.net');
  expect(
    await waitOnObstacle(dependencies, orderOf(orderId), [validation('one.example.com')], obstacle),
  ).toBeUndefined();

  await removeAll(dependencies, orderId);
  expect(ours.zone.list('one.validation.example.net')).toEqual([]);
  expect(ours.zone.list('one.example.com')).toMatchObject([{ type: 'CNAME' }]);
});

it('at the end of a CNAME in a zone that is not ours', async () => {
  await theirs.zone.set('_dnsauth.two.example.com', 'CNAME', 'two.validation.example.net');
  const elsewhere = { ...dependencies, dnsProvider: onlyBelow('validation.example.net') };
  expect(await publishAll(elsewhere, orderId, [validation('two.example.com')])).toEqual([]);
  expect(ours.zone.list('two.validation.example.net')).toMatchObject([{ value: 'expected' }]);
});

it('nowhere, where the CNAME leads to others: nothing is noted, and the subscriber has to act', async () => {
  await ours.zone.set('_dnsauth.three.example.com', 'CNAME', 'co.uk');
  // No zone of the embedded server holds `co.uk`: it stands for one that others have.
  const three = validation('three.example.com');
  expect(await publishAll(dependencies, orderId, [three])).toMatchObject([
    { en: '_dnsauth.three.example.com is a CNAME to "co.uk", where nothing is published by itself' },
  ]);
  expect(await loadPublications(database, orderId)).toEqual([]);
  expect(await waitOnObstacle(dependencies, orderOf(orderId), [three], missing(three, 'co.uk'))).toEqual({
    wait: 'subscriber-dns',
  });
});

it('a name that nobody here serves, and no CNAME: the provider is refused its zone', async () => {
  const elsewhere = { ...dependencies, dnsProvider: onlyBelow('validation.example.net') };
  await expect(publishAll(elsewhere, orderId, [validation('four.example.com')])).rejects.toMatchObject({
    type: 'DnsProviderRefused',
  });
  expect(await loadPublications(database, orderId)).toEqual([]);
});

it('a name that became an alias after we published: what is on record has no effect', async () => {
  const five = validation('five.example.com');
  await publishAll(dependencies, orderId, [five]);
  expect(await waitOnObstacle(dependencies, orderOf(orderId), [five], missing(five))).toBeUndefined();
  await ours.zone.remove('_dnsauth.five.example.com');
  await ours.zone.set('_dnsauth.five.example.com', 'CNAME', 'co.uk');
  expect(await waitOnObstacle(dependencies, orderOf(orderId), [five], missing(five, 'co.uk'))).toEqual({
    wait: 'subscriber-dns',
  });
});

it('a CNAME that a wildcard makes is none: seen somewhere still, it is waited out', async () => {
  await ours.zone.set('*.six.example.com', 'CNAME', 'co.uk');
  const six = validation('six.example.com');
  expect(await publishAll(dependencies, orderId, [six])).toEqual([]);
  expect(await waitOnObstacle(dependencies, orderOf(orderId), [six], missing(six, 'co.uk'))).toBeUndefined();
});

it('where nothing is set up to publish, the subscriber has to act, for records and files', async () => {
  const byHand = { ...dependencies, dnsProvider: createManualDnsProvider() };
  const file = { url: 'http://seven.example.com/.well-known/x', content: 'expected' };
  const validations: DomainValidation[] = [
    validation('seven.example.com'),
    { name: 'file.example.com', method: 'auto-file', file, issuedAt: '2026-11-01T00:00:00.000Z' },
  ];
  expect(await publishAll(byHand, orderId, validations)).toMatchObject([
    { en: 'TXT _dnsauth.seven.example.com is to be added by hand' },
    { en: 'http://seven.example.com/.well-known/x is to be put in place by hand' },
  ]);
  expect(await loadPublications(database, orderId)).toEqual([]);
  const ofRecord = missing(validation('seven.example.com'));
  expect(await waitOnObstacle(byHand, orderOf(orderId), validations, ofRecord)).toEqual({
    wait: 'subscriber-dns',
  });
  const ofFile = { ...ofRecord, name: 'file.example.com', subject: 'http-file' } as const;
  expect(await waitOnObstacle(byHand, orderOf(orderId), validations, ofFile)).toEqual({
    wait: 'subscriber-file',
  });
});

/** An order that names no connections. */
function orderOf(id: string) {
  return { orderId: id, terms: null };
}

/** Our server, seen as one that has a single zone. */
function onlyBelow(zone: string): PublicationDependencies['dnsProvider'] {
  const { dnsProvider } = dependencies;
  return {
    ...dnsProvider,
    publish: async (record) =>
      record.name.endsWith(zone)
        ? await dnsProvider.publish(record)
        : { outcome: 'not-served', reason: quoted('the server has one zone only') },
    zoneOf: (name) => Promise.resolve(name.endsWith(zone) ? zone : undefined),
  };
}
