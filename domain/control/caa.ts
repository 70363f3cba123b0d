/** Which CAs a domain's CAA records permit: RFC 8659, BR 3.2.2.8. The records come from the tree climb, done elsewhere. */
import { parseIssueValue, type IssueParameter } from './caa-value.js';
import type { Bilingual } from '../bilingual.js';
import { composed } from '../told.js';
import { CAA_TEXTS } from './finding-texts.js';
import { shownValue, shownValues } from './shown-values.js';

/** One CAA resource record as it stands in DNS. */
export interface CaaRecord {
  readonly flags: number;
  readonly tag: string;
  readonly value: string;
}

/** How a CA is told apart in CAA records, beside its name (RFC 8657). What is absent is not known here, and the CA's to judge. */
export interface CaaTerms {
  /** The account at the CA that asks for the certificate. */
  readonly accountUri?: string;
  /** Every way of validation that may be used, as CAA records name it: `dns-01`. */
  readonly validationMethods?: readonly string[];
}

export type CaaBecause =
  | 'unrestricted'
  | 'permitted'
  /** Permitted under conditions of which nobody here knows whether they are met. */
  | 'bound'
  | 'unknown-critical'
  | 'others-only'
  | 'other-account'
  | 'other-method';

export interface CaaDecision {
  readonly permitted: boolean;
  readonly because: CaaBecause;
  /** Why, in words for the subscriber; what strangers wrote is quoted in it. */
  readonly reason: Bilingual;
}

const CRITICAL = 128;

/**
 * IANA, "Certification Authority Restriction Properties". Only the first two are about TLS certificates; the others are
 * known, and forbid nothing here, critical or not: RFC 9495 (issuemail), BR B.1 (contact...), RFC 8659 (iodef). The
 * registry's reserved tags (auth, path, policy) have no meaning that anybody could heed: they are unknown.
 */
const REGISTERED_TAGS = new Set([
  'issue',
  'issuewild',
  'iodef',
  'contactemail',
  'contactphone',
  'issuemail',
  'issuevmc',
]);

/** RFC 8657: they bind a permission to an account at the CA, and to ways of validation. Given twice, nobody meets them. */
const BINDING_PARAMETERS = ['accounturi', 'validationmethods'];

/** Decides over the relevant record set; an empty one permits every CA (RFC 8659, section 3). */
export function decideCaa(
  records: readonly CaaRecord[],
  caaIdentities: readonly string[],
  wildcard: boolean,
  terms: CaaTerms = {},
): CaaDecision {
  const unknown = records.find(
    ({ flags, tag }) => (flags & CRITICAL) !== 0 && !REGISTERED_TAGS.has(lower(tag)),
  );
  if (unknown) {
    const reason = CAA_TEXTS.unknownCritical(shownValue(unknown.tag));
    return { permitted: false, because: 'unknown-critical', reason };
  }
  const values = decidingValues(records, wildcard);
  if (values.length === 0)
    return { permitted: true, because: 'unrestricted', reason: CAA_TEXTS.unrestricted };
  const grants = values.map(grantOf).filter((grant) => grant !== undefined);
  const own = grants.filter(({ issuer }) => caaIdentities.map(lower).includes(issuer));
  if (own.length === 0)
    return { permitted: false, because: 'others-only', reason: refusalOf(values, grants) };
  return decisionOver(own, terms);
}

/** Values of deciding properties that break the grammar, and so permit nobody; quoted as they stand. */
export function malformedCaaValues(records: readonly CaaRecord[], wildcard: boolean): string[] {
  return decidingValues(records, wildcard).filter((value) => parseIssueValue(value) === undefined);
}

/** The CA is named; its conditions decide as far as they are known to be met, or not to be. */
function decisionOver(own: readonly Grant[], terms: CaaTerms): CaaDecision {
  const judged = own.map((grant) => ({ grant, unmet: unmetIn(grant, terms) }));
  const possible = judged.filter(({ unmet }) => unmet === undefined).map(({ grant }) => grant);
  const [first] = judged;
  if (possible.length === 0 && first) {
    const because = first.unmet === 'accounturi' ? 'other-account' : 'other-method';
    return { permitted: false, because, reason: CAA_TEXTS.boundToOthers(bindingsOf(own)) };
  }
  const open = possible.map((grant) => ({ ...grant, bindings: grant.bindings.filter(isOpen(terms)) }));
  const isBound = open.every(({ bindings }) => bindings.length > 0);
  return { permitted: true, because: isBound ? 'bound' : 'permitted', reason: permissionOf(open) };
}

/** The parameter that this CA is known not to meet; undefined where it meets all, or where nobody here knows. */
function unmetIn({ bindings }: Grant, { accountUri, validationMethods }: CaaTerms): string | undefined {
  return bindings.find(({ tag, value }) =>
    tag === 'accounturi'
      ? accountUri !== undefined && value !== accountUri
      : validationMethods !== undefined && !methodsIn(value).some((one) => validationMethods.includes(one)),
  )?.tag;
}

/** RFC 8657, section 4: separated by commas. */
function methodsIn(value: string): string[] {
  return value.split(',').map((method) => method.trim().toLowerCase());
}

function isOpen({ accountUri, validationMethods }: CaaTerms) {
  return ({ tag }: IssueParameter): boolean =>
    tag === 'accounturi' ? accountUri === undefined : validationMethods === undefined;
}

/** RFC 8659, section 4.3: where there is an issuewild property, a wildcard name heeds it alone. */
function decidingValues(records: readonly CaaRecord[], wildcard: boolean): string[] {
  const tagged = (wanted: string) => records.filter(({ tag }) => lower(tag) === wanted);
  const wild = wildcard ? tagged('issuewild') : [];
  return (wild.length > 0 ? wild : tagged('issue')).map(({ value }) => value);
}

/** Somebody may issue; `bindings` say under which conditions. */
interface Grant {
  readonly issuer: string;
  readonly bindings: readonly IssueParameter[];
}

/** Undefined where the value permits nobody: it says so, is malformed, or binds in a way that nobody can meet. */
function grantOf(value: string): Grant | undefined {
  const parsed = parseIssueValue(value);
  if (!parsed || parsed.issuer === '') return undefined;
  const bindings = parsed.parameters.filter(({ tag }) => BINDING_PARAMETERS.includes(tag));
  const isTwice = new Set(bindings.map(({ tag }) => tag)).size < bindings.length;
  return isTwice ? undefined : { issuer: parsed.issuer, bindings };
}

function permissionOf(own: readonly Grant[]): Bilingual {
  const permitted = CAA_TEXTS.permitted([...new Set(own.map(({ issuer }) => issuer))]);
  if (own.some(({ bindings }) => bindings.length === 0)) return permitted;
  const bound = CAA_TEXTS.boundTo(bindingsOf(own));
  return composed((language) => permitted[language] + bound[language]);
}

function bindingsOf(grants: readonly Grant[]): string[][] {
  return grants.map(({ bindings }) => bindings.map(({ tag, value }) => `${tag}=${value}`));
}

function refusalOf(values: readonly string[], grants: readonly Grant[]): Bilingual {
  const malformed = values.filter((value) => parseIssueValue(value) === undefined);
  const named = grants.map(({ issuer }) => issuer);
  const who = named.length > 0 ? CAA_TEXTS.only(named.slice(0, 10)) : CAA_TEXTS.nobody;
  if (malformed.length === 0) return who;
  const shown = shownValues(malformed);
  return composed((language) => who[language] + CAA_TEXTS.malformed[language] + shown[language]);
}

function lower(text: string): string {
  return text.toLowerCase();
}
