/** Proof of control as people read it: what a look found, and what the CA says of a name. */
import { inBoth, type Bilingual } from '../bilingual.js';
import type { ValidationMethod } from '../catalogue/words.js';
import type { DelegatedState, DelegationState } from './delegation.js';
import type { Finding } from './findings.js';
import type { PreflightSeverity, PreflightSubject } from './preflight/finding.js';

export const METHOD_WORDS: Readonly<Record<ValidationMethod, Bilingual>> = {
  'auto-dns': { zh: '自动 DNS', en: 'automatic DNS' },
  'manual-dns': { zh: '手动 DNS', en: 'manual DNS' },
  file: { zh: '文件', en: 'file' },
  'auto-file': { zh: '自动文件', en: 'automatic file' },
};

/** The CA's word. */
export const VALIDATION_STATUS_WORDS = {
  pending: { zh: '待验证', en: 'pending' },
  valid: { zh: '已通过', en: 'valid' },
  failed: { zh: '未通过', en: 'failed' },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** Of a delegated name. */
export const DELEGATION_STATE_WORDS: Readonly<Record<DelegationState, Bilingual>> = {
  unset: { zh: '未设置', en: 'unset' },
  standing: { zh: '有效', en: 'standing' },
  broken: { zh: '已失效', en: 'broken' },
};

/** Of one of its records. */
export const DELEGATED_STATE_WORDS: Readonly<Record<DelegatedState, Bilingual>> = {
  standing: { zh: '正确', en: 'standing' },
  unset: { zh: '没有 CNAME', en: 'unset' },
  elsewhere: { zh: '指向别处', en: 'elsewhere' },
  wildcard: { zh: '来自通配符', en: 'wildcard' },
  unknown: { zh: '尚不知', en: 'unknown' },
};

export const SUBJECT_WORDS: Readonly<Record<Finding['subject'], Bilingual>> = {
  'dns-record': { zh: 'DNS 记录', en: 'DNS record' },
  caa: { zh: 'CAA 记录', en: 'CAA' },
  dnssec: { zh: 'DNSSEC', en: 'DNSSEC' },
  'http-file': { zh: '验证文件', en: 'file' },
  ca: { zh: 'CA', en: 'CA' },
};

/** How bad it is what a look before an order found. */
export const PREFLIGHT_SEVERITY_WORDS: Readonly<Record<PreflightSeverity, Bilingual>> = {
  fails: { zh: '无法签发', en: 'would fail' },
  warns: { zh: '有风险', en: 'at risk' },
  fine: { zh: '正常', en: 'fine' },
};

export const PREFLIGHT_SUBJECT_WORDS: Readonly<Record<PreflightSubject, Bilingual>> = {
  delegation: { zh: '域名授权', en: 'delegation' },
  servers: { zh: '权威 DNS 服务器', en: 'name servers' },
  resolvers: { zh: '递归解析服务器', en: 'resolvers' },
  caa: { zh: 'CAA 记录', en: 'CAA' },
  dnssec: inBoth('DNSSEC'),
  proof: { zh: '验证记录', en: 'records of proof' },
  web: { zh: '网站', en: 'web server' },
};
