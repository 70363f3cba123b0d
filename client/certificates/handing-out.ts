/** What is handed out of a certificate: its texts, its private key, and the files that servers want. */
import {
  readRootCertificate,
  type CertificateContent,
  type CertificateRecord,
} from '../../db/statements/certificates/views.js';
import { openPrivateKey } from '../../db/private-keys.js';
import { loadKey, type StoredKey } from '../../db/statements/certificates/keys.js';
import { loadOwnKey } from '../../db/statements/certificates/own.js';
import type { CertificateSource } from '../../domain/certificates/words.js';
import { mayDo } from '../../domain/accounts/rights.js';
import { isKeyStore, PACK_FORMATS, type PackFormat } from '../../domain/certificates/download-packs.js';
import { Refusal, refusalDetails, type RefusalDetails } from '../../domain/refusals.js';
import { notAllowed } from '../accounts/guarded.js';
import { ownCertificate } from './reading.js';
import type { ClientContext } from '../context.js';
import { makePack, type Pack } from './downloads/pack.js';
import { encryptionDownload } from './encryption-download.js';
import { refuseUnusableOpener } from './opening-password.js';
import { listed, notAccepted, wordsOf } from '../refusing.js';
import { withLineBreak } from './text-files.js';
import type { CertificateDownload } from './download.js';
import { timeInWords } from '../../domain/time-zone.js';
import type { Bilingual } from '../../domain/bilingual.js';

export interface DownloadOptions {
  /** Opens the private key of an order that has a key password; without it the key comes encrypted. */
  readonly keyPassword?: string;
}

export interface PackOptions extends DownloadOptions {
  /** `all`: every format that can be made of this certificate, one folder each. */
  readonly format: PackFormat | 'all';
}

/** Throws Refusal, as `Certificates.download` says. */
export async function downloadCertificate(
  context: ClientContext,
  id: string,
  { keyPassword }: DownloadOptions,
): Promise<CertificateDownload> {
  const content = await usableCertificate(context, id);
  const key = await keyOf(context, content);
  refuseUnusablePassword(key, keyPassword);
  return downloadOf(context, content, key, keyPassword);
}

/** Throws Refusal, as `Certificates.pack` says. */
export async function packCertificate(
  context: ClientContext,
  id: string,
  { format, keyPassword }: PackOptions,
): Promise<Pack> {
  refuseUnknownFormat(format);
  const { database, account } = context;
  const content = await usableCertificate(context, id);
  const key = await keyOf(context, content);
  const { principal } = context;
  if (key && format !== 'all' && isKeyStore(format) && principal && !mayDo(principal.role, KEY_RIGHT))
    throw notAllowed(principal, KEY_RIGHT);
  refuseUnusablePassword(key, keyPassword);
  const isProtected = key?.passwordProtected === true;
  const material = {
    download: downloadOf(context, content, key, keyPassword),
    name: content.names[0] ?? content.certificateId,
    csrPem: key?.csrPem ? withLineBreak(key.csrPem) : null,
    rootPem: await readRootCertificate(database, account, content.certificateId),
    keyPassword: (isProtected ? keyPassword : undefined) ?? null,
    needlessPassword: keyPassword !== undefined && !isProtected,
    madeAt: new Date(),
  };
  return await makePack(material, format);
}

/** Where there is something to open, the key itself tells whether the password is right: what was taken before opens it still. */
function refuseUnusablePassword(key: StoredKey | undefined, keyPassword: string | undefined): void {
  if (key?.passwordProtected !== true) refuseUnusableOpener(keyPassword);
}

/** Of a certificate from elsewhere: the key that was uploaded with it. */
async function keyOf(
  { database }: ClientContext,
  { orderId, certificateId }: CertificateContent,
): Promise<StoredKey | undefined> {
  if (orderId !== null) return await loadKey(database, orderId);
  const own = await loadOwnKey(database, certificateId);
  return own && { ...own, orderId: certificateId, csrPem: '', spkiSha256: '', passwordProtected: false };
}

