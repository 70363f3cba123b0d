/** What is to be shown for the names of an order, as the reseller tells it (`DvAuths`), in our words. */
import { certificateNamesOf } from '../../../../domain/catalogue/complimentary.js';
import type { ValidationMethod } from '../../../../domain/catalogue/words.js';
import { isFileMethod } from '../../../../domain/control/methods.js';
import type { DomainValidation } from '../../../../domain/control/validations.js';
import { namesToValidate } from '../../../../domain/names/coverage.js';
import { registrableDomain } from '../../../../domain/names/domain-names.js';
import type { TencentProduct } from '../../../../domain/tencent/products.js';
import type { WireAuth } from './wire.js';

/** `VerifyType` of a request: what is to be published is published by us, or by the subscriber; never by the service. */
export function verifyTypeOf(method: ValidationMethod): 'DNS' | 'FILE' {
  return isFileMethod(method) ? 'FILE' : 'DNS';
}

/** The names that are to be proven, each once. */
export function namesToProve({ brand, kind }: TencentProduct, names: readonly string[]): string[] {
  return namesToValidate(certificateNamesOf({ brand, kind, names }));
}

/**
 * One for each name. The service may ask once for several of them: control of a domain covers what lies below it, and the name that
 * comes along with another one is shown by that one's (tencent-ssl-api, sections 9 and 11).
 */
export function proofsOf(
  auths: readonly WireAuth[],
  names: readonly string[],
  { method, issuedAt }: { readonly method: ValidationMethod; readonly issuedAt: string },
): DomainValidation[] {
  if (auths.length === 0) return [];
  return names.flatMap((name) => {
    const auth = authFor(name, auths);
    return auth ? [proofOf(name, auth, { method, issuedAt })] : [];
  });
}

function authFor(name: string, auths: readonly WireAuth[]): WireAuth | undefined {
  const exact = auths.find((auth) => namesOf(auth).includes(name));
  if (exact) return exact;
  const above = auths
    .filter((auth) => namesOf(auth).some((covered) => name.endsWith(`.${covered}`)))
    .sort((one, other) => longest(other) - longest(one));
  const domain = registrableDomain(name);
  return (
    above[0] ?? auths.find((auth) => namesOf(auth).some((covered) => registrableDomain(covered) === domain))
  );
}

/** Which name a value is for: a record stands at the name, or below it under a label of the CA's. */
function namesOf({ DvAuthKey, DvAuthDomain, DvAuthVerifyType }: WireAuth): string[] {
  const domain = plain(DvAuthDomain);
  if (DvAuthVerifyType?.toUpperCase() === 'FILE' || !DvAuthKey.includes('.'))
    return domain === '' ? [] : [domain];
  const key = plain(DvAuthKey);
  if (key === '') return domain === '' ? [] : [domain];
  const owner = key.startsWith('_') ? key.slice(key.indexOf('.') + 1) : key;
  return [owner];
}

const longest = (auth: WireAuth) => Math.max(0, ...namesOf(auth).map(({ length }) => length));

function plain(name: string | undefined): string {
  return (name ?? '').toLowerCase().replace(/\.$/, '').replace(/^\*\./, '');
}

function proofOf(
  name: string,
  auth: WireAuth,
  { method, issuedAt }: { readonly method: ValidationMethod; readonly issuedAt: string },
): DomainValidation {
  const { DvAuthKey, DvAuthValue, DvAuthPath = '/.well-known/pki-validation/', DvAuthVerifyType } = auth;
  if (isFileMethod(method)) {
    const host = name.includes(':') ? `[${name}]` : name;
    const path = `/${DvAuthPath}/${DvAuthKey}`.replaceAll(/\/{2,}/g, '/');
    return { name, method, file: { url: `http://${host}${path}`, content: DvAuthValue }, issuedAt };
  }
  const type = DvAuthVerifyType?.toUpperCase() === 'CNAME' ? 'CNAME' : 'TXT';
  return { name, method, record: { type, name: plain(DvAuthKey), value: DvAuthValue }, issuedAt };
}

/** The same names, shown by the same things, whenever they were told. */
export function showsSame(one: readonly DomainValidation[], other: readonly DomainValidation[]): boolean {
  const said = (proofs: readonly DomainValidation[]) =>
    proofs
      .map(({ name, method, record, file }) =>
        JSON.stringify([
          name,
          isFileMethod(method),
          record?.type,
          record?.name,
          record?.value,
          file?.url,
          file?.content,
        ]),
      )
      .sort()
      .join();
  return said(one) === said(other);
}
