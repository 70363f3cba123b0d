/** Certificates with their keys, as somebody brings them from elsewhere: a root, an issuing CA, server certificates. */
import { webcrypto } from 'node:crypto';
import { SubjectAlternativeNameExtension } from '../../domain/certificates/x509-engine.js';
import { createTwoTierCa, makeKeys, type KeyKind } from './two-tier-ca.js';

export interface OwnLeafPlan {
  readonly names: readonly string[];
  readonly commonName?: string;
  readonly notBefore: number;
  readonly days: number;
}

export interface OwnLeaf {
  readonly certificatePem: string;
  /** PKCS#8. */
  readonly privateKeyPem: string;
}

export interface OwnChain {
  readonly rootPem: string;
  readonly issuingPem: string;
  issue(plan: OwnLeafPlan): Promise<OwnLeaf>;
}

/** A CA of this name. */
export async function createOwnChain(kind: KeyKind, now: number, name = 'Elsewhere'): Promise<OwnChain> {
  const ca = await createTwoTierCa(kind, new Date(now), name);
  return {
    rootPem: ca.rootPem,
    issuingPem: ca.issuingPem,
    async issue({ names, commonName, notBefore, days }) {
      const keys = await makeKeys(kind);
      const leaf = await ca.sign({
        commonName,
        notBefore: new Date(notBefore),
        days,
        publicKey: keys.publicKey,
        extensions:
          names.length === 0
            ? []
            : [new SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value })))],
      });
      return { certificatePem: leaf.toString('pem'), privateKeyPem: await keyPem(keys) };
    },
  };
}

async function keyPem({ privateKey }: webcrypto.CryptoKeyPair): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
}
