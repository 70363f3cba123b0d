/** What a look before asking has seen, in words. Names, values and codes stand in them as they were seen, cleaned. */
import type { Bilingual } from '../../bilingual.js';

export const DELEGATION_SEEN = {
  zoneUnknown: (name: string): Bilingual => ({
    zh: `找不到 ${name} 所属的区`,
    en: `the zone of ${name} could not be found`,
  }),
  notDelegated: (zone: string, parent: string): Bilingual => ({
    zh: `上级区 ${parent} 没有 ${zone} 的 NS 记录`,
    en: `the parent zone ${parent} has no NS records for ${zone}`,
  }),
  onlyAtParent: (zone: string, names: string): Bilingual => ({
    zh: `只在上级区中登记、而 ${zone} 自身没有的 NS:${names}`,
    en: `NS records that only the parent of ${zone} has: ${names}`,
  }),
  onlyInZone: (zone: string, names: string): Bilingual => ({
    zh: `只在 ${zone} 自身中、而上级区没有登记的 NS:${names}`,
    en: `NS records that only ${zone} itself has, and its parent does not: ${names}`,
  }),
  glueMissing: (server: string, zone: string): Bilingual => ({
    zh: `${server} 位于 ${zone} 之内,而上级区没有它的地址(glue)`,
    en: `${server} lies within ${zone}, and the parent has no address (glue) for it`,
  }),
  glueDiffers: (server: string, glue: string, own: string): Bilingual => ({
    zh: `${server} 在上级区的地址(glue)是 ${glue},在区内是 ${own}`,
    en: `${server} has ${glue} at the parent (glue), and ${own} in its own zone`,
  }),
  parentUnheard: (parent: string): Bilingual => ({
    zh: `上级区 ${parent} 的服务器没有给出委派信息,未作比较`,
    en: `no server of the parent zone ${parent} told of the delegation: not compared`,
  }),
  fine: (zone: string, names: string): Bilingual => ({
    zh: `${zone} 的委派一致:${names}`,
    en: `${zone} is delegated to its own name servers: ${names}`,
  }),
} as const;

export const SERVER_SEEN = {
  lame: (zone: string): Bilingual => ({
    zh: `应答了,但对 ${zone} 没有权威(无效委派)`,
    en: `it answers, and has no authority for ${zone} (lame delegation)`,
  }),
  refuses: { zh: '拒绝查询(REFUSED)', en: 'it refuses the question (REFUSED)' },
  fails: { zh: '服务器故障(SERVFAIL)', en: 'it fails (SERVFAIL)' },
  code: (rcode: string): Bilingual => ({ zh: `返回 ${rcode}`, en: `it answers ${rcode}` }),
  lags: (serial: number, newest: number, ahead: string): Bilingual => ({
    zh: `区的序列号(SOA)是 ${serial},落后于 ${newest}(${ahead})`,
    en: `its copy of the zone has serial ${serial} (SOA), behind ${newest} at ${ahead}`,
  }),
  differ: (question: string, one: string, ofOne: string, other: string, ofOther: string): Bilingual => ({
    zh: `对 ${question} 的应答不一致:${one} 答 ${ofOne};${other} 答 ${ofOther}`,
    en: `different answers to ${question}: ${one} says ${ofOne}; ${other} says ${ofOther}`,
  }),
  noneAnswers: (zone: string): Bilingual => ({
    zh: `${zone} 没有一台服务器给出有效应答`,
    en: `no server of ${zone} gives an answer that counts`,
  }),
  fine: (count: number, zone: string, serial: number): Bilingual => ({
    zh: `${zone} 的域名服务器应答一致:${count} 台;序列号 ${serial}`,
    en: `name servers of ${zone} that answer alike: ${count}; serial ${serial}`,
  }),
} as const;

export const RESOLVER_SEEN = {
  fails: (question: string): Bilingual => ({
    zh: `对 ${question} 返回 SERVFAIL,不做 DNSSEC 验证时也是如此`,
    en: `SERVFAIL for ${question}, also without DNSSEC validation`,
  }),
  noneAnswers: { zh: '没有一台递归解析器给出应答', en: 'no recursive resolver gives an answer' },
  fine: (count: number): Bilingual => ({
    zh: `${count} 台递归解析器有应答`,
    en: `${count} recursive ${count === 1 ? 'resolver answers' : 'resolvers answer'}`,
  }),
} as const;

export const CAA_SEEN = {
  /** Where the records stand that count for the name. */
  at: (place: string): Bilingual => ({
    zh: `以 ${place} 的 CAA 记录为准`,
    en: `the CAA records at ${place} count`,
  }),
  atAncestor: (place: string, name: string): Bilingual => ({
    zh: `${name} 自身没有 CAA 记录,以上级域名 ${place} 的为准`,
    en: `${name} has none of its own, so the CAA records of its parent ${place} count`,
  }),
  throughAlias: (place: string, target: string): Bilingual => ({
    zh: `${place} 是 CNAME,以其指向的 ${target} 的 CAA 记录为准`,
    en: `${place} is a CNAME, so the CAA records at its target ${target} count`,
  }),
  unanswered: (name: string): Bilingual => ({
    zh: `查询 ${name} 的 CAA 没有得到应答,而没有应答不等于允许`,
    en: `the question for the CAA records of ${name} was not answered, and that is never permission`,
  }),
} as const;

