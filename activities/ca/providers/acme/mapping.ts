/** An order of a directory in the words that every CA has: names and what proves them, statuses, chains. */
import { certificateNamesOf } from '../../../../domain/catalogue/complimentary.js';
import type { Brand, ValidationMethod } from '../../../../domain/catalogue/words.js';
import { isFileMethod } from '../../../../domain/control/methods.js';
import type { DomainValidation } from '../../../../domain/control/validations.js';
import { isIpAddress, isWildcard } from '../../../../domain/names/forms.js';
import { kindOf } from '../../../../domain/names/kinds.js';
import type { CaOrderRequest } from '../../certificate-authority.js';
import type { WireAuthorization, WireChallenge, WireIdentifier } from './wire.js';

export type ChallengeType = 'dns-01' | 'http-01';

export function challengeTypeOf(method: ValidationMethod): ChallengeType {
  return isFileMethod(method) ? 'http-01' : 'dns-01';
}

/** What is ordered: a directory adds no name by itself, so that complimentary ones (ordering rules, section 3) are asked for. */
export function namesOf({ brand, names }: Pick<CaOrderRequest, 'brand' | 'names'>): string[] {
  // A brand of a newer version is no reason to leave names out.
  return certificateNamesOf({ brand: brand as Brand, kind: kindOf(names), names });
}

/** RFC 8555, section 7.1.3; RFC 8738, section 3, for addresses. */
export function identifiersOf(names: readonly string[]): { type: 'dns' | 'ip'; value: string }[] {
  return names.map((value) => ({ type: isIpAddress(value) ? ('ip' as const) : ('dns' as const), value }));
}

export function hasSameIdentifiers(
  names: readonly string[],
  identifiers: readonly WireIdentifier[],
): boolean {
  const wanted = new Set(names);
  const told = new Set(identifiers.map(({ value }) => value.toLowerCase()));
  return wanted.size === told.size && names.every((name) => told.has(name));
}

/**
 * What a proof is called among the order's others. A wildcard is proven by its base, and called by it, as at every CA; where the
 * base is on the certificate as well, the two are proven by one record each, and the wildcard's is called by its own name.
 */
export function provenNameOf(
  { identifier, wildcard }: Pick<WireAuthorization, 'identifier' | 'wildcard'>,
  names: readonly string[],
): string {
  const base = identifier.value.toLowerCase().replace(/^\*\./, '');
  const isOfWildcard = wildcard === true || isWildcard(identifier.value);
  return isOfWildcard && names.includes(base) ? `*.${base}` : base;
}

/** The proof that a challenge asks for. `shown`: the key authorization, of `dns-01` its digest. */
export function proofOf(
  name: string,
  challenge: WireChallenge,
  { method, shown, issuedAt }: { method: ValidationMethod; shown: string; issuedAt: string },
): DomainValidation {
  const base = isWildcard(name) ? name.slice(2) : name;
  if (challengeTypeOf(method) === 'dns-01')
    return {
      name,
      method,
      record: { type: 'TXT', name: `_acme-challenge.${base}`, value: shown },
      issuedAt,
    };
  const host = base.includes(':') ? `[${base}]` : base;
  const url = `http://${host}/.well-known/acme-challenge/${challenge.token ?? ''}`;
  return { name, method, file: { url, content: shown }, issuedAt };
}
