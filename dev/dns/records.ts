/** The records this server keeps, in the words of a zone file, and what it takes as one. */
import { isIPv4, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import { inBoth, type Bilingual } from '../../domain/bilingual.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';

export const STORED_TYPES = ['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'NS', 'TXT'] as const;
export type StoredType = (typeof STORED_TYPES)[number];

/** `name`: A-labels, lower case, no trailing dot. `value`: TXT unquoted and unsplit, others as in a zone file. */
export interface StoredRecord {
  readonly name: string;
  readonly type: StoredType;
  readonly value: string;
  readonly ttlSeconds: number;
}

const A_NAME: Bilingual = { zh: '域名', en: 'a domain name' };

const ACCEPTED_VALUES: Record<StoredType, Bilingual> = {
  A: { zh: 'IPv4 地址', en: 'an IPv4 address' },
  AAAA: { zh: 'IPv6 地址', en: 'an IPv6 address' },
  CAA: {
    zh: '标志、标签和值,例如 `0 issue "ca.example"`',
    en: 'flags, tag and value, such as `0 issue "ca.example"`',
  },
  CNAME: A_NAME,
  MX: {
    zh: '优先级和域名,例如 `10 mail.example.com`',
    en: 'preference and a domain name, such as `10 mail.example.com`',
  },
  NS: A_NAME,
  TXT: { zh: '不超过 4000 个八位字节的文本', en: 'text of at most 4000 octets' },
};

const TXT_OCTETS = 4_000;
const CAA_VALUE = /^(\d{1,3})\s+([a-z0-9]+)\s+(?:"([^"]*)"|(\S.*))$/i;
const MX_VALUE = /^(\d{1,5})\s+(\S+)$/;

export function isStoredType(type: string): type is StoredType {
  return (STORED_TYPES as readonly string[]).includes(type);
}

/** Throws Refusal: 63 octets a label, 253 a name (RFC 1035, section 2.3.4). */
export function normalizeName(name: string): string {
  const plain = name.trim().replace(/\.$/, '');
  const ascii = (/[^\0-\x7f]/.test(plain) ? domainToASCII(plain) : plain).toLowerCase();
  const labels = ascii.split('.');
  const fits = ascii.length <= 253 && labels.every((label) => label.length > 0 && label.length <= 63);
  if (!fits || /\s/.test(ascii))
    throw refusal(
      'name',
      { zh: `"${name}" 不是域名。`, en: `"${name}" is no domain name.` },
      { zh: '域名,例如 _dnsauth.example.com', en: 'a domain name such as _dnsauth.example.com' },
    );
  return ascii;
}

/** Throws Refusal, naming what is accepted. */
export function storedRecord(name: string, type: string, value: string, ttlSeconds: number): StoredRecord {
  const upper = type.toUpperCase();
  if (!isStoredType(upper))
    throw refusal(
      'type',
      { zh: `这里不保存 "${type}" 类型的记录。`, en: `Records of type "${type}" are not kept here.` },
      inBoth(STORED_TYPES.join(', ')),
    );
  const normal = normalizeValue(upper, value);
  if (normal === undefined)
    throw refusal(
      'value',
      { zh: `"${value}" 不是 ${upper} 记录的值。`, en: `"${value}" is no value of a ${upper} record.` },
      ACCEPTED_VALUES[upper],
    );
  return { name: normalizeName(name), type: upper, value: normal, ttlSeconds };
}

export function parseCaa(value: string): { flags: number; tag: string; value: string } | undefined {
  const [, flags, tag, quoted, bare] = CAA_VALUE.exec(value) ?? [];
  if (flags === undefined || tag === undefined || Number(flags) > 255) return undefined;
  return { flags: Number(flags), tag: tag.toLowerCase(), value: quoted ?? bare ?? '' };
}

export function parseMx(value: string): { preference: number; exchange: string } | undefined {
  const [, preference, exchange] = MX_VALUE.exec(value) ?? [];
  if (preference === undefined || exchange === undefined || Number(preference) > 65_535) return undefined;
  return { preference: Number(preference), exchange: normalizeName(exchange) };
}

function normalizeValue(type: StoredType, value: string): string | undefined {
  switch (type) {
    case 'A':
      return isIPv4(value) ? value : undefined;
    case 'AAAA':
      return isIPv6(value) ? value.toLowerCase() : undefined;
    case 'CNAME':
    case 'NS':
      return normalizeName(value);
    case 'TXT':
      return Buffer.byteLength(value) <= TXT_OCTETS ? value : undefined;
    case 'CAA': {
      const caa = parseCaa(value.trim());
      return caa && `${caa.flags} ${caa.tag} "${caa.value}"`;
    }
    case 'MX': {
      const mx = parseMx(value.trim());
      return mx && `${mx.preference} ${mx.exchange}`;
    }
  }
}

function refusal(field: string, message: Bilingual, accepted: Bilingual): Refusal {
  return new Refusal(refusalDetails('InvalidInput', { field, message, accepted }));
}
