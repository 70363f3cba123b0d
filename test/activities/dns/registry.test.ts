/** Every kind of connection to a DNS service has its adapter, and a form that makes one. */
import { describe, expect, it } from 'vitest';
import { dnsProviderFrom } from '../../../activities/dns/registry.js';
import { CONNECTION_KINDS } from '../../../domain/connections/kinds.js';
import { DNS_SERVICE_LIMITS } from '../../../domain/control/dns-services.js';
import { ownDatabase } from '../../support/own-database.js';

const FORMS: Readonly<Record<string, object>> = {
  rfc2136: { server: '192.0.2.53', tsigKeyName: 'key', tsigSecret: 'c2VjcmV0' },
  powerdns: { url: 'http://192.0.2.53:8081', apiKey: 'key' },
  dnspod: { secretId: 'AKID', secretKey: 'secret' },
  alidns: { accessKeyId: 'LTAI', accessKeySecret: 'secret' },
  huaweicloud: { accessKey: 'AK', secretKey: 'secret' },
  cloudflare: { apiToken: 'token' },
  route53: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
};

const kinds = CONNECTION_KINDS.filter(({ family }) => family === 'dns').map(({ kind }) => kind);
const ports = { database: await ownDatabase(), masterKeys: [], clock: () => Date.now() };
const connection = (kind: string, form: object, account: string | null = 'acme') => ({
  connectionId: 'conn_1',
  account,
  kind,
  name: 'dns',
  form,
});

describe('a connection to a DNS service', () => {
  it('has a form here for each kind', () => {
    expect(kinds.sort()).toEqual(Object.keys(FORMS).sort());
  });

  it.each(kinds)('%s is made into an adapter that says what it can’t', (kind) => {
    const service = dnsProviderFrom(connection(kind, FORMS[kind] ?? {}), ports);
    expect(service?.name).toBe(kind);
    expect(service?.limits).toEqual((DNS_SERVICE_LIMITS as Readonly<Record<string, object>>)[kind]);
  });

  it('of no such kind is none', () => {
    expect(dnsProviderFrom(connection('carrier-pigeon', {}), ports)).toBeUndefined();
  });

  it('without a key goes by the identity of the machine, for the installation alone', () => {
    expect(dnsProviderFrom(connection('route53', {}, null), ports)?.name).toBe('route53');
    expect(() => dnsProviderFrom(connection('route53', {}, 'acme'), ports)).toThrow(/own AWS identity/);
  });
});
