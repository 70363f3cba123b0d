/** Which names a product's certificate carries: what a brand gives along (ordering rules, section 3), and which brands give nothing. */
import { namesOnCertificate } from '../names/coverage.js';
import type { CertificateKind } from '../names/kinds.js';
import type { Brand } from './words.js';

/** An ACME order is for the names that it names, each of which is to be proven (RFC 8555, section 7.4). */
const BRANDS_WITHOUT: readonly Brand[] = ['acme'];

export interface NamedProduct {
  readonly brand: Brand;
  readonly kind: CertificateKind;
  /** As ordered. */
  readonly names: readonly string[];
}

/** The ordered names first, then those that come along. */
export function certificateNamesOf({ brand, kind, names }: NamedProduct): string[] {
  return BRANDS_WITHOUT.includes(brand) ? [...new Set(names)] : namesOnCertificate(kind, names);
}
