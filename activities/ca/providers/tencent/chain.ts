/** What the reseller hands out once it is issued: the certificate and those behind it, of SM2 both halves. */
import { OrderFailure } from '../../../../domain/failures.js';
import { readPem } from '../../../../domain/certificates/pem.js';
import { readSm2Envelope, sealSm2Envelope, Sm2EnvelopeError } from '../../../../domain/sm2/envelope.js';
import { readSm2Pkcs8, sm2PublicKeyIn } from '../../../../domain/sm2/keys.js';
import { readCertificatePem } from '../../../../domain/certificates/read-certificate.js';
import { TENCENT_TEXTS } from '../../../../domain/tencent/ca-texts.js';
import type { IssuedChain, IssuedEncryptionHalf } from '../../certificate-authority.js';
import { chainIn } from '../../chain-in-pem.js';
import { orderCalled, type TencentPorts } from './ports.js';
import { WireDetail } from './wire.js';

/** Throws OrderFailure `CaUnavailable` where it is not issued (yet), `CaProtocolBroken` for an answer without a certificate. */
export async function fetchChain(ports: TencentPorts, caReference: string): Promise<IssuedChain> {
  const { ca, client } = ports;
  await orderCalled(ports, caReference);
  const action = 'DescribeCertificateDetail';
  const told = await client.ask(action, { CertificateId: caReference }, WireDetail);
  if (told.CertificateId !== undefined && told.CertificateId !== caReference)
    throw new OrderFailure(
      'CaProtocolBroken',
      TENCENT_TEXTS.answeredOfAnother(ca, caReference, told.CertificateId),
    );
  if (told.CertificatePublicKey === undefined)
    throw new OrderFailure('CaUnavailable', TENCENT_TEXTS.noCertificateYet(ca));
  const chain = chainIn(told.CertificatePublicKey);
  if (!chain)
    throw new OrderFailure(
      'CaProtocolBroken',
      TENCENT_TEXTS.notAsDocumented(ca, action, ['CertificatePublicKey']),
    );
  const rootPem = chain.rootPem ?? told.RootCert?.Standard ?? told.RootCert?.Sign;
  const encryption = encryptionHalf(ca, told, chain.certificatePem);
  return { ...chain, ...(rootPem !== undefined && { rootPem }), ...(encryption && { encryption }) };
}

/** Handed out as an envelope, or as the key itself: then it is put into an envelope here, so that no row holds it open. */
function encryptionHalf(
  ca: string,
  { EncryptCert, EncryptPrivateKey }: WireDetail,
  signingPem: string,
): IssuedEncryptionHalf | undefined {
  if (EncryptCert === undefined) return undefined;
  const certificatePem = chainIn(EncryptCert)?.certificatePem ?? EncryptCert;
  if (EncryptPrivateKey === undefined) return { certificatePem, envelopedKey: '' };
  const envelopedKey = envelopeOf(EncryptPrivateKey, signingPem);
  if (envelopedKey === undefined)
    throw new OrderFailure('CaProtocolBroken', TENCENT_TEXTS.encryptionKeyUnreadable(ca));
  return { certificatePem, envelopedKey };
}

/** DER, base64. Undefined for what is neither an envelope nor a key. */
function envelopeOf(given: string, signingPem: string): string | undefined {
  const pem = readPem(given);
  const block = 'blocks' in pem ? pem.blocks[0] : undefined;
  const der = block?.der ?? Buffer.from(given, 'base64');
  if (isEnvelope(der)) return der.toString('base64');
  const recipient = signingKeyIn(signingPem);
  if (block?.label !== 'PRIVATE KEY' || recipient === undefined) return undefined;
  try {
    return sealSm2Envelope(readSm2Pkcs8(der), recipient).toString('base64');
  } catch {
    // Whatever is wrong with it, the key is not repeated.
    return undefined;
  }
}

function isEnvelope(der: Buffer): boolean {
  try {
    readSm2Envelope(der);
    return true;
  } catch (error) {
    if (error instanceof Sm2EnvelopeError) return false;
    throw error;
  }
}

function signingKeyIn(pem: string): Buffer | undefined {
  const read = readCertificatePem(pem);
  return read && sm2PublicKeyIn(Buffer.from(read.x509.publicKey.export({ type: 'spki', format: 'der' })));
}
