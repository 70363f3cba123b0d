/** How what a CA issued differs from what was ordered, in words: each goes on from the certificate, without a full stop. */
import type { Bilingual } from '../bilingual.js';

const PAIRS_OTHER_HALF: Bilingual = { zh: '其加密证书', en: 'its encryption certificate' };

/** Of one certificate. */
export const MISMATCHES = {
  unreadable: { zh: '证书无法读取', en: 'the certificate can’t be read' },
  lacksNames: (names: string): Bilingual => ({ zh: `缺少域名 ${names}`, en: `it lacks the names ${names}` }),
  extraNames: (names: string): Bilingual => ({
    zh: `含有未订购的域名:${names}`,
    en: `it has names that were not ordered: ${names}`,
  }),
  otherKey: { zh: '其公钥不是 CSR 的公钥', en: 'its public key is not that of the CSR' },
  notYet: (from: string): Bilingual => ({ zh: `在 ${from} 之前无效`, en: `it is not valid before ${from}` }),
  expired: (at: string): Bilingual => ({ zh: `已于 ${at} 过期`, en: `it expired at ${at}` }),
  tooLong: (days: number, most: number): Bilingual => ({
    zh: `有效期为 ${days} 天,而最多允许 ${most} 天`,
    en: `it is valid for ${days} days, and at most ${most} are permitted`,
  }),
  isCa: { zh: '是 CA 证书', en: 'it is a CA certificate' },
  notForServers: { zh: '不能用于 TLS 服务器', en: 'it is not for TLS servers' },
  otherAlgorithm: {
    zh: '所用的签名算法不被允许',
    en: 'it is signed with an algorithm that is not permitted',
  },
  otherHash: (found: string, ordered: string): Bilingual => ({
    zh: `以 ${found} 签名,而所订的是 ${ordered}`,
    en: `it is signed with ${found}, and ${ordered} was ordered`,
  }),
  otherPolicies: (found: string, ordered: string): Bilingual => ({
    zh: `其策略(${found || '无'})不是所订类型的策略(${ordered})`,
    en: `its policies (${found || 'none'}) are not those of the ordered type (${ordered})`,
  }),
} as const satisfies Record<string, Bilingual | ((...facts: never[]) => Bilingual)>;

/** Of the chain. */
export const CHAIN_MISMATCHES = {
  leaf: { zh: '证书', en: 'the certificate' },
  link: (number: number): Bilingual => ({
    zh: `其证书链中的第 ${number} 张证书`,
    en: `certificate ${number} of its chain`,
  }),
  unreadable: { zh: '其证书链无法读取', en: 'its chain can’t be read' },
  empty: { zh: '其证书链为空', en: 'its chain is empty' },
  hasRoot: { zh: '其证书链中含有根证书', en: 'its chain contains a root' },
  otherIssuer: (what: Bilingual): Bilingual => ({
    zh: `${what.zh}不是由其证书链中的下一张签发的`,
    en: `${what.en} was not issued by the next one of its chain`,
  }),
  wrongSignature: (what: Bilingual): Bilingual => ({
    zh: `${what.zh}上的签名错误`,
    en: `the signature on ${what.en} is wrong`,
  }),
  noCa: (what: Bilingual): Bilingual => ({ zh: `${what.zh}不是 CA 证书`, en: `${what.en} is not a CA` }),
  notNow: (what: Bilingual): Bilingual => ({
    zh: `${what.zh}目前不在有效期内`,
    en: `${what.en} is not valid now`,
  }),
} as const satisfies Record<string, Bilingual | ((...facts: never[]) => Bilingual)>;

/** Of an SM2 pair. */
export const PAIR_MISMATCHES = {
  signing: { zh: '其', en: 'it' },
  encryption: PAIRS_OTHER_HALF,
  notOrdered: {
    zh: '附带了未订购的加密证书',
    en: 'an encryption certificate came with it, which was not ordered',
  },
  missing: { zh: '缺少其加密证书', en: 'its encryption certificate is missing' },
  unreadable: { zh: '其加密证书无法读取', en: 'its encryption certificate can’t be read' },
  ofEncryption: (problem: Bilingual): Bilingual => ({
    zh: `${PAIRS_OTHER_HALF.zh}:${problem.zh}`,
    en: `of ${PAIRS_OTHER_HALF.en}: ${problem.en}`,
  }),
  noSm2Key: {
    zh: '其加密证书的密钥不是 SM2 密钥',
    en: 'its encryption certificate is not for an SM2 key',
  },
  sameKey: {
    zh: '其加密证书与签名证书的密钥相同',
    en: 'its encryption certificate has the key of the signing certificate',
  },
  otherSubject: {
    zh: '其加密证书的主题不同',
    en: 'its encryption certificate names another subject',
  },
  otherUsages: (what: Bilingual): Bilingual => ({
    zh: `${what.zh}密钥用途与 SM2 双证书中应有的不符`,
    en: `${what.en} has other key usages than its half of an SM2 pair has`,
  }),
  otherEnvelope: {
    zh: '信封中不是其加密证书的密钥',
    en: 'the envelope does not hold the key of its encryption certificate',
  },
} as const satisfies Record<string, Bilingual | ((...facts: never[]) => Bilingual)>;

/** Of what it was issued on. */
export const LAPSED = {
  name: (name: string, validatedAt: string): Bilingual => ({
    zh: `${name} 的验证(${validatedAt})已失效`,
    en: `the validation of ${name} (${validatedAt}) had lapsed`,
  }),
  company: (validatedAt: string): Bilingual => ({
    zh: `企业的验证(${validatedAt})已失效`,
    en: `the validation of the company (${validatedAt}) had lapsed`,
  }),
} as const;
