/** Makes a CSR (RFC 2986) for the names of a certificate. */
import { isIpAddress } from '../../domain/names/forms.js';
import {
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
} from '../../domain/certificates/x509-engine.js';
import type { GeneratedKeyPair } from './key-pair.js';

/** X.520 ub-common-name, RFC 5280 appendix A. A longer first name is in the alternative names only. */
const MAX_COMMON_NAME = 64;

/** PEM. All names become subject alternative names; the first one the common name as well, where it fits. */
export async function generateCsr(
  { keys, signing }: GeneratedKeyPair,
  certificateNames: readonly string[],
): Promise<string> {
  const [first = ''] = certificateNames;
  const csr = await Pkcs10CertificateRequestGenerator.create({
    name: first.length <= MAX_COMMON_NAME ? [{ CN: [first] }] : [],
    keys,
    signingAlgorithm: signing,
    extensions: [new SubjectAlternativeNameExtension(certificateNames.map(generalName))],
  });
  return `${csr.toString('pem').trim()}\n`;
}

function generalName(value: string) {
  return { type: isIpAddress(value) ? ('ip' as const) : ('dns' as const), value };
}