function downloadOf(
  context: ClientContext,
  { certificateId, certificatePem, chainPem, encryption, source }: CertificateContent,
  key: StoredKey | undefined,
  keyPassword: string | undefined,
): CertificateDownload {
  const leaf = withLineBreak(certificatePem);
  const chain = withLineBreak(chainPem);
  const signing = openKey(context, key, keyPassword, source);
  return {
    certificateId,
    certificatePem: leaf,
    chainPem: chain,
    fullchainPem: leaf + chain,
    ...signing,
    encryption: encryption && encryptionDownload(encryption, chain, signing),
  };
}

function openKey(
  { masterKeys, principal }: ClientContext,
  key: StoredKey | undefined,
  keyPassword: string | undefined,
  source: CertificateSource,
): HandedOutKey {
  if (!key) return withoutKey(NO_KEY[source]);
  // The certificate is public, its key is not: a right of its own.
  if (principal && !mayDo(principal.role, KEY_RIGHT)) return withoutKey(NOT_THEIRS);
  try {
    const privateKeyPem = openPrivateKey(key, masterKeys, keyPassword);
    return { privateKeyPem, privateKeyMissing: null, privateKeyMissingInWords: null };
  } catch (error) {
    // A pasted CSR, a lost key: the rest of the download is of use all the same.
    if (!(error instanceof Refusal && error.code === 'RefusedInThisState')) throw error;
    return withoutKey(wordsOf(error));
  }
}

type HandedOutKey = Pick<
  CertificateDownload,
  'privateKeyPem' | 'privateKeyMissing' | 'privateKeyMissingInWords'
>;

function withoutKey(why: Bilingual): HandedOutKey {
  return { privateKeyPem: null, privateKeyMissing: why.en, privateKeyMissingInWords: why };
}

/** Nothing is handed out of a certificate that is being taken out of use. */
async function usableCertificate(context: ClientContext, id: string): Promise<CertificateContent> {
  const content = await ownCertificate(context, id);
  const refusal = refusalOfUse(content);
  if (refusal) throw new Refusal(refusal);
  return content;
}

/** From the moment of the request (the reseller's API, section 11: downloads are blocked); again allowed where it was refused. */
function refusalOfUse({ revokedAt, revocation }: CertificateRecord): RefusalDetails | undefined {
  if (revokedAt !== null)
    return refusalDetails('RefusedInThisState', {
      message: {
        zh: `这张证书已于 ${timeInWords(revokedAt).zh} 吊销:请订购另一张`,
        en: `This certificate was revoked at ${revokedAt}: order another one`,
      },
    });
  if (revocation === null) return undefined;
  return refusalDetails('RefusedInThisState', {
    message: {
      zh: `这张证书正在吊销(${revocation.revocationId}):只有 CA 拒绝吊销,才能再次下载`,
      en: `This certificate is being revoked (${revocation.revocationId}): it can be downloaded again only if the CA refuses`,
    },
  });
}

const KEY_RIGHT = 'certificates.privateKey';

const NOT_THEIRS: Bilingual = {
  zh: '此角色无权取得私钥。',
  en: 'This role may not take private keys.',
};

const NO_KEY: Readonly<Record<CertificateSource, Bilingual>> = {
  ordered: { zh: '此订单没有保存密钥。', en: 'No key is stored for this order.' },
  uploaded: { zh: '这张证书上传时没有附带密钥。', en: 'No key was uploaded with this certificate.' },
};

const FORMATS: readonly string[] = [...PACK_FORMATS, 'all'];

export function isKnownFormat(format: string): boolean {
  return FORMATS.includes(format);
}

/** Other programs, and the command line, hand in what people typed. */
function refuseUnknownFormat(format: string): void {
  if (isKnownFormat(format)) return;
  throw notAccepted('format', listed(FORMATS));
}
