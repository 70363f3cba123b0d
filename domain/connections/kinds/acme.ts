/** A CA that speaks ACME (RFC 8555): where its directory is, who asks there, and what is asked for. */
import { z } from 'zod';
import type { Bilingual } from '../../bilingual.js';
import { saying } from '../../form-problems.js';
import type { ConnectionKind } from '../kind.js';

/** House limits: longer than any address, name or key that directories give out. */
const LONGEST = { url: 500, text: 253, secret: 500, pem: 65_536 } as const;
/** House limits: a directory takes one or two mailboxes, and has a handful of names in CAA records. */
const MOST = { contacts: 10, caaIdentities: 20 } as const;

const NOT_A_DIRECTORY: Bilingual = { zh: '不是目录的 https URL', en: 'is not the https URL of a directory' };

const text = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine(
      (value) => /^[\x20-\x7e]+$/.test(value) && value.trim() === value,
      saying({
        zh: '首尾有空格,或含有不可见字符',
        en: 'has spaces around it, or invisible characters in it',
      }),
    );

const FORM = z
  .strictObject({
    directoryUrl: z.string().max(LONGEST.url).refine(isDirectoryUrl, saying(NOT_A_DIRECTORY)),
    contact: z.array(z.email().max(LONGEST.text)).max(MOST.contacts).default([]),
    termsOfServiceAgreed: z.literal(true),
    eabKeyId: text(LONGEST.text).optional(),
    eabHmacKey: z
      .string()
      .min(1)
      .max(LONGEST.secret)
      .regex(/^[A-Za-z0-9_-]+={0,2}$/)
      .optional(),
    preferredChain: text(LONGEST.text).optional(),
    profile: text(LONGEST.text).optional(),
    caaIdentities: z.array(text(LONGEST.text)).max(MOST.caaIdentities).optional(),
    rootPem: z
      .string()
      .max(LONGEST.pem)
      .refine(
        (pem) => pem.trimStart().startsWith('-----BEGIN CERTIFICATE-----'),
        saying({ zh: '不是 PEM 格式的证书', en: 'is not a certificate in PEM' }),
      )
      .optional(),
    publiclyTrusted: z.boolean().optional(),
  })
  .refine(({ eabKeyId, eabHmacKey }) => (eabKeyId === undefined) === (eabHmacKey === undefined), {
    path: ['eabHmacKey'],
    ...saying({ zh: '与 eabKeyId 须同时给出', en: 'goes together with eabKeyId: both, or neither' }),
  });

export type AcmeForm = z.output<typeof FORM>;

/** Directories whose certificates browsers trust: general knowledge, for forms that don't say. Staging ones are left out. */
const KNOWN_PUBLIC_HOSTS: readonly string[] = [
  'acme-v02.api.letsencrypt.org',
  'acme.zerossl.com',
  'dv.acme-v02.api.pki.goog',
  'acme.ssl.com',
  'acme.sectigo.com',
];

export const acmeKind: ConnectionKind<AcmeForm> = {
  kind: 'acme',
  family: 'ca',
  called: { zh: 'ACME 证书颁发机构', en: 'ACME certificate authority' },
  form: FORM,
  secrets: ['eabHmacKey'],
  fields: {
    directoryUrl: { zh: '目录 URL', en: 'directory URL' },
    contact: { zh: '联系邮箱', en: 'contact mailboxes' },
    termsOfServiceAgreed: { zh: '同意服务条款', en: 'terms of service agreed' },
    eabKeyId: { zh: '外部账户绑定的密钥 ID', en: 'key id of the external account binding' },
    eabHmacKey: { zh: '外部账户绑定的 HMAC 密钥', en: 'HMAC key of the external account binding' },
    preferredChain: { zh: '首选证书链', en: 'preferred chain' },
    profile: { zh: '证书配置(profile)', en: 'certificate profile' },
    caaIdentities: { zh: 'CAA 记录中的名称', en: 'names in CAA records' },
    rootPem: { zh: '目录的根证书', en: 'root of the directory' },
    publiclyTrusted: { zh: '受浏览器信任', en: 'publicly trusted' },
  },
  accepted: {
    directoryUrl: {
      zh: 'https URL,例如 https://acme-v02.api.letsencrypt.org/directory',
      en: 'an https URL, such as https://acme-v02.api.letsencrypt.org/directory',
    },
    contact: {
      zh: `邮箱地址的列表,至多 ${MOST.contacts} 个;CA 可能向其发送通知`,
      en: `a list of mailboxes, ${MOST.contacts} at most; the CA may write to them`,
    },
    termsOfServiceAgreed: {
      zh: 'true:您已阅读并同意 CA 的服务条款',
      en: 'true: you have read the terms of the CA, and agree',
    },
    eabKeyId: { zh: 'CA 给出的密钥 ID', en: 'the key id that the CA gave you' },
    eabHmacKey: {
      zh: 'CA 给出的 HMAC 密钥,base64url 编码',
      en: 'the HMAC key that the CA gave you, in base64url',
    },
    preferredChain: {
      zh: '链中某一签发者的通用名称(CN)',
      en: 'the common name of an issuer in the chain',
    },
    profile: {
      zh: '目录所提供的配置之一,例如 classic、shortlived',
      en: 'one that the directory offers, such as classic, shortlived',
    },
    caaIdentities: {
      zh: '域名的列表,例如 letsencrypt.org;未给出时取目录所述',
      en: 'a list of domains, such as letsencrypt.org; what the directory tells unless given',
    },
    rootPem: {
      zh: 'PEM 格式;仅在目录的 TLS 证书由私有根签发时需要',
      en: 'in PEM; only where the TLS certificate of the directory comes from a private root',
    },
    publiclyTrusted: {
      zh: 'true 或 false;未给出时,仅已知的公共目录为 true',
      en: 'true or false; unless given, true of well-known public directories only',
    },
  },
  isPubliclyTrusted,
};

/** Do browsers trust what this CA issues? */
export function isPubliclyTrusted({ publiclyTrusted, directoryUrl }: AcmeForm): boolean {
  return publiclyTrusted ?? KNOWN_PUBLIC_HOSTS.includes(new URL(directoryUrl).hostname);
}

function isDirectoryUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, username, password, hash } = new URL(url);
  return protocol === 'https:' && [username, password, hash].every((part) => part === '');
}
