/** Which CAs a domain's CAA records permit: RFC 8659, BR 3.2.2.8. The records come from the tree climb, done elsewhere. */

/** One CAA resource record as it stands in DNS. */
export interface CaaRecord {
  readonly flags: number;
  readonly tag: string;
  readonly value: string;
}

export interface CaaDecision {
  readonly permitted: boolean;
  /** Why, in words for the subscriber. */
  readonly reason: string;
}

const CRITICAL = 128;
const KNOWN_TAGS = new Set(['issue', 'issuewild', 'iodef']);

/** Decides over the relevant record set; an empty one permits every CA (RFC 8659, section 3). */
export function decideCaa(
  records: readonly CaaRecord[],
  caaIdentities: readonly string[],
  wildcard: boolean,
): CaaDecision {
  const unknown = records.find(({ flags, tag }) => (flags & CRITICAL) !== 0 && !KNOWN_TAGS.has(lower(tag)));
  if (unknown) return { permitted: false, reason: `critical property "${unknown.tag}" is not understood` };

  const issuers = issuersFor(records, wildcard);
  if (issuers.length === 0) return { permitted: true, reason: 'no CAA record restricts issuance' };

  const permitted = issuers.some((issuer) => issuer !== '' && caaIdentities.map(lower).includes(issuer));
  const named = issuers.filter((issuer) => issuer !== '');
  if (permitted) return { permitted, reason: `permitted: ${named.join(', ')}` };
  return { permitted, reason: named.length > 0 ? `only ${named.join(', ')} may issue` : 'no CA may issue' };
}

/** RFC 8659, section 4.3: where there is an issuewild property, a wildcard name heeds it alone. */
function issuersFor(records: readonly CaaRecord[], wildcard: boolean): string[] {
  const tagged = (wanted: string) => records.filter(({ tag }) => lower(tag) === wanted);
  const wild = wildcard ? tagged('issuewild') : [];
  return (wild.length > 0 ? wild : tagged('issue')).map(({ value }) => issuerOf(value));
}

/** The issuer's domain name, before any parameters; '' stands for `;`, which names nobody. */
function issuerOf(value: string): string {
  return lower(value.split(';')[0] ?? '')
    .trim()
    .replace(/\.$/, '');
}

function lower(text: string): string {
  return text.toLowerCase();
}
