/** Every name that a CA could take from a CSR: from its subject, its alternative names and the texts among its attributes. */
import {
  BaseStringBlock,
  Constructed,
  ObjectIdentifier,
  Primitive,
  Set as Asn1Set,
  type AsnType,
} from 'asn1js';
import { readAttributes } from './csr-attributes.js';
import { refuseCsr } from './csr-pem.js';
import { isStrictDer } from './strict-der.js';
import { parseDomainName } from '../names/domain-names.js';
import { parseIpAddress } from '../names/ip-addresses.js';
import { items, readDer } from '../sm2/der.js';

const COMMON_NAME = '2.5.4.3';
/** RFC 2247: one label each; together they are a name. */
const DOMAIN_COMPONENT = '0.9.2342.19200300.100.1.25';

/**
 * Who and where the subscriber is: what a CA certifies of it, it has checked itself (BR 7.1.4.2), and a company may be called
 * like a site. E-mail addresses stand in no server's certificate.
 */
const OF_THE_SUBSCRIBER = [
  '2.5.4.6', // country
  '2.5.4.7', // locality
  '2.5.4.8', // state or province
  '2.5.4.9', // street
  '2.5.4.10', // organization
  '2.5.4.15', // business category
  '2.5.4.17', // postal code
  '1.2.840.113549.1.9.1', // e-mail address
];

/**
 * Each once, normalized as an order's names are. Takes the DER of the CSR. Throws Refusal (field `csr`): names of other kinds
 * than DNS and IP, names that no certificate can have, and whatever names could hide in.
 */
export function namesOfCsr(der: Uint8Array): string[] {
  const [, subject, , attributes, another] = items(items(readDer(der))[0]);
  if (another) throw new Error('No CSR');
  const { subjectAlternativeName, texts } = readAttributes(
    attributes instanceof Constructed ? attributes.valueBlock.value : [],
  );
  const ofSubject = readSubject(subject);
  const must = [
    ...ofSubject.filter(({ type }) => type === COMMON_NAME).map(({ value }) => textOf(value)),
    ...domainOf(ofSubject),
    ...(subjectAlternativeName ? alternativeNames(subjectAlternativeName) : []),
  ];
  const may = [...ofSubject.filter(isAnybodys).map(({ value }) => value), ...texts].flatMap(nameIn);
  return [...new Set([...must.map(normalized), ...may])];
}

interface SubjectAttribute {
  readonly type: string;
  readonly value: AsnType;
}

/** RFC 5280, section 4.1.2.4: a SEQUENCE of SETs, of which each may hold several. */
function readSubject(subject: AsnType | undefined): SubjectAttribute[] {
  return items(subject).flatMap((relative) => {
    if (!(relative instanceof Asn1Set)) throw new Error('No name');
    return relative.valueBlock.value.map((attribute) => {
      const [type, value] = items(attribute);
      if (!(type instanceof ObjectIdentifier) || !value) throw new Error('No name');
      return { type: type.getValue(), value };
    });
  });
}

function isAnybodys({ type }: SubjectAttribute): boolean {
  return type !== COMMON_NAME && type !== DOMAIN_COMPONENT && !OF_THE_SUBSCRIBER.includes(type);
}

function textOf(value: AsnType): string {
  if (value instanceof BaseStringBlock) return value.getValue();
  throw new Error('No text');
}

/** None, or the one that the components spell; the most general one stands first. */
function domainOf(subject: readonly SubjectAttribute[]): string[] {
  const components = subject
    .filter(({ type }) => type === DOMAIN_COMPONENT)
    .map(({ value }) => textOf(value));
  return components.length > 0 ? [components.reverse().join('.')] : [];
}

/** A text is a name where it reads as one: `IT department` is none. */
function nameIn(value: AsnType): string[] {
  const text = value instanceof BaseStringBlock ? value.getValue().trim() : '';
  const { name } = read(text);
  return name === undefined ? [] : [name];
}

/** GeneralName's tags (RFC 5280, section 4.2.1.6). */
const KINDS = [
  'otherName',
  'email',
  'dns',
  'x400Address',
  'directoryName',
  'ediPartyName',
  'url',
  'ip',
  'registeredID',
];
const DNS_TAG = 2;
const IP_TAG = 7;

function alternativeNames(der: Uint8Array): string[] {
  if (!isStrictDer(der)) throw new Error('No DER');
  return items(readDer(der)).map((item) => {
    const { tagNumber } = item.idBlock;
    if (item instanceof Primitive && tagNumber === DNS_TAG) return dnsName(item.valueBlock.valueHexView);
    if (item instanceof Primitive && tagNumber === IP_TAG) return address(item.valueBlock.valueHexView);
    throw refuseCsr(
      {
        zh: `CSR 中有类型为 ${KINDS[tagNumber] ?? '未知'} 的备用名称`,
        en: `The CSR has a subject alternative name of the type ${KINDS[tagNumber] ?? 'unknown'}`,
      },
      {
        zh: '域名;产品支持 IP 地址时,可以有 IP 地址',
        en: 'DNS names, and IP addresses where the product takes them',
      },
    );
  });
}

/** IA5String: what is more than ASCII is no name, rather than read in one of several ways (RFC 5280, section 7.2). */
function dnsName(octets: Uint8Array): string {
  if (octets.some((octet) => octet > 0x7e))
    throw refuseCsr(
      {
        zh: 'CSR 的备用名称中有非 ASCII 字符',
        en: 'The CSR has a subject alternative name in other characters than ASCII',
      },
      {
        zh: '国际化域名请用 xn-- 写法,例如 xn--fsqu00a.example.com',
        en: 'internationalized names as A-labels, such as xn--fsqu00a.example.com',
      },
    );
  return Buffer.from(octets).toString('latin1');
}

function address(octets: Uint8Array): string {
  if (octets.length === 4) return octets.join('.');
  if (octets.length !== 16) throw new Error('No address');
  return (Buffer.from(octets).toString('hex').match(/.{4}/g) ?? []).join(':');
}

function normalized(text: string): string {
  const parsed = read(text);
  if (parsed.name !== undefined) return parsed.name;
  throw refuseCsr(
    {
      zh: `CSR 中有一个名称不能写入证书:${parsed.problem.zh}`,
      en: `A name in the CSR can’t be on a certificate: ${parsed.problem.en}`,
    },
    parsed.accepted,
  );
}

function read(text: string) {
  return parseIpAddress(text) ?? parseDomainName(text);
}
