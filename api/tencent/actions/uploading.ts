/** Certificates from elsewhere: taken in, looked for, and their chains judged. */
import { rootCertificates } from 'node:tls';
import { chainOf } from '../../../domain/certificates/own-chain.js';
import {
  isIssuedBy,
  isRoot,
  readCertificatePem,
  readCertificates,
  type ReadCertificate,
} from '../../../domain/certificates/read-certificate.js';
import { Refusal } from '../../../domain/refusals.js';
import { tencentIdOf } from '../../../domain/tencent/ids.js';
import type { TencentAction, TencentCall } from '../action.js';
import { asTold, failed, invalidValue, missingParameter } from './refusing.js';
import { flagIn, projectIn, requiredText, tagsIn, textIn } from '../../../domain/tencent/wire/fields.js';

export const UPLOADING: Readonly<Record<string, TencentAction>> = {
  UploadCertificate: uploadCertificate,
  CheckCertificateExist: checkCertificateExist,
  CheckCertificateChain: checkCertificateChain,
};

async function uploadCertificate(call: TencentCall) {
  const { input, client } = call;
  const certificatePem = requiredText(input, 'CertificatePublicKey');
  const kind = textIn(input, 'CertificateType')?.toUpperCase() ?? 'SVR';
  // Those that clients show themselves by are no certificates of servers.
  if (kind !== 'SVR') throw invalidValue(call, 'CertificateType', 'SVR');
  const privateKeyPem = textIn(input, 'CertificatePrivateKey');
  if (privateKeyPem === undefined) throw missingParameter(call, 'CertificatePrivateKey');
  const repeatable = flagIn(input, 'Repeatable') ?? true;
  if (!repeatable) {
    const known = await knownId(call, certificatePem);
    if (known !== null) return { CertificateId: known, RepeatCertId: known };
  }
  const alias = textIn(input, 'Alias');
  const project = projectIn(input) ?? undefined;
  const tags = tagsIn(input);
  const keyPassword = textIn(input, 'KeyPassword');
  const { certificateId } = await asTold(call, UPLOAD_CODES, () =>
    client.certificates.upload({
      certificatePem,
      privateKeyPem,
      repeatable,
      ...(keyPassword !== undefined && { keyPassword }),
      ...(alias !== undefined && { alias }),
      ...(project !== undefined && { project }),
      ...(tags && { tags }),
    }),
  );
  return { CertificateId: tencentIdOf(certificateId), RepeatCertId: '' };
}

const UPLOAD_CODES = {
  fields: {
    'RefusedInThisState:certificatePem': 'FailedOperation.CertificateExists',
    certificatePem: 'FailedOperation.CertificateInvalid',
    chainPem: 'FailedOperation.CertificateChainError',
    privateKeyPem: 'FailedOperation.CertificateMismatch',
    keyPassword: 'FailedOperation.CertificateMismatch',
  },
  InvalidInput: 'InvalidParameterValue',
} as const;

async function checkCertificateExist(call: TencentCall) {
  const pem = requiredText(call.input, 'CertificatePublicKey');
  return { RepeatCertId: (await knownId(call, pem)) ?? '' };
}

/** The id of the account's own one of the same fingerprint. Throws TencentError for what is no certificate. */
async function knownId(call: TencentCall, pem: string): Promise<string | null> {
  const leaf = readCertificatePem(pem);
  if (!leaf) throw unreadable(call);
  return await call.client.tencent.findByFingerprint(leaf.facts.fingerprintSha256);
}

function unreadable(call: TencentCall) {
  return failed(call, 'CertificateParseError', {
    zh: '无法解析证书。',
    en: 'The certificate can’t be read.',
  });
}

/** House limit, as of uploads: a chain has three. */
const MOST_CERTIFICATES = 10;

async function checkCertificateChain(call: TencentCall) {
  await Promise.resolve();
  const { blocks } = readCertificates(requiredText(call.input, 'CertificateChain'));
  const certificates = blocks.map(({ certificate }) => certificate);
  const [leaf] = certificates;
  if (!leaf || certificates.length > MOST_CERTIFICATES || !certificates.every((each) => each !== undefined))
    throw unreadable(call);
  const path = pathOf(leaf, certificates, call.now());
  const last = path?.at(-1);
  return {
    IsValid: path !== undefined && last !== undefined && (isRoot(last) || anchorOf(last) !== undefined),
    IsTrustedCA: last !== undefined && isTrusted(last),
    Chains: certificates.map(nameOf),
  };
}

/** From the leaf as far as it goes; undefined where a signature is wrong, or some have nothing to do with it. */
function pathOf(
  leaf: ReadCertificate,
  certificates: readonly ReadCertificate[],
  now: number,
): readonly ReadCertificate[] | undefined {
  try {
    const { issuing, root, leftOut } = chainOf(leaf, certificates, now);
    return leftOut > 0 ? undefined : [leaf, ...issuing, ...(root ? [root] : [])];
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

let anchors: readonly ReadCertificate[] | undefined;

/** The roots that this Node.js trusts, as Mozilla does. */
function anchorsOf(): readonly ReadCertificate[] {
  anchors ??= rootCertificates.flatMap((pem) => readCertificatePem(pem) ?? []);
  return anchors;
}

function anchorOf(certificate: ReadCertificate): ReadCertificate | undefined {
  return anchorsOf().find(
    (anchor) => certificate.x509.issuer === anchor.x509.subject && isIssuedBy(certificate, anchor),
  );
}

function isTrusted(last: ReadCertificate): boolean {
  const { fingerprintSha256 } = last.facts;
  return (
    anchorsOf().some(({ facts }) => facts.fingerprintSha256 === fingerprintSha256) ||
    anchorOf(last) !== undefined
  );
}

function nameOf({ x509 }: ReadCertificate): string {
  return /^CN=(.*)$/m.exec(x509.subject)?.[1] ?? x509.subject.replaceAll('\n', ', ');
}
