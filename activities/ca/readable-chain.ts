/** What a CA hands over as issued must be what it says it is before anybody asks whether it was ordered. */
import { readPem } from '../../domain/certificates/pem.js';
import { readCertificate } from '../../domain/certificates/read-certificate.js';
import { OrderFailure } from '../../domain/failures.js';
import { readSm2Envelope, Sm2EnvelopeError } from '../../domain/sm2/envelope.js';
import type { CertificateAuthority, IssuedChain, IssuedEncryptionHalf } from './certificate-authority.js';

/**
 * Throws OrderFailure `CaProtocolBroken` for damaged PEM and DER, or where something else stands in its place: the CA may
 * give it whole the next time. A certificate that can be read and was not ordered is another matter.
 */
export function refuseUnreadable({ name }: Pick<CertificateAuthority, 'name'>, issued: IssuedChain): void {
  const broken = [
    ...(isOneCertificate(issued.certificatePem) ? [] : ['the certificate']),
    ...(isAllCertificates(issued.chainPem) ? [] : ['its chain']),
    ...(issued.rootPem === undefined || isAllCertificates(issued.rootPem) ? [] : ['its root']),
    ...(issued.encryption ? brokenOf(issued.encryption) : []),
  ];
  if (broken.length === 0) return;
  const message = `${name} has issued, but ${broken.join(' and ')} can’t be read: damaged, or something else.`;
  throw new OrderFailure('CaProtocolBroken', message);
}

function brokenOf({ certificatePem, envelopedKey }: IssuedEncryptionHalf): string[] {
  return [
    ...(isOneCertificate(certificatePem) ? [] : ['its encryption certificate']),
    ...(isEnvelope(envelopedKey) ? [] : ['the envelope of its encryption key']),
  ];
}

function isOneCertificate(pem: string): boolean {
  return certificatesIn(pem)?.length === 1;
}

/** None at all is for the comparison to judge. */
function isAllCertificates(pem: string): boolean {
  return certificatesIn(pem) !== undefined;
}

/** Undefined where one of the blocks is no certificate that can be read. */
function certificatesIn(pem: string): readonly unknown[] | undefined {
  const read = readPem(pem);
  if ('problem' in read) return undefined;
  const certificates = read.blocks.map(({ label, der }) =>
    label === 'CERTIFICATE' ? readCertificate(der) : undefined,
  );
  return certificates.includes(undefined) ? undefined : certificates;
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
