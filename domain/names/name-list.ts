/** From what people type to the names of a certificate, or to a clear refusal (ordering rules, section 3). */
import type { Bilingual } from '../bilingual.js';
import { parseIpAddress } from './ip-addresses.js';
import { parseDomainName } from './domain-names.js';
import type { Parsed } from './domain-names.js';
import { refusalDetails, type RefusalDetails } from '../refusals.js';
import { quoted } from '../text-input.js';

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
  if (given.length === 0) return { names: [], problems: [NO_NAME] };
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

const NO_NAME = refusal(
  'names',
  { zh: '订单没有域名', en: 'The order has no name' },
  {
    zh: '至少一个域名,例如 example.com、www.example.com 或 *.example.com',
    en: 'at least one domain name, such as example.com, www.example.com or *.example.com',
  },
);

function parseName(text: string, limits: NameLimits): Parsed {
  const address = parseIpAddress(text);
  if (address === undefined) return parseDomainName(text);
  if (address.name === undefined || limits.ipAddresses) return address;
  return {
    problem: {
      zh: `${quoted(text)} 是 IP 地址,而此产品只支持域名`,
      en: `${quoted(text)} is an IP address, and this product certifies domain names only`,
    },
    accepted: {
      zh: '域名(支持 IP 地址的产品:TrustAsia OV,DNSPod OV 和 EV,DNSPod 国密(SM2)OV 和 EV)',
      en: 'domain names (IP addresses: TrustAsia OV, DNSPod OV and EV, DNSPod SM2 OV and EV)',
    },
  };
}

function duplicate(text: string, index: number, earlier: number): RefusalDetails {
  return refusal(
    `names[${index}]`,
    {
      zh: `${quoted(text)} 与 names[${earlier}] 是同一个域名`,
      en: `${quoted(text)} is the same name as names[${earlier}]`,
    },
    {
      zh: '每个域名只填一次(不区分大小写;Unicode 与 xn-- 两种写法视为相同)',
      en: 'each name once (upper and lower case, and Unicode and xn--, are the same)',
    },
  );
}

function tooMany(count: number, most: number): RefusalDetails {
  return refusal(
    'names',
    {
      zh: `一张证书不能有 ${count} 个域名`,
      en: `${count} names are too many for one certificate`,
    },
    { zh: `最多 ${most} 个`, en: `at most ${most}` },
  );
}

function refusal(field: string, message: Bilingual, accepted: Bilingual): RefusalDetails {
  return refusalDetails('InvalidInput', { field, message, accepted });
}
