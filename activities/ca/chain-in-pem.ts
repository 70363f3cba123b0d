/** A chain as CAs hand it out in one text of PEM: the certificate first, then those behind it. */
import { X509Certificate } from 'node:crypto';
import type { IssuedChain } from './certificate-authority.js';

/** A certificate and the issuing ones behind it; a root at the end, which some CAs send along, is told as such. */
export function chainIn(pem: string): IssuedChain | undefined {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const [certificatePem, ...issuers] = blocks.map((block) => `${block}\n`);
  if (certificatePem === undefined) return undefined;
  const last = issuers.at(-1);
  const hasRoot = last !== undefined && isSelfIssued(last);
  const issuing = hasRoot ? issuers.slice(0, -1) : issuers;
  return { certificatePem, chainPem: issuing.join(''), ...(hasRoot && { rootPem: last }) };
}

/** What can't be read is judged where the whole chain is. */
function isSelfIssued(pem: string): boolean {
  try {
    const certificate = new X509Certificate(pem);
    return certificate.subject === certificate.issuer;
  } catch {
    return false;
  }
}
