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

export interface CaaDecision {
  readonly permitted: boolean;
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
): CaaDecision {
  const unknown = records.find(
    ({ flags, tag }) => (flags & CRITICAL) !== 0 && !REGISTERED_TAGS.has(lower(tag)),
  );
  if (unknown) return { permitted: false, reason: CAA_TEXTS.unknownCritical(shownValue(unknown.tag)) };

  const values = decidingValues(records, wildcard);
  if (values.length === 0) return { permitted: true, reason: CAA_TEXTS.unrestricted };
  const grants = values.map(grantOf).filter((grant) => grant !== undefined);
  const own = grants.filter(({ issuer }) => caaIdentities.map(lower).includes(issuer));
  if (own.length > 0) return { permitted: true, reason: permissionOf(own) };
  return { permitted: false, reason: refusalOf(values, grants) };
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
  const bound = CAA_TEXTS.boundTo(
    own.map(({ bindings }) => bindings.map(({ tag, value }) => `${tag}=${value}`)),
  );
  return composed((language) => permitted[language] + bound[language]);
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
