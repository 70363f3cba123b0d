/** What is answered of certificates: the client's own views, as schemas. */
import { z } from 'zod';
import { CHAIN_ROLES, PRIVATE_KEYS_HERE } from '../../../client/certificates/details.js';
import { BRANDS, CERTIFICATE_TYPES } from '../../../domain/catalogue/words.js';
import { CERTIFICATE_SOURCES, CERTIFICATE_STATES } from '../../../domain/certificates/words.js';
import { FOLLOW_UPS } from '../../../domain/revocation/follow-ups.js';
import {
  REVOCATION_PROOFS,
  REVOCATION_REASONS,
  REVOCATION_STATES,
} from '../../../domain/revocation/words.js';
import { Bilingual, Labels, OrderPages } from './shared.js';

export const LivingRevocationRecord = z
  .object({
    revocationId: z.string(),
    state: z.enum(REVOCATION_STATES),
  })
  .meta({ id: 'LivingRevocationRecord' });

export const CertificateRecord = Labels.extend({
  certificateId: z.string(),
  orderId: z.string().nullable().meta({ description: 'Null where it was bought elsewhere.' }),
  source: z.enum(CERTIFICATE_SOURCES),
  names: z.array(z.string()),
  serialNumber: z.string().meta({ description: 'Lower-case hex.' }),
  fingerprintSha256: z.string(),
  issuer: z.string(),
  notBefore: z.string().meta({ description: 'ISO 8601, UTC.' }),
  notAfter: z.string(),
  revokedAt: z.string().nullable(),
  revocationReason: z.enum(REVOCATION_REASONS).nullable(),
  replacedBy: z.string().nullable().meta({ description: 'The certificate that took its place.' }),
  replacedAt: z.string().nullable(),
  revocation: LivingRevocationRecord.nullable().meta({
    description: 'The request to revoke it that is under way.',
  }),
}).meta({ id: 'CertificateRecord' });

export const CertificateView = CertificateRecord.extend({
  state: z.enum(CERTIFICATE_STATES),
}).meta({ id: 'CertificateView', description: 'A certificate as it stands now.' });

export const ChainLink = z
  .object({
    role: z.enum(CHAIN_ROLES),
    subject: z.string().meta({ description: 'A distinguished name, RFC 4514.' }),
    issuer: z.string(),
    notBefore: z.string().meta({ description: 'ISO 8601, UTC.' }),
    notAfter: z.string(),
    key: Bilingual.nullable().meta({ description: 'What kind of key it has; null where that is not known.' }),
    serialNumber: z.string().meta({ description: 'Lower-case hex.' }),
    fingerprintSha256: z.string(),
  })
  .meta({ id: 'ChainLink' });

export const FollowUp = z
  .object({
    what: z.enum(FOLLOW_UPS),
    refusal: Bilingual.nullable().meta({
      description: 'Why it can’t be asked for now; null: it can, by whoever has the right to.',
    }),
    from: z.string().nullable().meta({
      description: 'From when it can be, where only the time for it has not come; ISO 8601, UTC.',
    }),
  })
  .meta({ id: 'FollowUp' });

export const CertificateDetails = CertificateView.extend({
  product: z
    .object({ brand: z.enum(BRANDS), type: z.enum(CERTIFICATE_TYPES) })
    .nullable()
    .meta({ description: 'What it was ordered as; null where it was bought elsewhere.' }),
  chain: z
    .array(ChainLink)
    .meta({ description: 'Itself first, then who issued each; the root last, where it is known.' }),
  expiryNotices: z.boolean().meta({ description: 'Whether its expiry is told.' }),
  noticesAt: z.array(z.string()).meta({ description: 'When it is told, where it is; ISO 8601, UTC.' }),
  privateKey: z
    .enum(PRIVATE_KEYS_HERE)
    .meta({ description: '`with-password`: it is here, and what opens it is not.' }),
  revocationProof: z.enum(REVOCATION_PROOFS).nullable().meta({
    description: 'What its brand wants to see before it revokes; null where it was bought elsewhere.',
  }),
  followUps: z.array(FollowUp).meta({
    description:
      'What may follow it: every kind, always in the same order, each with why not where it may not.',
  }),
}).meta({ id: 'CertificateDetails', description: 'One certificate with its chain, as it stands now.' });

export const EncryptionDownload = z
  .object({
    certificatePem: z.string(),
    fullchainPem: z.string().meta({ description: 'Certificate and chain, leaf first.' }),
    privateKeyPem: z.string().nullable().meta({
      description:
        'PKCS#8; null where the signing key is not at hand in the clear, and then the envelope is what to take.',
    }),
    privateKeyMissing: z.string().nullable(),
    privateKeyMissingInWords: Bilingual.nullable(),
    envelopedKey: z.string().nullable().meta({
      description: 'DER of SM2EnvelopedKey (GM/T 0009), base64; null where the key itself is here.',
    }),
  })
  .meta({ id: 'EncryptionDownload', description: 'PEM texts, each ending with a line break.' });

export const CertificateDownload = z
  .object({
    certificateId: z.string(),
    certificatePem: z.string(),
    chainPem: z.string().meta({ description: 'The issuing certificates, leaf and root excluded.' }),
    fullchainPem: z.string().meta({ description: 'Certificate and chain, leaf first: what servers want.' }),
    privateKeyPem: z.string().nullable().meta({
      description: 'PKCS#8; `ENCRYPTED PRIVATE KEY` where the key has a password and none was given.',
    }),
    privateKeyMissing: z.string().nullable().meta({ description: 'Why there is no private key.' }),
    privateKeyMissingInWords: Bilingual.nullable().meta({ description: 'The same for people.' }),
    encryption: EncryptionDownload.nullable().meta({
      description:
        'The other half of an SM2 pair, which servers want beside the first; null for every other certificate.',
    }),
  })
  .meta({ id: 'CertificateDownload', description: 'PEM texts, each ending with a line break.' });

export const AskedPurpose = z
  .enum(['reissue', 'renewal', 'replacement', 'upgrade'])
  .meta({ id: 'AskedPurpose' });

export const SucceedingOrder = z
  .object({
    orderId: z.string().meta({ description: 'The new order: watched, repaired and withdrawn as any other.' }),
    purpose: AskedPurpose,
    predecessorCertificateId: z
      .string()
      .meta({ description: 'It stays in use until the new one is issued.' }),
    warnings: z.array(Bilingual),
    pages: OrderPages.meta({ description: 'Where the new order is looked at in a browser.' }),
  })
  .meta({ id: 'SucceedingOrder' });
