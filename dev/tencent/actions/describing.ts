/** One certificate as it stands, short and in detail. */
import { X509Certificate } from 'node:crypto';
import { readCertificates } from '../../../domain/certificates/read-certificate.js';
import { typeNameOf } from '../../../domain/tencent/product-names.js';
import { DOMAIN_TYPES } from '../../../domain/tencent/products.js';
import { TENCENT_STATUS } from '../../../domain/tencent/status.js';
import { timeOf } from '../../../domain/tencent/wire/fields.js';
import { named, type DoubleAction, type DoubleCall } from '../call.js';
import { productOf, statusOf } from '../status.js';
import type { StoredCertificate } from '../stored-certificate.js';
import { encryptAlgorithm, orderFields, sharedFields } from '../views.js';

export const DESCRIBING: Readonly<Record<string, DoubleAction>> = {
  DescribeCertificate: describeCertificate,
  DescribeCertificateDetail: describeCertificateDetail,
};

async function describeCertificate(call: DoubleCall) {
  const certificate = await named(call);
  const { type, kind } = productOf(certificate);
  return {
    ...sharedFields(call, certificate),
    ...orderFields(call, certificate),
    PackageTypeName: typeNameOf(type, kind),
    CAEncryptAlgorithms: null,
    CACommonNames: null,
    CAEndTimes: null,
  };
}

async function describeCertificateDetail(call: DoubleCall) {
  const certificate = await named(call);
  const { type, kind } = productOf(certificate);
  const shared = sharedFields(call, certificate);
  return {
    ...shared,
    ...orderFields(call, certificate),
    // Without the common name here, unlike in `DescribeCertificate`.
    SubjectAltName: shared.SubjectAltName.slice(1),
    TypeName: typeNameOf(type, kind),
    ...contentFields(call, certificate),
    DomainType: DOMAIN_TYPES[kind],
    CertType: type === 'dv-free' ? 'DV' : type.slice(0, 2).toUpperCase(),
    UseCrossSignRoot: false,
    HostingStatus: -1,
  };
}

const NOTHING = {
  CertificatePrivateKey: null,
  CertificatePublicKey: null,
  EncryptCert: null,
  EncryptPrivateKey: null,
  CertFingerprint: null,
  EncryptCertFingerprint: null,
  CertChainInfo: null,
  RootCert: { Sign: '', Encrypt: '', Standard: '' },
} as const;

const TAKEN: readonly number[] = [TENCENT_STATUS.issued, TENCENT_STATUS.expired];

/** Certificate and key, where they may be taken: not while it is being revoked (section 11). */
function contentFields(call: DoubleCall, certificate: StoredCertificate) {
  const { issued, order } = certificate;
  const EncryptAlgorithm = encryptAlgorithm(certificate);
  if (!issued || !TAKEN.includes(statusOf(certificate, call.counter.clock())))
    return { ...NOTHING, EncryptAlgorithm };
  const { certificatePem, chainPem, rootPem, encryption } = issued;
  const fullChain = chained(certificatePem, chainPem);
  return {
    CertificatePrivateKey: order?.privateKeyPem ?? null,
    CertificatePublicKey: fullChain,
    EncryptCert: encryption ? chained(encryption.certificatePem, chainPem) : null,
    EncryptPrivateKey: encryption?.key ?? null,
    CertFingerprint: sha1Of(certificatePem),
    EncryptCertFingerprint: encryption ? sha1Of(encryption.certificatePem) : null,
    EncryptAlgorithm: EncryptAlgorithm || algorithmOf(certificatePem),
    CertChainInfo: chainInfoOf(fullChain),
    RootCert: {
      Sign: encryption ? rootPem : '',
      Encrypt: encryption ? rootPem : '',
      Standard: encryption ? '' : rootPem,
    },
  };
}

/** PEM, the leaf first. */
export function chained(certificatePem: string, chainPem: string): string {
  return `${certificatePem.trim()}\n${chainPem.trim()}\n`;
}

/** Upper-case hex without colons, of SHA-1: it identifies and proves nothing. */
function sha1Of(pem: string): string {
  return new X509Certificate(pem).fingerprint.replaceAll(':', '');
}

function algorithmOf(pem: string): string {
  const { asymmetricKeyType, asymmetricKeyDetails } = new X509Certificate(pem).publicKey;
  if (asymmetricKeyType === 'rsa') return `RSA ${asymmetricKeyDetails?.modulusLength ?? ''}`.trim();
  return asymmetricKeyType === 'ec' ? `ECC ${asymmetricKeyDetails?.namedCurve ?? ''}`.trim() : '';
}

function chainInfoOf(pem: string): readonly object[] {
  return readCertificates(pem).blocks.flatMap(({ certificate }) => {
    if (!certificate) return [];
    const { x509, facts } = certificate;
    return [
      {
        Issuer: commonNameIn(x509.issuer),
        Subject: commonNameIn(x509.subject),
        Fingerprint: x509.fingerprint.replaceAll(':', ''),
        ValidFrom: timeOf(facts.notBefore) ?? '',
        ValidTo: timeOf(facts.notAfter) ?? '',
      },
    ];
  });
}

/** Node writes a name as lines of `KEY=value`. */
function commonNameIn(name: string): string {
  return /^CN=(.*)$/m.exec(name)?.[1] ?? name.replaceAll('\n', ', ');
}
