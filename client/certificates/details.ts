/** One certificate with all that its page shows: the chain above it, when its expiry is told, and whether its key is here. */
import { readBackground, type CertificateBackground } from '../../db/statements/certificates/background.js';
import type { CertificateContent } from '../../db/statements/certificates/views.js';
import { loadSucceeded } from '../../db/statements/plans/successions.js';
import type { Bilingual } from '../../domain/bilingual.js';
import type { Brand, CertificateType } from '../../domain/catalogue/words.js';
import { readPublicKey } from '../../domain/certificates/csr-key.js';
import {
  isRoot,
  readCertificates,
  type ReadCertificate,
} from '../../domain/certificates/read-certificate.js';
import { EXPIRY_NOTICE_DAYS, noticeAt } from '../../domain/certificates/state.js';
import { followUpsOf, type FollowUp } from '../../domain/revocation/follow-ups.js';
import { revocationRule } from '../../domain/revocation/rules.js';
import type { RevocationProof } from '../../domain/revocation/words.js';
import type { ClientContext } from '../context.js';
import { noSuchCertificate } from '../refusing.js';
import { certificateView, ownCertificate, type CertificateView } from './reading.js';

export interface CertificateDetails extends CertificateView {
  /** Of what it was ordered as; null where it was bought elsewhere. */
  readonly product: { readonly brand: Brand; readonly type: CertificateType } | null;
  /** Itself first, then who issued each; the root last, where it is known. What can't be read is left out. */
  readonly chain: readonly ChainLink[];
  /** Whether its expiry is told. */
  readonly expiryNotices: boolean;
  /** When it is told, where it is; ISO 8601, UTC, the first one first. */
  readonly noticesAt: readonly string[];
  /** `with-password`: what opens it is not here. */
  readonly privateKey: PrivateKeyHere;
  /** What its brand wants to see before it revokes; null where it was bought elsewhere. */
  readonly revocationProof: RevocationProof | null;
  /** What may be asked for next, and why not what may not: each kind, always in the same order. */
  readonly followUps: readonly FollowUp[];
}

export const PRIVATE_KEYS_HERE = ['none', 'open', 'with-password'] as const;
export type PrivateKeyHere = (typeof PRIVATE_KEYS_HERE)[number];

export const CHAIN_ROLES = ['leaf', 'intermediate', 'root'] as const;

export interface ChainLink {
  readonly role: (typeof CHAIN_ROLES)[number];
  /** Distinguished names, RFC 4514. */
  readonly subject: string;
  readonly issuer: string;
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly key: Bilingual | null;
  /** Lower-case hex. */
  readonly serialNumber: string;
  readonly fingerprintSha256: string;
}

/** Throws Refusal `NotFound`. */
export async function certificateDetails(context: ClientContext, id: string): Promise<CertificateDetails> {
  const content = await ownCertificate(context, id);
  const { certificatePem: _certificate, chainPem: _chain, encryption: _encryption, ...record } = content;
  const { database, account, clock } = context;
  const [background, succeeded] = [
    await readBackground(database, account, content.certificateId),
    await loadSucceeded(database, account, content.certificateId),
  ];
  // Removed in between.
  if (!background || !succeeded) throw noSuchCertificate(content.certificateId);
  const { brand, certificateType: type, expiryNotices } = background;
  const product = brand !== null && type !== null ? { brand, type } : null;
  const notAfter = Date.parse(record.notAfter);
  const now = clock();
  return {
    ...certificateView(record, now),
    product,
    chain: chainOf(content, background.rootPem),
    expiryNotices,
    noticesAt: EXPIRY_NOTICE_DAYS.map((days) => new Date(noticeAt(notAfter, days)).toISOString()),
    privateKey: keyHere(background),
    revocationProof: product && revocationRule(product).proof,
    followUps: followUpsOf({ ...succeeded, revokedAt: record.revokedAt }, now),
  };
}

function keyHere({ hasKey, passwordProtected }: CertificateBackground): PrivateKeyHere {
  if (!hasKey) return 'none';
  return passwordProtected ? 'with-password' : 'open';
}

function chainOf({ certificatePem, chainPem }: CertificateContent, rootPem: string | null): ChainLink[] {
  const [leaf] = readIn(certificatePem);
  return [
    ...(leaf ? [linkOf(leaf, 'leaf')] : []),
    ...[...readIn(chainPem), ...readIn(rootPem ?? '')].map((issuer) =>
      linkOf(issuer, isRoot(issuer) ? 'root' : 'intermediate'),
    ),
  ];
}

function readIn(pem: string): ReadCertificate[] {
  return readCertificates(pem).blocks.flatMap(({ certificate }) => certificate ?? []);
}

function linkOf({ engine, x509, facts }: ReadCertificate, role: ChainLink['role']): ChainLink {
  const spki = x509.publicKey.export({ type: 'spki', format: 'der' });
  const { issuer, notBefore, notAfter, serialNumber, fingerprintSha256 } = facts;
  return {
    role,
    subject: engine.subject,
    issuer,
    notBefore,
    notAfter,
    key: readPublicKey(spki)?.words ?? null,
    serialNumber,
    fingerprintSha256,
  };
}
