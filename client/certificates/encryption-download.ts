/** The encryption half of an SM2 pair: its key is taken out of the envelope at the download, and stored nowhere. */
import { createPrivateKey } from 'node:crypto';
import { pemOf } from '../../db/private-keys.js';
import type { EncryptionContent } from '../../db/statements/certificates/views.js';
import { openSm2Envelope } from '../../domain/sm2/envelope.js';
import { readSm2Pkcs8, sm2Pkcs8 } from '../../domain/sm2/keys.js';
import { withLineBreak } from './text-files.js';
import type { Bilingual } from '../../domain/bilingual.js';

/** PEM texts, each ending with a line break. */
export interface EncryptionDownload {
  readonly certificatePem: string;
  /** Certificate and chain, leaf first. */
  readonly fullchainPem: string;
  /** PKCS#8; null where the signing key is not at hand in the clear, and then the envelope is what to take. */
  readonly privateKeyPem: string | null;
  readonly privateKeyMissing: string | null;
  readonly privateKeyMissingInWords: Bilingual | null;
  /** DER of SM2EnvelopedKey (GM/T 0009), base64; null where the key itself is here. */
  readonly envelopedKey: string | null;
}

/** The signing key as the same download delivers it. */
interface SigningKey {
  readonly privateKeyPem: string | null;
  readonly privateKeyMissingInWords: Bilingual | null;
}

/** Throws Sm2EnvelopeError where the stored envelope is not the one that was compared at issuance. */
export function encryptionDownload(
  { certificatePem, envelopedKey }: EncryptionContent,
  chainPem: string,
  signing: SigningKey,
): EncryptionDownload {
  const certificate = withLineBreak(certificatePem);
  const common = { certificatePem: certificate, fullchainPem: certificate + chainPem };
  const why = whyClosed(signing);
  const missing = { privateKeyMissing: why?.en ?? null, privateKeyMissingInWords: why };
  if (signing.privateKeyPem === null || why !== null)
    return { ...common, privateKeyPem: null, ...missing, envelopedKey };
  const privateKeyPem = opened(envelopedKey, signing.privateKeyPem);
  return { ...common, privateKeyPem, ...missing, envelopedKey: null };
}

function whyClosed({ privateKeyPem, privateKeyMissingInWords: why }: SigningKey): Bilingual | null {
  if (privateKeyPem === null)
    return {
      zh: `它在只有签名私钥才能打开的数字信封(GM/T 0009)中。${why?.zh ?? ''}`,
      en: `It is in an envelope (GM/T 0009) that only the signing key opens. ${why?.en ?? ''}`.trim(),
    };
  if (!privateKeyPem.includes('ENCRYPTED PRIVATE KEY')) return null;
  return {
    zh: '它在只有签名私钥才能打开的数字信封(GM/T 0009)中,而打开签名私钥需要私钥密码。',
    en: 'It is in an envelope (GM/T 0009) that only the signing key opens, and that one needs its key password.',
  };
}

function opened(envelopedKey: string, signingKeyPem: string): string {
  const signingDer = createPrivateKey(signingKeyPem).export({ type: 'pkcs8', format: 'der' });
  const pair = openSm2Envelope(Buffer.from(envelopedKey, 'base64'), readSm2Pkcs8(signingDer).privateKey);
  const der = sm2Pkcs8(pair);
  signingDer.fill(0);
  pair.privateKey.fill(0);
  const pem = pemOf('PRIVATE KEY', der);
  der.fill(0);
  return pem;
}
