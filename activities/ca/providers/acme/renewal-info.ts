/** When a directory wants a certificate renewed (RFC 9773), and what it calls a certificate in that. */
import { X509Certificate } from 'node:crypto';
import { RENEWAL_INFO } from '../../../../domain/connections/acme-policy.js';
import { ACME_REQUESTS } from '../../../../domain/connections/acme-texts.js';
import {
  AuthorityKeyIdentifierExtension,
  X509Certificate as EngineCertificate,
} from '../../../../domain/certificates/x509-engine.js';
import { later } from '../../../../domain/spread.js';
import type { CaRenewalWindow } from '../../certificate-authority.js';
import { asFailures, type AcmeSession } from './client.js';

/** RFC 9773, section 4.1: key identifier and serial number, base64url. Undefined for a certificate that names no issuer's key. */
export function certificateIdOf(certificatePem: string): string | undefined {
  const engine = new EngineCertificate(certificatePem);
  const keyId = engine.getExtension(AuthorityKeyIdentifierExtension)?.keyId;
  if (keyId === undefined) return undefined;
  return `${base64url(keyId)}.${base64url(serialOf(certificatePem))}`;
}

/** As DER has it: a first bit that is set would make it negative. */
function serialOf(certificatePem: string): string {
  const hex = new X509Certificate(certificatePem).serialNumber;
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Number.parseInt(even.slice(0, 2), 16) >= 0x80 ? `00${even}` : even;
}

function base64url(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64url');
}

/** Undefined where the directory has no such thing, or none for this certificate. */
export async function renewalWindowOf(
  { session, ca }: { readonly session: AcmeSession; readonly ca: string },
  certificatePem: string,
): Promise<CaRenewalWindow | undefined> {
  const directory = await asFailures(ca, ACME_REQUESTS.directory, session.directory());
  const certificateId = certificateIdOf(certificatePem);
  if (directory.renewalInfo === undefined || certificateId === undefined) return undefined;
  const url = `${directory.renewalInfo.replace(/\/$/, '')}/${certificateId}`;
  const { value, retryAfterMs } = await asFailures(ca, ACME_REQUESTS.renewalInfo, session.renewalInfo(url));
  const { suggestedWindow, explanationURL } = value;
  return {
    ...suggestedWindow,
    ...(explanationURL !== undefined && { explanationUrl: explanationURL }),
    askAgainAfterMs: askAgainAfter(retryAfterMs, certificateId),
  };
}

/** No sooner than the directory allows, and no two certificates at the same moment. */
export function askAgainAfter(retryAfterMs: number | undefined, certificateId: string): number {
  const { soonestMs, latestMs, usualMs, spread } = RENEWAL_INFO;
  const allowed = Math.min(latestMs, Math.max(soonestMs, retryAfterMs ?? usualMs));
  return Math.round(later(allowed, certificateId, spread));
}
