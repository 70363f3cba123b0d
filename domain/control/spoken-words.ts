/** Proof of control as people read it: what a look found, and what the CA says of a name. */
import type { Bilingual } from '../bilingual.js';
import type { ValidationMethod } from '../catalogue/words.js';
import type { DelegatedState, DelegationState } from './delegation.js';
import type { Finding } from './findings.js';

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
