/** Issued certificates, stored once they have been compared with what was ordered. */
import { createHash } from 'node:crypto';
import type { Database } from '../../db/database.js';
import { insertCertificate } from '../../db/statements/certificates/storing.js';
import type { ToldStatus } from '../../db/statements/control/domain-validations.js';
import { readIssued, type IssuedFacts } from '../../domain/certificates/issued.js';
import type { IssuedChain } from '../ca/certificate-authority.js';

export interface CertificateStore {
  /** Idempotent: an order has one certificate, and its id follows from the order's. Returns the certificate's id. */
  store(
    order: { readonly orderId: string; readonly account: string },
    issued: IssuedChain,
    known?: KnownOfIssued,
  ): Promise<string>;
}

/** What whoever compared it knows already. */
export interface KnownOfIssued {
  readonly facts: IssuedFacts;
  /** What the CA said of the proofs that it issued on: kept with it. */
  readonly restsOn: readonly ToldStatus[];
}

export function createCertificateStore({ database }: { readonly database: Database }): CertificateStore {
  return {
    async store({ orderId, account }, { certificatePem, chainPem, rootPem, encryption }, known) {
      const certificateId = certificateIdOf(orderId);
      const stored = {
        certificateId,
        orderId,
        account,
        ...(known?.facts ?? readIssued(certificatePem)),
        certificatePem,
        chainPem,
        rootPem: rootPem ?? null,
        encryptionCertificatePem: encryption?.certificatePem ?? null,
        encryptionEnvelopedKey: encryption?.envelopedKey ?? null,
      };
      await insertCertificate(database, stored, known?.restsOn);
      return certificateId;
    },
  };
}

/** The same order always gives the same id, so that a repeated attempt names the certificate that the first one stored. */
export function certificateIdOf(orderId: string): string {
  return `crt_${createHash('sha256').update(orderId).digest('hex').slice(0, 24)}`;
}
