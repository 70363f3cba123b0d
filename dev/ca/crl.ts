/** Makes the list of revoked certificates (RFC 5280, section 5). */
import {
  AuthorityKeyIdentifierExtension,
  Extension,
  X509CrlGenerator,
  X509CrlReason,
} from '../../domain/certificates/x509-engine.js';
import type { Issuer } from './authority.js';
import type { RevocationReason } from '../../domain/revocation/words.js';
import type { StoredOrder } from './stored-order.js';

/** BR 4.9.7: a subscriber CRL is replaced within 7 days. */
const CRL_DAYS = 7;
const DAY_MS = 86_400_000;
const CRL_NUMBER_OID = '2.5.29.20';

const REASON_CODES: Record<RevocationReason, X509CrlReason> = {
  unspecified: X509CrlReason.unspecified,
  keyCompromise: X509CrlReason.keyCompromise,
  affiliationChanged: X509CrlReason.affiliationChanged,
  superseded: X509CrlReason.superseded,
  cessationOfOperation: X509CrlReason.cessationOfOperation,
};

/** DER. The CRL number is the time in milliseconds, so it grows without being kept. */
export async function makeCrl(
  issuer: Issuer,
  orders: readonly StoredOrder[],
  now: Date,
): Promise<Uint8Array> {
  const crl = await X509CrlGenerator.create({
    issuer: issuer.certificate.subject,
    thisUpdate: now,
    nextUpdate: new Date(now.getTime() + CRL_DAYS * DAY_MS),
    entries: orders.flatMap(revokedEntry),
    extensions: [
      await AuthorityKeyIdentifierExtension.create(issuer.certificate.publicKey),
      new Extension(CRL_NUMBER_OID, false, derInteger(now.getTime())),
    ],
    signingAlgorithm: issuer.algorithm,
    signingKey: issuer.privateKey,
  });
  return new Uint8Array(crl.rawData);
}

function revokedEntry(order: StoredOrder) {
  if (!order.issued || !order.revoked) return [];
  const { at, reason } = order.revoked;
  const { serialNumber, encryption } = order.issued;
  return [serialNumber, ...(encryption ? [encryption.serialNumber] : [])].map((serial) => {
    const entry = { serialNumber: serial, revocationDate: new Date(at) };
    // RFC 5280, section 5.3.1: the reason is left out rather than said to be unspecified.
    return reason === 'unspecified' ? entry : { ...entry, reason: REASON_CODES[reason] };
  });
}

function derInteger(value: number): Uint8Array<ArrayBuffer> {
  const hex = value.toString(16);
  // A leading zero byte keeps the number positive whatever its first bit.
  const bytes = Buffer.from(`00${hex.length % 2 === 0 ? '' : '0'}${hex}`, 'hex');
  const minimal = (bytes[1] ?? 0) & 0x80 ? bytes : bytes.subarray(1);
  return new Uint8Array([0x02, minimal.length, ...minimal]);
}
