/** One certificate as it stands, short and in detail. */
import { X509Certificate } from 'node:crypto';
import type { TencentCertificate } from '../../../client/tencent/index.js';
import { mayDo } from '../../../domain/accounts/rights.js';
import { readCertificates } from '../../../domain/certificates/read-certificate.js';
import { Refusal } from '../../../domain/refusals.js';
import { DOMAIN_TYPES } from '../../../domain/tencent/products.js';
import { TENCENT_STATUS } from '../../../domain/tencent/status.js';
import type { TencentAction, TencentCall } from '../action.js';
import { encryptAlgorithm, sharedFields, submittedDataOf } from './certificate-view.js';
import { named } from './named.js';
import { kindOfCertificate, typeName } from './products.js';
import { dvAuthDetailOf, revokeAuthsOf } from '../../../domain/tencent/validation-view.js';
import { timeOf } from '../../../domain/tencent/wire/fields.js';

export const DESCRIBING: Readonly<Record<string, TencentAction>> = {
  DescribeCertificate: describeCertificate,
  DescribeCertificateDetail: describeCertificateDetail,
};

async function describeCertificate(call: TencentCall) {
  const certificate = await named(call);
  return {
    ...sharedFields(call, certificate),
    ...(await orderFields(call, certificate)),
    PackageTypeName: typeName(certificate),
    CAEncryptAlgorithms: null,
    CACommonNames: null,
    CAEndTimes: null,
  };
}

/** What a row of the list has not. */
async function orderFields(call: TencentCall, certificate: TencentCertificate) {
  const { orderId, state, certificateId, revocation } = certificate;
  const isUnderReview = state === 'validating' || state === 'issuing';
  const validations = orderId !== null && isUnderReview ? (await call.client.show(orderId)).validations : [];
  const proofs =
    certificateId !== null && revocation?.proof === 'domain-control'
      ? (await call.client.certificates.revocation(certificateId)).validations
      : [];
  const proving = revokeAuthsOf(proofs);
  return {
    // The CA's own number is the CA's affair; ours finds the order everywhere here.
    OrderId: orderId !== null && state !== 'pending-submission' ? orderId : null,
    DvAuthDetail: orderId === null ? null : dvAuthDetailOf(validations),
    VulnerabilityReport: null,
    // People and companies: for whoever may read those that are saved.
    SubmittedData: mayDo(call.principal.role, 'contacts.list') ? submittedDataOf(certificate) : null,
    DvRevokeAuthDetail: proving.length === 0 ? null : proving,
  };
}

async function describeCertificateDetail(call: TencentCall) {
  const certificate = await named(call);
  const { names, type } = certificate;
  const shared = sharedFields(call, certificate);
  return {
    ...shared,
    ...(await orderFields(call, certificate)),
    // Without the common name here, unlike in `DescribeCertificate`.
    SubjectAltName: names.slice(1),
    TypeName: typeName(certificate),
    ...(await contentFields(call, certificate)),
    DomainType: DOMAIN_TYPES[kindOfCertificate(certificate)],
    CertType: certTypeOf(type),
    UseCrossSignRoot: false,
    HostingStatus: -1,
  };
}

/** `DV`, `OV` or `EV`; of one from elsewhere nobody said. */
function certTypeOf(type: TencentCertificate['type']): string {
  if (type === null || type === 'dv-free') return 'DV';
  return type.slice(0, 2).toUpperCase();
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

/** Certificate and key, where they may be taken: not while it is being revoked. */
async function contentFields(call: TencentCall, certificate: TencentCertificate) {
  const { certificateId, status, brand } = certificate;
  const may: readonly number[] = [TENCENT_STATUS.issued, TENCENT_STATUS.expired];
  if (certificateId === null || !may.includes(status))
    return { ...NOTHING, EncryptAlgorithm: encryptAlgorithm(certificate) };
  const { fullchainPem, certificatePem, privateKeyPem, encryption } =
    await call.client.certificates.download(certificateId);
  const isSm2 = brand === 'dnspod-sm2';
  const root = await rootOf(call, certificateId);
  return {
    CertificatePrivateKey: privateKeyPem,
    CertificatePublicKey: fullchainPem,
    EncryptCert: encryption?.fullchainPem ?? null,
    EncryptPrivateKey: encryption?.privateKeyPem ?? null,
    CertFingerprint: sha1Of(certificatePem),
    EncryptCertFingerprint: encryption ? sha1Of(encryption.certificatePem) : null,
    EncryptAlgorithm: encryptAlgorithm(certificate) || algorithmOf(certificatePem),
    CertChainInfo: chainInfoOf(fullchainPem),
    RootCert: {
      Sign: isSm2 ? root : '',
      Encrypt: isSm2 ? root : '',
      Standard: isSm2 ? '' : root,
    },
  };
}

/** PEM; empty where the CA gave none. */
async function rootOf(call: TencentCall, certificateId: string): Promise<string> {
  const pack = await call.client.certificates
    .pack(certificateId, { format: 'root' })
    .catch((error: unknown) => {
      if (error instanceof Refusal) return undefined;
      throw error;
    });
  const [file] = pack?.files ?? [];
  return file ? Buffer.from(file.content).toString('utf8') : '';
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

/** Each certificate of the chain, the leaf first. */
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
