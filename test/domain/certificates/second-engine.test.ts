// What Node's webcrypto signs, a second and independent engine must verify.
import { Crypto } from '@peculiar/webcrypto';
import { describe, expect, it } from 'vitest';
import { generateCsr } from '../../../activities/certificates/generate-csr.js';
import { generateKeyPair } from '../../../activities/certificates/key-pair.js';
import { Pkcs10CertificateRequest, X509Certificate } from '../../../domain/certificates/x509-engine.js';
import { createTestCa } from '../../support/test-chain.js';

const secondEngine = new Crypto();

describe('@peculiar/webcrypto verifies', () => {
  it.each([
    ['rsa-2048', 'sha256'],
    ['rsa-2048', 'sha384'],
    ['ecc-p256', 'sha256'],
    ['ecc-p384', 'sha384'],
  ] as const)('a CSR of %s with %s', async (algorithm, hash) => {
    const csr = await generateCsr(await generateKeyPair(algorithm, hash), ['www.example.com', 'example.com']);
    expect(await new Pkcs10CertificateRequest(csr).verify(secondEngine)).toBe(true);
  });

  it('and refuses a CSR with one flipped bit', async () => {
    const csr = new Pkcs10CertificateRequest(
      await generateCsr(await generateKeyPair('ecc-p256', 'sha256'), ['example.com']),
    );
    const der = Buffer.from(csr.rawData);
    // Inside the common name: still well-formed, no longer what was signed.
    const at = der.indexOf('example.com');
    der.writeUInt8(der.readUInt8(at) ^ 1, at);
    expect(await new Pkcs10CertificateRequest(der).verify(secondEngine)).toBe(false);
  });

  it('a CA certificate’s own signature', async () => {
    const { rootPem } = await createTestCa(new Date());
    const root = new X509Certificate(rootPem);
    expect(await root.verify({ publicKey: root.publicKey, signatureOnly: true }, secondEngine)).toBe(true);
  });
});
