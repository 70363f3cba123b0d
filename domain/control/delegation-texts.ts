/** What is said of delegated names, in words. Used by workflows: no libraries. */
import type { Bilingual } from '../bilingual.js';

/** Sentences without a full stop. */
export const DELEGATION_TEXTS = {
  unset: (name: string, target: string): Bilingual => ({
    zh: `${name} 已委派,但没有 CNAME:请将其设为指向 ${target} 的 CNAME`,
    en: `${name} is delegated and has no CNAME: set one to ${target}`,
  }),
  elsewhere: (name: string, leadsTo: string, target: string): Bilingual => ({
    zh: `${name} 已委派,但其 CNAME 指向 ${leadsTo}:请改为指向 ${target}`,
    en: `${name} is delegated, and its CNAME leads to ${leadsTo}: have it lead to ${target}`,
  }),
  wildcard: (name: string, target: string): Bilingual => ({
    zh: `${name} 的 CNAME 来自通配符记录,不算委派:请在该名称本身设置指向 ${target} 的 CNAME`,
    en: `the CNAME of ${name} is a wildcard's, which is no delegation: set one to ${target} at this very name`,
  }),
  unknown: (name: string, target: string): Bilingual => ({
    zh: `尚不知 ${name} 是否为指向 ${target} 的 CNAME:没有解析器应答`,
    en: `nobody knows yet whether ${name} is a CNAME to ${target}: no resolver answers`,
  }),
  notServed: (target: string): Bilingual => ({
    zh: `没有自动 DNS 服务管理 ${target} 所属的区`,
    en: `no automatic DNS service has a zone that ${target} lies in`,
  }),
} as const;
