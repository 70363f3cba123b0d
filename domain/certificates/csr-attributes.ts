/**
 * What a CSR asks for beside its subject and key (RFC 2986, section 4.1): nothing here may carry a name that nobody compares
 * with the order. Known to carry none, or looked into: all else is refused, since nobody knows which of it a CA copies.
 */
import { Boolean as Asn1Boolean, ObjectIdentifier, OctetString, Set as Asn1Set, type AsnType } from 'asn1js';
import { inBoth, type Bilingual } from '../bilingual.js';
import { refuseCsr } from './csr-pem.js';
import { isStrictDer } from './strict-der.js';
import type { Refusal } from '../refusals.js';
import { items, readDer } from '../sm2/der.js';

/** RFC 2985, section 5.4.2, and Microsoft's of before: OpenSSL reads either, so a CA may. */
const EXTENSION_REQUESTS = ['1.2.840.113549.1.9.14', '1.3.6.1.4.1.311.2.1.14'];

/** RFC 2985, section 5.4: texts that some devices write their host name into. */
const TEXTS = ['1.2.840.113549.1.9.2', '1.2.840.113549.1.9.8'];

/** A password for the CA, and what Windows tells of itself; 1.3.6.1.4.1.311.13.2.1, which may name hosts, is none of them. */
const WITHOUT_NAMES = [
  '1.2.840.113549.1.9.7',
  '1.3.6.1.4.1.311.13.2.2',
  '1.3.6.1.4.1.311.13.2.3',
  '1.3.6.1.4.1.311.21.20',
];

const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';
const BASIC_CONSTRAINTS = '2.5.29.19';

/** RFC 5280, RFC 7633, Netscape's type and comment, and what Windows asks its own CAs. */
const EXTENSIONS_WITHOUT_NAMES = [
  '2.5.29.14', // subject key identifier
  '2.5.29.15', // key usage
  '2.5.29.32', // certificate policies
  '2.5.29.37', // extended key usage
  '1.3.6.1.5.5.7.1.24', // TLS feature
  '2.16.840.1.113730.1.1', // Netscape certificate type
  '2.16.840.1.113730.1.13', // Netscape comment
  '1.2.840.113549.1.9.15', // S/MIME capabilities
  '1.3.6.1.4.1.311.20.2', // template, by name
  '1.3.6.1.4.1.311.21.7', // template, by number
  '1.3.6.1.4.1.311.21.10', // application policies
];

/** Those that people ask for, as they know them. */
const CALLED: Readonly<Record<string, Bilingual>> = {
  '2.5.29.9': { zh: '主体目录属性', en: 'subject directory attributes' },
  '2.5.29.18': { zh: '颁发者备用名称', en: 'issuer alternative name' },
  '2.5.29.30': { zh: '名称约束', en: 'name constraints' },
  '2.5.29.31': { zh: 'CRL 分发点', en: 'CRL distribution points' },
  '2.5.29.35': { zh: '颁发机构密钥标识符', en: 'authority key identifier' },
  '1.3.6.1.5.5.7.1.1': { zh: '颁发机构信息访问', en: 'authority information access' },
};

export interface CsrAttributes {
  /** DER of GeneralNames, where the CSR asks for alternative names. */
  readonly subjectAlternativeName: Uint8Array | undefined;
  /** Values that are texts of the subscriber's own. */
  readonly texts: readonly AsnType[];
}

/** Takes the `Attribute` values. Throws Refusal (field `csr`), or Error for what is no such structure. */
export function readAttributes(attributes: readonly AsnType[]): CsrAttributes {
  const read = attributes.map(readAttribute);
  const stranger = read.find(({ type }) => !isKnown(type));
  if (stranger) throw carriesNames({ zh: `属性 ${stranger.type}`, en: `the attribute ${stranger.type}` });
  const requests = read
    .filter(({ type }) => EXTENSION_REQUESTS.includes(type))
    .flatMap(({ values }) => values);
  if (requests.length > 1)
    throw refuseCsr(
      {
        zh: 'CSR 多次请求扩展:无法确定 CA 会采用哪一次',
        en: 'The CSR asks for extensions more than once: which request a CA would follow is open',
      },
      ONE_REQUEST,
    );
  return {
    subjectAlternativeName: requests.map(alternativeNamesIn)[0],
    texts: read.filter(({ type }) => TEXTS.includes(type)).flatMap(({ values }) => values),
  };
}

const ONE_REQUEST: Bilingual = {
  zh: '最多包含一个扩展请求(密钥用法和备用名称)的 CSR,可用 `openssl req -new` 生成',
  en: 'a CSR with one extension request of key usage and subject alternative names at most, as `openssl req -new` makes it',
};

function isKnown(type: string): boolean {
  return EXTENSION_REQUESTS.includes(type) || TEXTS.includes(type) || WITHOUT_NAMES.includes(type);
}

function readAttribute(attribute: AsnType): { type: string; values: readonly AsnType[] } {
  const [type, values] = items(attribute);
  if (!(type instanceof ObjectIdentifier) || !(values instanceof Asn1Set)) throw new Error('No attribute');
  return { type: type.getValue(), values: values.valueBlock.value };
}

function alternativeNamesIn(request: AsnType): Uint8Array | undefined {
  const extensions = items(request).map(readExtension);
  const ids = extensions.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    throw refuseCsr(
      {
        zh: `CSR 两次请求扩展 ${named(twice).zh}`,
        en: `The CSR asks for the extension ${named(twice).en} twice`,
      },
      ONE_REQUEST,
    );
  for (const extension of extensions) refuseWhatCarriesNames(extension);
  return extensions.find(({ id }) => id === SUBJECT_ALTERNATIVE_NAME)?.value;
}

interface Extension {
  readonly id: string;
  readonly value: Uint8Array;
}

/** RFC 5280, section 4.1: the critical flag may stand between the two. */
function readExtension(extension: AsnType): Extension {
  const parts = items(extension);
  const [id, value] = [parts[0], parts.at(-1)];
  if (!(id instanceof ObjectIdentifier) || !(value instanceof OctetString)) throw new Error('No extension');
  return { id: id.getValue(), value: value.valueBlock.valueHexView };
}

function refuseWhatCarriesNames({ id, value }: Extension): void {
  if (id === SUBJECT_ALTERNATIVE_NAME || EXTENSIONS_WITHOUT_NAMES.includes(id)) return;
  if (id !== BASIC_CONSTRAINTS)
    throw carriesNames({ zh: `扩展 ${named(id).zh}`, en: `the extension ${named(id).en}` });
  if (!isStrictDer(value)) throw new Error('No DER');
  // SEQUENCE { cA BOOLEAN DEFAULT FALSE, ... }
  const [isCa] = items(readDer(value));
  if (!(isCa instanceof Asn1Boolean) || !isCa.getValue()) return;
  throw refuseCsr(
    { zh: 'CSR 请求的是 CA 证书', en: 'The CSR asks for a CA’s certificate' },
    { zh: '服务器用的 CSR,不含 `CA:TRUE`', en: 'a CSR for a server, without CA:TRUE' },
  );
}

function carriesNames(what: Bilingual): Refusal {
  return refuseCsr(
    {
      zh: `CSR 含有${what.zh}:其中的名称无从核对`,
      en: `The CSR has ${what.en}: names in it would be compared with nothing`,
    },
    ONE_REQUEST,
  );
}

function named(id: string): Bilingual {
  const name = CALLED[id];
  return name === undefined ? inBoth(id) : { zh: `${id}(${name.zh})`, en: `${id} (${name.en})` };
}
