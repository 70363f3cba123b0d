/** What a CA hands over as issued must be what it says it is before anybody asks whether it was ordered. */
import type { Bilingual } from '../../domain/bilingual.js';
import { CA_FAILURES, ISSUED_PARTS } from '../../domain/ca-failure-texts.js';
import { readPair, type ReadPair } from '../../domain/certificates/issued-pair.js';
import { wholeOf, type CertificateText } from '../../domain/certificates/read-certificate.js';
import { OrderFailure } from '../../domain/failures.js';
import { readSm2Envelope, Sm2EnvelopeError } from '../../domain/sm2/envelope.js';
import type { CertificateAuthority, IssuedChain } from './certificate-authority.js';

/**
 * Throws OrderFailure `CaProtocolBroken` for damaged PEM and DER, or where something else stands in its place: the CA may
 * give it whole the next time. A certificate that can be read and was not ordered is another matter.
 */
export function refuseUnreadable(ca: Pick<CertificateAuthority, 'name'>, issued: IssuedChain): void {
  refuseBroken(ca, readPair(issued));
}

/** As `refuseUnreadable`, of what was read before. */
export function refuseBroken({ name }: Pick<CertificateAuthority, 'name'>, issued: ReadPair): void {
  const broken = [
    ...(isOneCertificate(issued.leaf) ? [] : [ISSUED_PARTS.certificate]),
    ...(isAllCertificates(issued.issuing) ? [] : [ISSUED_PARTS.chain]),
    ...(isAllCertificates(issued.roots) ? [] : [ISSUED_PARTS.root]),
    ...(issued.encryption ? brokenOf(issued.encryption) : []),
  ];
  if (broken.length === 0) return;
  throw new OrderFailure('CaProtocolBroken', CA_FAILURES.unreadable(name, broken));
}

function brokenOf({ leaf, envelopedKey }: Required<ReadPair>['encryption']): Bilingual[] {
  return [
    ...(isOneCertificate(leaf) ? [] : [ISSUED_PARTS.encryptionCertificate]),
    ...(isEnvelope(envelopedKey) ? [] : [ISSUED_PARTS.envelope]),
  ];
}

function isOneCertificate(text: CertificateText): boolean {
  return isAllCertificates(text) && text.blocks.length === 1;
}

/** None at all is for the comparison to judge. */
function isAllCertificates(text: CertificateText): boolean {
  return wholeOf(text) !== undefined && text.blocks.every(({ label }) => label === 'CERTIFICATE');
}

function isEnvelope(base64: string): boolean {
  try {
    readSm2Envelope(Buffer.from(base64, 'base64'));
    return true;
  } catch (error) {
    if (error instanceof Sm2EnvelopeError) return false;
    throw error;
  }
}
