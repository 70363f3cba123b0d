/** From what people type to the names of a certificate, or to a clear refusal (ordering rules, section 3). */
import { parseIpAddress } from './ip-addresses.js';
import { parseDomainName, quoted, registrableDomain } from './domain-names.js';
import type { Parsed } from './domain-names.js';
import type { CertificateKind } from '../catalogue/words.js';
import type { RefusalDetails } from '../refusals.js';
import { isIpAddress, isWildcard } from '../control/methods.js';

export { registrableDomain } from './domain-names.js';

/** What the catalogue permits for these names. Default: domain names only, as every DV product has it. */
export interface NameLimits {
  readonly ipAddresses: boolean;
  readonly maxNames: number;
}

export interface ParsedNames {
  /** In the order given: A-labels, lower case, no trailing dot; IP addresses in their canonical form. Only the good ones. */
  readonly names: readonly string[];
  readonly problems: readonly RefusalDetails[];
}

/** Most names on one certificate, whatever the product (ordering rules, section 3: "a limit per product"). */
export const MAX_NAMES = 100;
const DOMAIN_NAMES_ONLY: NameLimits = { ipAddresses: false, maxNames: MAX_NAMES };

/** Reads every name and tells every problem, each with its field `names[i]`. */
export function parseNames(given: readonly string[], limits: NameLimits = DOMAIN_NAMES_ONLY): ParsedNames {
  if (given.length === 0)
    return { names: [], problems: [refusal('names', 'The order has no name', ONE_NAME)] };
  if (given.length > limits.maxNames)
    return { names: [], problems: [tooMany(given.length, limits.maxNames)] };

  const seen = new Map<string, number>();
  const problems: RefusalDetails[] = [];
  given.forEach((text, index) => {
    const parsed = parseName(text, limits);
    const earlier = parsed.name === undefined ? undefined : seen.get(parsed.name);
    if (parsed.name === undefined) problems.push(refusal(`names[${index}]`, parsed.problem, parsed.accepted));
    else if (earlier !== undefined) problems.push(duplicate(text, index, earlier));
    else seen.set(parsed.name, index);
  });
  return { names: [...seen.keys()], problems };
}

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

/** Why a free certificate can't carry these names (ordering rules, section 7); nothing where it can. */
export function refusalOfFreeNames(names: readonly string[]): RefusalDetails[] {
  return names.flatMap((name, index) => {
    const ending = freeEndingOf(name);
    if (ending === undefined) return [];
    const problem = `Free certificates are not issued for names ending in .${ending}: ${name}`;
    return [refusal(`names[${index}]`, problem, 'another name, or a paid DV certificate (type dv)')];
  });
}

/** Ordering rules, section 7. */
export const ENDINGS_WITHOUT_FREE_CERTIFICATE = [
  'edu',
  'gov',
  'org',
  'ru',
  'jp',
  'pay',
  'bank',
  'live',
  'nuclear',
] as const;

const ONE_NAME = 'at least one domain name, such as example.com, www.example.com or *.example.com';

/**
 * Also a label before a country code counts: `.edu.cn` as much as `.edu`, and `.gov.xn--fiqs8s` (`.gov.中国`) as much as
 * `.gov.cn`. Whether an internationalized ending is a country's no list of ours says: all are read so (the house's own).
 */
function freeEndingOf(name: string): string | undefined {
  const [last = '', beforeLast = ''] = name.split('.').reverse();
  if (isRefusedEnding(last)) return last;
  const isCountry = last.length === 2 || last.startsWith('xn--');
  return isCountry && isRefusedEnding(beforeLast) ? `${beforeLast}.${last}` : undefined;
}

function isRefusedEnding(label: string): boolean {
  return (ENDINGS_WITHOUT_FREE_CERTIFICATE as readonly string[]).includes(label);
}

function parseName(text: string, limits: NameLimits): Parsed {
  const address = parseIpAddress(text);
  if (address === undefined) return parseDomainName(text);
  if (address.name === undefined || limits.ipAddresses) return address;
  return {
    problem: `${quoted(text)} is an IP address, and this product certifies domain names only`,
    accepted: 'domain names (IP addresses: TrustAsia OV, DNSPod OV and EV, DNSPod SM2 OV and EV)',
  };
}

function complimentaryName(kind: CertificateKind, name: string): string | undefined {
  if (isIpAddress(name)) return undefined;
  if (isWildcard(name)) return registrableDomain(name.slice(2)) === name.slice(2) ? name.slice(2) : undefined;
  if (kind !== 'single') return undefined;
  if (registrableDomain(name) === name) return `www.${name}`;
  const base = name.slice('www.'.length);
  return name.startsWith('www.') && registrableDomain(base) === base ? base : undefined;
}

function duplicate(text: string, index: number, earlier: number): RefusalDetails {
  const problem = `${quoted(text)} is the same name as names[${earlier}]`;
  return refusal(
    `names[${index}]`,
    problem,
    'each name once (upper and lower case, and Unicode and xn--, are the same)',
  );
}

function tooMany(count: number, most: number): RefusalDetails {
  return refusal('names', `${count} names are too many for one certificate`, `at most ${most}`);
}

function refusal(field: string, message: string, accepted: string): RefusalDetails {
  return { code: 'InvalidInput', field, message, accepted };
}
