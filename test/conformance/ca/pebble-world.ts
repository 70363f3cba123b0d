/** Pebble with a DNS server and a web server that it looks at, and our adapter before it: dials and proxies as a test wants them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAcmeCa, type AcmeCaPorts } from '../../../activities/ca/providers/acme/index.js';
import type { CertificateAuthority } from '../../../activities/ca/certificate-authority.js';
import { createDatabase, type Database } from '../../../db/database.js';
import { startDnsServer, type DnsServer } from '../../../dev/dns/dns-server.js';
import { acmeKind, type AcmeForm } from '../../../domain/connections/kinds/acme.js';
import type { DomainValidation } from '../../../domain/control/validations.js';
import { startPebble, type Pebble, type PebbleOptions } from '../../support/peers/pebble.js';
import { createTestDatabase } from '../../support/postgres.js';
import type { CaCandidate } from './candidate.js';

export interface PebbleWorld {
  readonly pebble: Pebble;
  readonly database: Database;
  readonly dns: DnsServer;
  readonly ports: AcmeCaPorts;
  /** The form of a connection to Pebble; with `differing`, another one. */
  form(differing?: Partial<AcmeForm>): AcmeForm;
  /** What a step of an order makes anew each time. */
  open(form?: AcmeForm, ports?: Partial<AcmeCaPorts>): CertificateAuthority;
  readonly publish: (validations: readonly DomainValidation[]) => Promise<void>;
  readonly publishWrong: (validations: readonly DomainValidation[]) => Promise<void>;
  candidate(): CaCandidate;
  readonly stop: () => Promise<void>;
}

const MASTER_KEYS = [{ id: 'of-this-test', key: new Uint8Array(32).fill(7) }];

export async function startPebbleWorld(
  program: string,
  dials: Omit<PebbleOptions, 'dnsServer' | 'httpPort'> = {},
): Promise<PebbleWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pebble-world-'));
  const key = { name: 'unused.key', algorithm: 'hmac-sha256' as const, secret: 'dW51c2Vk' };
  const dns = await startDnsServer({ dataDir, tsig: key });
  const files = new Map<string, string>();
  const web = createServer((request, response) => {
    const content = files.get(request.url ?? '');
    response.writeHead(content === undefined ? 404 : 200).end(content ?? '');
  });
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  const { port: httpPort } = web.address() as AddressInfo;
  const dnsServer = `127.0.0.1:${dns.resolverPorts[0]}`;
  const pebble = await startPebble(program, { ...dials, dnsServer, httpPort });
  const test = await createTestDatabase();
  const database = createDatabase(test.url);
  const ports: AcmeCaPorts = {
    database,
    masterKeys: MASTER_KEYS,
    clock: () => Date.now(),
    connectionId: 'connection-of-this-test',
    account: 'acme-inc',
    name: 'pebble',
  };
  const binding = dials.externalAccountBinding;
  const form = (differing: Partial<AcmeForm> = {}) =>
    acmeKind.form.parse({
      directoryUrl: pebble.directoryUrl,
      contact: ['ops@example.com'],
      termsOfServiceAgreed: true,
      rootPem: pebble.tlsCertificate,
      ...(binding && { eabKeyId: binding.kid, eabHmacKey: binding.hmacKey }),
      ...differing,
    });
  const put = async (validations: readonly DomainValidation[], valueOf: (value: string) => string) => {
    for (const { record, file } of validations) {
      if (record) await dns.zone.set(record.name, record.type, valueOf(record.value));
      if (file) files.set(new URL(file.url).pathname, valueOf(file.content));
    }
  };
  const world: PebbleWorld = {
    pebble,
    database,
    dns,
    ports,
    form,
    open: (given = form(), differing = {}) => createAcmeCa(given, { ...ports, ...differing }),
    publish: (validations) => put(validations, (value) => value),
    publishWrong: (validations) => put(validations, () => 'something-else'),
    candidate() {
      return {
        adapter: world.open(),
        brand: 'acme',
        publish: world.publish,
        publishWrong: world.publishWrong,
        root: () => pebble.root(),
        gaps: {
          newValuesAfterFailure: true,
          ipAddresses: true,
          revokesAtOnce: true,
          provesWildcardBesideBase: true,
          reusesProofs: (dials.authorizationReuse ?? 0) > 0,
        },
        stop: world.stop,
      };
    },
    async stop() {
      await pebble.stop();
      await dns.stop();
      await new Promise<void>((resolve) => {
        web.close(() => resolve());
        web.closeAllConnections();
      });
      await database.end();
      await test.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return world;
}
