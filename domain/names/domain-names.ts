/** One domain name: from what people type to lower-case A-labels, or why it can't be on a public certificate. */
import { domainToASCII, domainToUnicode } from 'node:url';
import { parse } from 'tldts';
import { quoted } from '../text-input.js';

/** The normalized name, or what is wrong with it in words. */
export type Parsed =
  | { readonly name: string }
  | { readonly name?: undefined; readonly problem: string; readonly accepted: string };

const MAX_NAME_OCTETS = 253; // RFC 1035, section 3.1: 255 on the wire, less the root and its length octet
const MAX_LABEL_OCTETS = 63; // RFC 1035, section 3.1
/** House limit: in Unicode a name may be shorter than its A-labels, never so much longer. */
const MOST_TYPED = 1_000;
const MAX_LABELS = 100; // ordering rules, section 3: the reseller's rule

/** Never delegated to anybody (RFC 2606, 6761, 6762, 7686, 8375, 9476; ICANN on .internal), so nobody controls them. */
const RESERVED_TOP_LEVELS: readonly string[] = [
  'test',
  'example',
  'invalid',
  'localhost',
  'local',
  'internal',
  'onion',
  'alt',
  'arpa',
];

const PUBLIC_NAME = 'a public name such as example.com, www.example.com or *.example.com';

/**
 * Reads one domain name, a wildcard included. Checks from the cheapest and clearest to the last: the first problem is
 * the one told. A single trailing dot means the same name and is dropped.
 */
export function parseDomainName(text: string): Parsed {
  if (text.length > MOST_TYPED) return problem(`The name is longer than ${MOST_TYPED} characters`);
  const typed = text.trim().normalize('NFKC').replaceAll('。', '.').replace(/\.$/, '');
  const ascii = toLabels(text, typed);
  if (ascii.name === undefined) return ascii;
  const base = ascii.name.replace(/^\*\./, '');
  return (
    problemOfWildcard(text, ascii.name) ??
    problemOfLabels(text, ascii.name) ??
    problemOfZone(text, base) ??
    ascii
  );
}

/**
 * The part of a normalized name that its owner registered: public suffix and one label; undefined for a public suffix.
 * Only the ICANN part of the public suffix list counts: BR 3.2.2.6 asks for that part, and who owns `github.io` may order
 * for it.
 */
export function registrableDomain(name: string): string | undefined {
  return parse(name.replace(/^\*\./, '')).domain ?? undefined;
}

function toLabels(text: string, typed: string): Parsed {
  if (typed === '') return problem('The name is empty');
  if (typed.includes('_')) return problem(`${quoted(text)} has an underscore, which host names can't have`);
  // domainToASCII reads its argument as a URL would: it cuts at a slash, decodes %61 and drops tabs.
  if (/(?![A-Za-z0-9.*-])\p{ASCII}/u.test(typed))
    return problem(
      `${quoted(text)} has a character that domain names can't have; no scheme, port, path or space`,
    );
  if (typed.split('.').includes(''))
    return problem(`${quoted(text)} has an empty label (two dots, or a dot in front)`);
  if (isNumeric(typed.slice(typed.lastIndexOf('.') + 1)))
    return problem(`${quoted(text)} ends in a number: it is neither a domain name nor a whole IP address`);
  return aLabels(text, typed);
}

/** Labels with a `*` can't be IDNA labels, and are judged by the wildcard rule. */
function aLabels(text: string, typed: string): Parsed {
  const labels = typed.split('.').map((label) => (label.includes('*') ? label.toLowerCase() : aLabel(label)));
  if (labels.includes('')) return problem(`${quoted(text)} is not a valid internationalized name (IDNA)`);
  return { name: labels.join('.') };
}

/**
 * Empty where the label is no IDNA label. The suffix keeps a label of digits from being read as an IPv4 address. Since
 * Node 24 a name of ASCII alone passes the conversion unread: a label with `xn--` counts only if what it stands for is
 * written so (RFC 5890, 2.3.2.1).
 */
function aLabel(label: string): string {
  const ascii = domainToASCII(`${label}.com`);
  const unicode = domainToUnicode(ascii);
  const isFake = ascii.startsWith('xn--') && (unicode === ascii || domainToASCII(unicode) !== ascii);
  return isFake ? '' : ascii.replace(/\.?com$/, '');
}

/** Only letters, digits and hyphens; `xn--` was checked by the conversion, other `??--` are reserved (RFC 5890, 2.3.1). */
function isHostLabel(label: string): boolean {
  return /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(label) && (!/^..--/.test(label) || label.startsWith('xn--'));
}

function problemOfWildcard(text: string, name: string): Parsed | undefined {
  const stars = name.split('*').length - 1;
  const accepted = 'one * as the whole leftmost label, such as *.example.com';
  if (stars > 1) return problem(`${quoted(text)} has more than one *`, accepted);
  if (stars === 1 && !name.startsWith('*.'))
    return problem(`${quoted(text)} has a * that is not the whole leftmost label`, accepted);
  return undefined;
}

function problemOfLabels(text: string, name: string): Parsed | undefined {
  const labels = name.split('.');
  if (name.length > MAX_NAME_OCTETS)
    return problem(`${quoted(text)} has ${name.length} octets`, `names of at most ${MAX_NAME_OCTETS} octets`);
  if (labels.length > MAX_LABELS)
    return problem(`${quoted(text)} has ${labels.length} labels`, `names of at most ${MAX_LABELS} labels`);
  const tooLong = labels.find((label) => label.length > MAX_LABEL_OCTETS);
  if (tooLong !== undefined)
    return problem(
      `${quoted(text)} has a label of ${tooLong.length} octets`,
      `labels of at most ${MAX_LABEL_OCTETS} octets`,
    );
  const wrong = labels.find((label) => label !== '*' && !isHostLabel(label));
  if (wrong === undefined) return undefined;
  return problem(
    `${quoted(text)} has the label ${quoted(wrong)}, which is no host label`,
    'labels of letters, digits and inner hyphens, without -- in third place unless xn--',
  );
}

/** `base` is the name without `*.`. */
function problemOfZone(text: string, base: string): Parsed | undefined {
  const topLevel = base.slice(base.lastIndexOf('.') + 1);
  if (RESERVED_TOP_LEVELS.includes(topLevel))
    return problem(`${quoted(text)} is not a public name: .${topLevel} is reserved and belongs to nobody`);
  const { publicSuffix, isIcann } = parse(base);
  if (!isIcann && !base.includes('.'))
    return problem(`${quoted(text)} is an internal name: a single label is not public`);
  if (!isIcann)
    return problem(`${quoted(text)} is an internal name: .${topLevel} is not a public top-level domain`);
  if (publicSuffix === base)
    return problem(
      `${quoted(text)} would cover a public suffix: ${base} belongs to a registry`,
      'a name below a registered domain, such as example.com or *.example.com',
    );
  return undefined;
}

function isNumeric(label: string): boolean {
  return /^(\d+|0x[0-9a-f]*)$/i.test(label);
}

function problem(words: string, accepted = PUBLIC_NAME): Parsed {
  return { problem: words, accepted };
}
