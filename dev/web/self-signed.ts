/** The certificate with which the stack's web server speaks HTTPS until it has a real one. */
import 'reflect-metadata';
import { KeyObject, webcrypto } from 'node:crypto';
import { PemConverter, X509CertificateGenerator } from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const YEAR_MS = 365 * 86_400_000;

/** Made anew at each start; nobody trusts it, and validation does not ask for that (BR 3.2.2.4.18). */
export async function createSelfSigned(): Promise<{ key: string; cert: string }> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=Sealflow embedded web server',
      keys,
      signingAlgorithm: ALGORITHM,
      notBefore: new Date(),
      notAfter: new Date(Date.now() + YEAR_MS),
    },
    webcrypto,
  );
  const key = KeyObject.from(keys.privateKey).export({ format: 'pem', type: 'pkcs8' }).toString();
  return { key, cert: PemConverter.encode(certificate.rawData, 'CERTIFICATE') };
}
