/** What products and brands are called to that API's callers. */
import type { CertificateKind } from '../../../domain/names/kinds.js';
import { kindOf } from '../../../domain/names/kinds.js';
import { BRAND_NAMES, typeNameOf } from '../../../domain/tencent/product-names.js';
import { productIdOf, tencentProduct } from '../../../domain/tencent/products.js';
import type { TencentCertificate } from '../../../client/tencent/index.js';

/** Kind of its names: bought, ordered, or as the names of one from elsewhere make it. */
export function kindOfCertificate({ kind, bought, names }: TencentCertificate): CertificateKind {
  const product = bought?.productId == null ? undefined : tencentProduct(bought.productId);
  return product?.kind ?? kind ?? (names.length === 0 ? 'single' : kindOf(names));
}

/** `PackageType`: a number as text; null of one from elsewhere, and of what the reseller does not sell. */
export function packageTypeOf(certificate: TencentCertificate): string | null {
  const { bought, brand, type } = certificate;
  if (bought?.productId != null) return String(bought.productId);
  if (brand === null || type === null) return null;
  const kind = kindOfCertificate(certificate);
  return productIdOf(brand, type, kind)?.toString() ?? null;
}

/** `ProductZhName`. Official clients read a text here, also of one from elsewhere. */
export function brandName({ brand }: TencentCertificate): string {
  return brand === null ? '' : BRAND_NAMES[brand];
}

/** `PackageTypeName`, `TypeName`. */
export function typeName(certificate: TencentCertificate): string | null {
  const { type } = certificate;
  return type === null ? null : typeNameOf(type, kindOfCertificate(certificate));
}
