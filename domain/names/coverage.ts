/** Which names a certificate covers, and which of them are proven (ordering rules, section 3). */
import { registrableDomain } from './domain-names.js';
import { isIpAddress, isWildcard } from './forms.js';
import type { CertificateKind } from './kinds.js';

/**
 * The names the certificate will carry: the ordered ones first, then the complimentary ones. A single name and its
 * `www.` form go together, and a second-level wildcard covers its base; deeper names get nothing.
 */
export function namesOnCertificate(kind: CertificateKind, names: readonly string[]): string[] {
  const complimentary = names.map((name) => complimentaryName(kind, name));
  return [...new Set([...names, ...complimentary.filter((name) => name !== undefined)])];
}

/** The names whose control is proved, each once: a wildcard by its base. Takes the names on the certificate. */
export function namesToValidate(certificateNames: readonly string[]): string[] {
  return [...new Set(certificateNames.map((name) => (isWildcard(name) ? name.slice(2) : name)))];
}

function complimentaryName(kind: CertificateKind, name: string): string | undefined {
  if (isIpAddress(name)) return undefined;
  if (isWildcard(name)) return registrableDomain(name.slice(2)) === name.slice(2) ? name.slice(2) : undefined;
  if (kind !== 'single') return undefined;
  if (registrableDomain(name) === name) return `www.${name}`;
  const base = name.slice('www.'.length);
  return name.startsWith('www.') && registrableDomain(base) === base ? base : undefined;
}