export const DNSSEC_SEEN = {
  expired: (type: string, since: string): Bilingual => ({
    zh: `${type} 记录的签名已于 ${since} 过期`,
    en: `the signature of the ${type} records expired on ${since}`,
  }),
  early: (type: string, from: string): Bilingual => ({
    zh: `${type} 记录的签名从 ${from} 起才有效`,
    en: `the signature of the ${type} records is not valid before ${from}`,
  }),
  signaturesMissing: (type: string): Bilingual => ({
    zh: `上级区有 DS 记录,而 ${type} 记录没有签名`,
    en: `the parent has a DS record, and the ${type} records are not signed`,
  }),
  dsMatchesNoKey: (tags: string, keys: string): Bilingual => ({
    zh: `上级区的 DS(密钥标签 ${tags})与区内的任何密钥都不符(${keys})`,
    en: `the DS at the parent (key tag ${tags}) matches no key of the zone (${keys})`,
  }),
  dsWithoutKeys: (tags: string): Bilingual => ({
    zh: `上级区有 DS(密钥标签 ${tags}),而区内没有 DNSKEY`,
    en: `the parent has a DS (key tag ${tags}), and the zone has no DNSKEY`,
  }),
  bogus: (question: string): Bilingual => ({
    zh: `${question} 的 DNSSEC 验证不通过:返回 SERVFAIL,仅在不做验证时才有应答`,
    en: `DNSSEC of ${question} does not validate: SERVFAIL, and an answer only without validation`,
  }),
  dsMissing: (zone: string, tags: string): Bilingual => ({
    zh: `${zone} 已签名(密钥标签 ${tags}),而上级区没有 DS 记录`,
    en: `${zone} is signed (key tag ${tags}), and its parent has no DS record`,
  }),
  fine: (zone: string, tags: string): Bilingual => ({
    zh: `${zone} 已签名,DS(密钥标签 ${tags})相符,签名有效`,
    en: `${zone} is signed, its DS (key tag ${tags}) fits, and the signatures are of now`,
  }),
  unsigned: (zone: string): Bilingual => ({ zh: `${zone} 没有签名`, en: `${zone} is not signed` }),
} as const;

export const PROOF_SEEN = {
  loop: (name: string): Bilingual => ({
    zh: `${name} 的 CNAME 首尾相接或过长,没有终点`,
    en: `the CNAMEs of ${name} go in a circle, or on and on, and end nowhere`,
  }),
  dead: (name: string, target: string): Bilingual => ({
    zh: `${name} 是指向 ${target} 的 CNAME,而那里没有可用的区`,
    en: `${name} is a CNAME to ${target}, where no zone answers`,
  }),
  wildcardAlias: (name: string, target: string): Bilingual => ({
    zh: `${name} 指向 ${target},但这来自通配符 CNAME,不算委派`,
    en: `${name} leads to ${target}, but by the CNAME of a wildcard: that is no delegation`,
  }),
  wildcardTxt: (name: string, values: string): Bilingual => ({
    zh: `${name} 的 TXT 来自通配符记录:${values}`,
    en: `${name} has the TXT of a wildcard record: ${values}`,
  }),
  delegated: (name: string, target: string): Bilingual => ({
    zh: `${name} 由 CNAME 委派到 ${target}`,
    en: `${name} is delegated by a CNAME to ${target}`,
  }),
  txtPresent: (name: string, values: string): Bilingual => ({
    zh: `${name} 已有 TXT:${values}`,
    en: `${name} has TXT records already: ${values}`,
  }),
  unheard: (name: string): Bilingual => ({
    zh: `查询 ${name} 没有得到应答`,
    en: `the question for ${name} was not answered`,
  }),
  free: (name: string): Bilingual => ({ zh: `${name} 没有记录`, en: `${name} is free` }),
} as const;

export const WEB_SEEN = {
  noAddress: (name: string): Bilingual => ({
    zh: `${name} 在 DNS 中没有地址`,
    en: `${name} has no address in DNS`,
  }),
  addressPrivate: (name: string, addresses: string): Bilingual => ({
    zh: `${name} 指向 ${addresses},不是公网地址`,
    en: `${name} leads to ${addresses}, which is not public`,
  }),
  closed: (port: number): Bilingual => ({
    zh: `端口 ${port} 已关闭(连接被拒绝)`,
    en: `port ${port} is closed (connection refused)`,
  }),
  silent: (port: number, seconds: number): Bilingual => ({
    zh: `端口 ${port} 在 ${seconds} 秒内没有应答`,
    en: `no answer on port ${port} within ${seconds} s`,
  }),
  status: (status: number, url: string): Bilingual => ({
    zh: `${url} 返回状态码 ${status}`,
    en: `${url} answers with status ${status}`,
  }),
  loop: (url: string): Bilingual => ({
    zh: `重定向又回到 ${url},形成循环`,
    en: `the redirects lead back to ${url}: a loop`,
  }),
  tooMany: (most: number): Bilingual => ({ zh: `重定向超过 ${most} 次`, en: `more than ${most} redirects` }),
  elsewhere: (host: string): Bilingual => ({
    zh: `重定向到 ${host},不在同一注册域名之内`,
    en: `a redirect to ${host}, outside the registrable domain`,
  }),
  ipv6Elsewhere: (ofFour: string, ofSix: string): Bilingual => ({
    zh: `IPv6 与 IPv4 的应答不同,像是另一台服务器:IPv4 ${ofFour};IPv6 ${ofSix}`,
    en: `IPv6 answers otherwise than IPv4, as another server would: IPv4 ${ofFour}; IPv6 ${ofSix}`,
  }),
  ipv6NotLookedAt: (addresses: string): Bilingual => ({
    zh: `这台机器没有 IPv6 连接,未检查 ${addresses}`,
    en: `this machine has no IPv6: ${addresses} was not looked at`,
  }),
  fine: (schemes: string): Bilingual => ({ zh: `有应答:${schemes}`, en: `answers: ${schemes}` }),
} as const;
