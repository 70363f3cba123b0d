/** One domain name: from what people type to lower-case A-labels, or why it can't be on a public certificate. */
import { domainToASCII, domainToUnicode } from 'node:url';
import { parse } from 'tldts';
import type { Bilingual } from '../bilingual.js';
import { quoted } from '../text-input.js';

/** The normalized name, or what is wrong with it in words. */
export type Parsed =
  | { readonly name: string }
  | { readonly name?: undefined; readonly problem: Bilingual; readonly accepted: Bilingual };

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

const PUBLIC_NAME: Bilingual = {
  zh: '公网域名,例如 example.com、www.example.com 或 *.example.com',
  en: 'a public name such as example.com, www.example.com or *.example.com',
};

/**
 * Reads one domain name, a wildcard included. Checks from the cheapest and clearest to the last: the first problem is
 * the one told. A single trailing dot means the same name and is dropped.
 */
export function parseDomainName(text: string): Parsed {
  if (text.length > MOST_TYPED)
    return problem({
      zh: `域名超过 ${MOST_TYPED} 个字符`,
      en: `The name is longer than ${MOST_TYPED} characters`,
    });
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
  if (typed === '') return problem({ zh: '域名为空', en: 'The name is empty' });
  if (typed.includes('_'))
    return problem({
      zh: `${quoted(text)} 含有下划线,主机名中不允许使用`,
      en: `${quoted(text)} has an underscore, which host names can't have`,
    });
  // domainToASCII reads its argument as a URL would: it cuts at a slash, decodes %61 and drops tabs.
  if (/(?![A-Za-z0-9.*-])\p{ASCII}/u.test(typed))
    return problem({
      zh: `${quoted(text)} 含有域名中不允许的字符;请勿填写协议、端口、路径或空格`,
      en: `${quoted(text)} has a character that domain names can't have; no scheme, port, path or space`,
    });
  if (typed.split('.').includes(''))
    return problem({
      zh: `${quoted(text)} 中有空的一级(连续两个点,或以点开头)`,
      en: `${quoted(text)} has an empty label (two dots, or a dot in front)`,
    });
  if (isNumeric(typed.slice(typed.lastIndexOf('.') + 1)))
    return problem({
      zh: `${quoted(text)} 以数字结尾:既不是域名,也不是完整的 IP 地址`,
      en: `${quoted(text)} ends in a number: it is neither a domain name nor a whole IP address`,
    });
  return aLabels(text, typed);
}

/** Labels with a `*` can't be IDNA labels, and are judged by the wildcard rule. */
function aLabels(text: string, typed: string): Parsed {
  const labels = typed.split('.').map((label) => (label.includes('*') ? label.toLowerCase() : aLabel(label)));
  if (labels.includes(''))
    return problem({
      zh: `${quoted(text)} 不是有效的国际化域名(IDNA)`,
      en: `${quoted(text)} is not a valid internationalized name (IDNA)`,
    });
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
  if (stars > 1)
    return problem(
      { zh: `${quoted(text)} 中有多个 *`, en: `${quoted(text)} has more than one *` },
      ONE_WILDCARD,
    );
  if (stars === 1 && !name.startsWith('*.'))
    return problem(
      {
        zh: `${quoted(text)} 中的 * 不是完整的最左一级`,
        en: `${quoted(text)} has a * that is not the whole leftmost label`,
      },
      ONE_WILDCARD,
    );
  return undefined;
}

const ONE_WILDCARD: Bilingual = {
  zh: '一个 *,单独作为最左一级,例如 *.example.com',
  en: 'one * as the whole leftmost label, such as *.example.com',
};

function problemOfLabels(text: string, name: string): Parsed | undefined {
  const labels = name.split('.');
  if (name.length > MAX_NAME_OCTETS)
    return problem(
      { zh: `${quoted(text)} 长 ${name.length} 字节`, en: `${quoted(text)} has ${name.length} octets` },
      {
        zh: `最长 ${MAX_NAME_OCTETS} 字节的域名`,
        en: `names of at most ${MAX_NAME_OCTETS} octets`,
      },
    );
  if (labels.length > MAX_LABELS)
    return problem(
      { zh: `${quoted(text)} 有 ${labels.length} 级`, en: `${quoted(text)} has ${labels.length} labels` },
      { zh: `最多 ${MAX_LABELS} 级的域名`, en: `names of at most ${MAX_LABELS} labels` },
    );
  const tooLong = labels.find((label) => label.length > MAX_LABEL_OCTETS);
  if (tooLong !== undefined)
    return problem(
      {
        zh: `${quoted(text)} 中有一级长 ${tooLong.length} 字节`,
        en: `${quoted(text)} has a label of ${tooLong.length} octets`,
      },
      {
        zh: `每一级最长 ${MAX_LABEL_OCTETS} 字节`,
        en: `labels of at most ${MAX_LABEL_OCTETS} octets`,
      },
    );
  const wrong = labels.find((label) => label !== '*' && !isHostLabel(label));
  if (wrong === undefined) return undefined;
  return problem(
    {
      zh: `${quoted(text)} 中的 ${quoted(wrong)} 不能作为主机名的一级`,
      en: `${quoted(text)} has the label ${quoted(wrong)}, which is no host label`,
    },
    {
      zh: '每一级由字母、数字和中间的连字符组成;除 xn-- 外,第三位起不能是 --',
      en: 'labels of letters, digits and inner hyphens, without -- in third place unless xn--',
    },
  );
}

/** `base` is the name without `*.`. */
function problemOfZone(text: string, base: string): Parsed | undefined {
  const topLevel = base.slice(base.lastIndexOf('.') + 1);
  if (RESERVED_TOP_LEVELS.includes(topLevel))
    return problem({
      zh: `${quoted(text)} 不是公网域名:.${topLevel} 是保留的,不属于任何人`,
      en: `${quoted(text)} is not a public name: .${topLevel} is reserved and belongs to nobody`,
    });
  const { publicSuffix, isIcann } = parse(base);
  if (!isIcann && !base.includes('.'))
    return problem({
      zh: `${quoted(text)} 是内部名称:只有一级的名称不是公网域名`,
      en: `${quoted(text)} is an internal name: a single label is not public`,
    });
  if (!isIcann)
    return problem({
      zh: `${quoted(text)} 是内部名称:.${topLevel} 不是公网顶级域`,
      en: `${quoted(text)} is an internal name: .${topLevel} is not a public top-level domain`,
    });
  if (publicSuffix === base)
    return problem(
      {
        zh: `${quoted(text)} 会覆盖公共后缀:${base} 属于注册机构`,
        en: `${quoted(text)} would cover a public suffix: ${base} belongs to a registry`,
      },
      {
        zh: '已注册域名或其下的域名,例如 example.com 或 *.example.com',
        en: 'a name below a registered domain, such as example.com or *.example.com',
      },
    );
  return undefined;
}

function isNumeric(label: string): boolean {
  return /^(\d+|0x[0-9a-f]*)$/i.test(label);
}

function problem(words: Bilingual, accepted = PUBLIC_NAME): Parsed {
  return { problem: words, accepted };
}
