/** The kind of certificate that a list of names makes. */
import { isWildcard } from './forms.js';

/** Inferred from the names, never asked for (ordering rules, section 2). */
export const CERTIFICATE_KINDS = ['single', 'multi', 'wildcard', 'wildcard-multi'] as const;
export type CertificateKind = (typeof CERTIFICATE_KINDS)[number];

/** Which kind of certificate these names make; names are normalized (domain/names/name-list.ts) and at least one. */
export function kindOf(names: readonly string[]): CertificateKind {
  const hasWildcard = names.some(isWildcard);
  if (names.length > 1) return hasWildcard ? 'wildcard-multi' : 'multi';
  return hasWildcard ? 'wildcard' : 'single';
}
