/** What the development CA issues, judged by openssl: chains, revocation lists, profiles, lifetimes. */
import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaOrderRequest, IssuedChain } from '../../../activities/ca/certificate-authority.js';
import { validityDays } from '../../../domain/catalogue/dated-rules.js';
import {
  type CaWorld,
  EC_P256,
  EC_P384,
  makeCsr,
  openssl,
  orderRequest,
  RSA_2048,
  startCaWorld,
} from './ca-world.js';

let world: CaWorld;
beforeAll(async () => {
  world = await startCaWorld();
});
afterAll(() => world.stop());

async function issue(
  differing: Partial<CaOrderRequest> = {},
): Promise<IssuedChain & { caReference: string }> {
  const placed = await world.adapter.placeOrder(await orderRequest(differing));
  await world.publish(placed.validations);
  const validated = await world.adapter.requestValidation(placed.caReference);
  expect(validated).toMatchObject({ status: 'issued' });
  return { ...(await world.adapter.fetchCertificate(placed.caReference)), caReference: placed.caReference };
}

async function fetchDer(path: string): Promise<Uint8Array> {
  const response = await fetch(world.ca.url + path);
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

async function crlPem(name: string): Promise<string> {
  const der = await fetchDer(`/crl/${name}.crl`);
  return openssl(['crl', '-inform', 'DER', '-in', '{crl}'], { crl: der });
}

/** Strict verification with the CRLs of leaf and intermediate; rejects where openssl does. */
async function verify(chain: IssuedChain, hostname: string, prefix = ''): Promise<string> {
  const crls = (await crlPem(`${prefix}intermediate`)) + (await crlPem('root'));
  const purpose = ['-x509_strict', '-purpose', 'sslserver', '-verify_hostname', hostname, '-crl_check_all'];
  const files = ['-CAfile', '{root}', '-untrusted', '{chain}', '-CRLfile', '{crls}', '{leaf}'];
  return openssl(['verify', ...purpose, ...files], {
    root: world.ca.rootPem,
    chain: chain.chainPem,
    crls,
    leaf: chain.certificatePem,
  });
}

describe('an issued certificate', () => {
  it.each([
    ['P-256', EC_P256, 'Digital Signature'],
    ['P-384', EC_P384, 'Digital Signature'],
    ['RSA 2048', RSA_2048, 'Digital Signature, Key Encipherment'],
  ])('for a %s key verifies strictly and says what it is for', async (_, algorithm, keyUsage) => {
    const names = [`${algorithm.name.toLowerCase().slice(0, 3)}-${keyUsage.length}.certificates-org.com`];
    const chain = await issue({ names, csrPem: await makeCsr(algorithm) });

    await expect(verify(chain, names[0] ?? '')).resolves.toContain('leaf: OK');

    const text = await openssl(['x509', '-in', '{leaf}', '-noout', '-text'], { leaf: chain.certificatePem });
    expect(text).toMatch(new RegExp(`X509v3 Key Usage: critical\\s+${keyUsage}\\n`));
    expect(text).toMatch(/Extended Key Usage: \n?\s*TLS Web Server Authentication\n/);
    expect(text).toContain('Policy: 2.23.140.1.2.1');
    expect(text).toContain(`URI:${world.ca.url}/crl/intermediate.crl`);
    expect(text).toContain(`CA Issuers - URI:${world.ca.url}/certificates/intermediate.cer`);
  });

  it.each([
    ['P-256', EC_P256],
    ['RSA 2048', RSA_2048],
  ])('for a %s key is signed with SHA-384 where that was ordered', async (_, algorithm) => {
    const names = [`${algorithm.name.toLowerCase().slice(0, 3)}-sha384.certificates-org.com`];
    const chain = await issue({ names, csrPem: await makeCsr(algorithm), signatureHash: 'sha384' });
    await expect(verify(chain, names[0] ?? '', 'sha384-')).resolves.toContain('leaf: OK');
    const text = await openssl(['x509', '-in', '{leaf}', '-noout', '-text'], { leaf: chain.certificatePem });
    expect(text).toContain('Signature Algorithm: ecdsa-with-SHA384');
    expect(text).toContain(`URI:${world.ca.url}/crl/sha384-intermediate.crl`);
    expect(text).toContain(`CA Issuers - URI:${world.ca.url}/certificates/sha384-intermediate.cer`);
  });

  it('is not signed with SM3 for a key that is not of SM2', async () => {
    const names = ['sm3.certificates-org.com'];
    const placed = world.adapter.placeOrder(await orderRequest({ names, signatureHash: 'sm3' }));
    await expect(placed).rejects.toMatchObject({ type: 'OrderRefusedByCa' });
  });

  it('leads to its issuer by the URL it carries', async () => {
    const chain = await issue();
    const fetched = new X509Certificate(await fetchDer('/certificates/intermediate.cer'));
    expect(new X509Certificate(chain.certificatePem).checkIssued(fetched)).toBe(true);
    expect(new X509Certificate(chain.chainPem).fingerprint256).toBe(fetched.fingerprint256);
    expect(chain.rootPem).toBe(world.ca.rootPem);
  });

  it.each([
    ['a www name', ['www.pair-one.com'], 'DNS:www.pair-one.com, DNS:pair-one.com'],
    ['a base name', ['pair-two.com'], 'DNS:pair-two.com, DNS:www.pair-two.com'],
    ['a deeper name', ['ssl.pair-three.com'], 'DNS:ssl.pair-three.com'],
    ['a second-level wildcard', ['*.wild-one.com'], 'DNS:*.wild-one.com, DNS:wild-one.com'],
    ['a deeper wildcard', ['*.a.wild-two.com'], 'DNS:*.a.wild-two.com'],
    ['several names', ['several.com', 'a.several.com'], 'DNS:several.com, DNS:a.several.com'],
  ])('for %s carries the names ordered and their complimentary ones', async (_, names, expected) => {
    const chain = await issue({ names });
    const leaf = new X509Certificate(chain.certificatePem);
    expect(leaf.subjectAltName).toBe(expected);
    expect(leaf.subject).toBe(`CN=${names[0] ?? ''}`);
  });

  it('for a name too long to be a common name has none, and still verifies', async () => {
    const name = `${'long-'.repeat(11)}name.${'zone-'.repeat(4)}name.com`;
    const chain = await issue({ names: [name] });
    expect(new X509Certificate(chain.certificatePem).subject).toBeUndefined();
    await expect(verify(chain, name)).resolves.toContain('leaf: OK');
  });

  it.each([
    ['dv', '2026-03-14T23:59:59Z', 397],
    ['dv', '2026-03-15T00:00:00Z', 199],
    ['dv', '2027-03-14T23:59:59Z', 199],
    ['dv', '2027-03-15T00:00:00Z', 99],
    ['dv', '2029-03-15T00:00:00Z', 46],
    ['dv-free', '2026-03-14T00:00:00Z', 90],
  ] as const)('of type %s issued %s lives %i days', async (certificateType, issuedAt, days) => {
    world.now = new Date(issuedAt);
    try {
      const brand = 'trustasia';
      const { certificatePem } = await issue({ brand, certificateType });
      const { validFrom, validTo } = new X509Certificate(certificatePem);
      expect(new Date(validFrom)).toEqual(world.now);
      expect(validityDays(new Date(validFrom), new Date(validTo))).toBe(days);
    } finally {
      world.now = undefined;
    }
  });
});

describe('a revoked certificate', () => {
  it('is on the CRL with its reason, and openssl refuses it; another goes on verifying', async () => {
    const revoked = await issue({ names: ['api.revoked-one.com'] });
    const other = await issue({ names: ['api.revoked-two.com'] });
    await world.adapter.revokeCertificate(revoked.caReference, 'keyCompromise');
    // Revoking twice succeeds, and the first reason stays.
    await world.adapter.revokeCertificate(revoked.caReference, 'superseded');

    await expect(verify(revoked, 'api.revoked-one.com')).rejects.toThrow('certificate revoked');
    await expect(verify(other, 'api.revoked-two.com')).resolves.toContain('leaf: OK');
    const text = await openssl(['crl', '-in', '{crl}', '-noout', '-text'], {
      crl: await crlPem('intermediate'),
    });
    expect(text).toContain(new X509Certificate(revoked.certificatePem).serialNumber);
    expect(text).toContain('Key Compromise');
    expect(text).not.toContain('Superseded');
  });

  it('was issued: an order that is not can be cancelled only', async () => {
    const placed = await world.adapter.placeOrder(await orderRequest());
    await expect(world.adapter.revokeCertificate(placed.caReference, 'unspecified')).rejects.toThrow(
      'The order is validating: cancel it',
    );
  });
});
