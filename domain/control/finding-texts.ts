/** What looks at the world find and expect, in words. Values, names and codes stand in them as they were seen. Used by workflows: no libraries. */
import type { Bilingual } from '../bilingual.js';

export const NOTHING: Bilingual = { zh: '无', en: 'nothing' };
export const NO_ANSWER: Bilingual = { zh: '没有应答', en: 'no answer' };

/** Of the CA, where it says no more of a name. */
export const CA_STATUS_WORDS: Readonly<Record<'valid' | 'failed' | 'pending', Bilingual>> = {
  valid: { zh: '已通过', en: 'valid' },
  failed: { zh: '未通过', en: 'failed' },
  pending: { zh: '验证中', en: 'pending' },
};

/** Asking, and not being answered. */
export const SILENCE = {
  within: (seconds: number): Bilingual => ({
    zh: `${seconds} 秒内没有应答`,
    en: `no answer within ${seconds} s`,
  }),
  withinByTcp: (seconds: number): Bilingual => ({
    zh: `TCP 在 ${seconds} 秒内没有应答`,
    en: `no answer within ${seconds} s by TCP`,
  }),
  closed: { zh: '服务器未应答就关闭了连接', en: 'the server closed the connection without an answer' },
  otherQuestion: { zh: 'TCP 应答的是另一个查询', en: 'the answer by TCP belongs to another question' },
  unaskable: { zh: '该名称无法查询', en: 'this is no name that can be asked for' },
  unreadable: { zh: '应答无法读取', en: 'an answer that can’t be read' },
  tooManyRecords: (records: number, most: number): Bilingual => ({
    zh: `应答含 ${records} 条记录;最多读取 ${most} 条`,
    en: `an answer of ${records} records; at most ${most} are read`,
  }),
  tooManyMessages: (most: number): Bilingual => ({
    zh: `未查询:一次检查最多向 DNS 服务器发送 ${most} 个查询`,
    en: `not asked: one look sends at most ${most} messages to DNS servers`,
  }),
  tooLong: (seconds: number): Bilingual => ({
    zh: `未查询:一次 DNS 检查最多 ${seconds} 秒`,
    en: `not asked: one look at DNS takes at most ${seconds} s`,
  }),
  cut: (seconds: number): Bilingual => ({
    zh: `至此没有应答:一次 DNS 检查最多 ${seconds} 秒`,
    en: `no answer so far: one look at DNS takes at most ${seconds} s`,
  }),
  delegated: { zh: '已委派给其他服务器', en: 'delegated' },
} as const;

/** Whom to ask, and where they are. */
export const WHEREABOUTS = {
  noResolver: { zh: '未配置解析器', en: 'no resolver is configured' },
  noAddress: { zh: '在 DNS 中没有地址', en: 'has no address in DNS' },
  addressesUnknown: { zh: '地址未知', en: 'addresses unknown' },
  zoneUnknown: { zh: '找不到其所属的区', en: 'its zone could not be found' },
  noSoa: { zh: '没有 SOA 记录', en: 'no SOA' },
  noNs: { zh: '没有 NS 记录', en: 'no NS' },
  serversUnknown: (zone: string): Bilingual => ({
    zh: `无法得知 ${zone} 的服务器`,
    en: `the servers of ${zone} are unknown`,
  }),
  notPublic: (addresses: string): Bilingual => ({
    zh: `未查询:${addresses} 不是公网地址`,
    en: `not asked: ${addresses} is not public`,
  }),
  leadsElsewhere: (host: string, addresses: string): Bilingual => ({
    zh: `${host} 指向 ${addresses},不是公网地址`,
    en: `${host} leads to ${addresses}, which is not public`,
  }),
  noServerCanBeAsked: { zh: '其服务器均无法查询', en: 'none of its servers can be asked' },
} as const;

/** The record at its name. */
export const RECORD_TEXTS = {
  noSuchName: { zh: '没有该名称(NXDOMAIN)', en: 'no such name (NXDOMAIN)' },
  none: (type: string): Bilingual => ({
    zh: `该名称没有 ${type} 记录`,
    en: `the name has no ${type} record`,
  }),
  aliasTo: (target: string): Bilingual => ({ zh: `CNAME 指向 ${target}:`, en: `CNAME to ${target}: ` }),
  wildcardAliasTo: (target: string): Bilingual => ({
    zh: `通配符 CNAME 指向 ${target}:`,
    en: `CNAME of a wildcard to ${target}: `,
  }),
  behind: (serial: number, newest: number, ahead: string): Bilingual => ({
    zh: `区的序列号 ${serial} 落后于 ${newest}(${ahead})`,
    en: `its copy of the zone has serial ${serial}, behind ${newest} at ${ahead}`,
  }),
  tooManyAliases: (most: number): Bilingual => ({
    zh: `经过了 ${most} 个以上的 CNAME`,
    en: `leads through more than ${most} CNAMEs`,
  }),
  more: (count: number): Bilingual => ({ zh: `,另有 ${count} 个`, en: ` and ${count} more` }),
  moreDifferences: (count: number): Bilingual => ({ zh: `,另有 ${count} 处`, en: ` and ${count} more` }),
} as const;

/** Texts that look alike and are not. Characters come as `nameOfCharacter` has them, in the language of the sentence. */
export const DIFFERENCES = {
  inPlaceOf: (seen: Bilingual, wanted: Bilingual, position: number): Bilingual => ({
    zh: `第 ${position} 个字符应为 ${wanted.zh},实为 ${seen.zh}`,
    en: `${seen.en} in place of ${wanted.en} at character ${position}`,
  }),
  tooMuch: (seen: Bilingual, position: number): Bilingual => ({
    zh: `第 ${position} 个字符处多出 ${seen.zh}`,
    en: `${seen.en} too much at character ${position}`,
  }),
  missing: (wanted: Bilingual, position: number): Bilingual => ({
    zh: `第 ${position} 个字符处缺少 ${wanted.zh}`,
    en: `${wanted.en} missing at character ${position}`,
  }),
} as const;

export const DNSSEC_TEXTS = {
  expected: { zh: '未签名或验证通过的应答', en: 'an answer that is unsigned or validates' },
  fails: { zh: 'SERVFAIL,不做验证时也是如此', en: 'SERVFAIL, also without validation' },
  forbids: {
    zh: 'DNSSEC 验证不通过:返回 SERVFAIL,仅在不做验证时才有应答',
    en: 'DNSSEC that does not validate: SERVFAIL, and an answer only without validation',
  },
} as const;

export const CAA_TEXTS = {
  expected: (identities: readonly string[]): Bilingual => ({
    zh: `没有 CAA 记录,或有允许 ${identities.join(' 或 ')} 的记录`,
    en: `no CAA record, or one that permits ${identities.join(' or ')}`,
  }),
  unknownCritical: (tag: string): Bilingual => ({
    zh: `无法识别关键属性 ${tag}`,
    en: `critical property ${tag} is not understood`,
  }),
  unrestricted: { zh: '没有限制签发的 CAA 记录', en: 'no CAA record restricts issuance' },
  permitted: (issuers: readonly string[]): Bilingual => ({
    zh: `允许:${issuers.join(', ')}`,
    en: `permitted: ${issuers.join(', ')}`,
  }),
  /** `bindings`: of each grant its conditions, which all have to be met. */
  boundTo: (bindings: readonly (readonly string[])[]): Bilingual => ({
    zh: `,但仅限 ${bindings.map((bound) => bound.join(' 且 ')).join(' 或 ')}(RFC 8657):是否满足由 CA 判断`,
    en: `, but only for ${bindings.map((bound) => bound.join(' and ')).join(' or ')} (RFC 8657): whether that is met is the CA's to judge`,
  }),
  /** None of the grants is met by the account that asks, or by the way of validation. */
  boundToOthers: (bindings: readonly (readonly string[])[]): Bilingual => ({
    zh: `只允许符合 ${bindings.map((bound) => bound.join(' 且 ')).join(' 或 ')}(RFC 8657)的申请,而我们不符合`,
    en: `permitted only for ${bindings.map((bound) => bound.join(' and ')).join(' or ')} (RFC 8657), which we are not`,
  }),
  only: (issuers: readonly string[]): Bilingual => ({
    zh: `只允许 ${issuers.join(', ')} 签发`,
    en: `only ${issuers.join(', ')} may issue`,
  }),
  nobody: { zh: '不允许任何 CA 签发', en: 'no CA may issue' },
  malformed: {
    zh: ';以下内容格式错误,因此不允许任何 CA(RFC 8659 第 4.2 节):',
    en: '; malformed, and so permitting nobody (RFC 8659, section 4.2): ',
  },
} as const;

/** The file on its web server. */
export const FILE_TEXTS = {
  status: (status: number): Bilingual => ({ zh: `状态码 ${status}`, en: `status ${status}` }),
  at: (url: string): Bilingual => ({ zh: `(位于 ${url})`, en: ` at ${url}` }),
  tooLarge: (octets: number): Bilingual => ({ zh: `超过 ${octets} 字节`, en: `more than ${octets} octets` }),
  encoded: (encoding: string): Bilingual => ({
    zh: `内容使用了 ${encoding} 编码`,
    en: `content in ${encoding} encoding`,
  }),
  blanksAtEnd: { zh: ';末尾的空白由 CA 判断', en: "; white space at the end is the CA's to judge" },
  cutOff: (octets: number): Bilingual => ({
    zh: `内容中断:已收到 ${octets} 字节`,
    en: `the content is cut off: ${octets} octets of it came`,
  }),
  tooSlow: (seconds: number, octets: number): Bilingual => ({
    zh: `内容未在 ${seconds} 秒内传完:已收到 ${octets} 字节`,
    en: `the content did not end within ${seconds} s: ${octets} octets of it came`,
  }),
  tooManyRedirects: (most: number): Bilingual => ({
    zh: `重定向超过 ${most} 次`,
    en: `more than ${most} redirects`,
  }),
  redirectToNoUrl: { zh: '重定向的目标不是 URL', en: 'a redirect to something that is no URL' },
  redirectToScheme: (protocol: string): Bilingual => ({
    zh: `重定向到 ${protocol},既不是 http 也不是 https`,
    en: `a redirect to ${protocol}, which is neither http nor https`,
  }),
  redirectWithUser: { zh: '重定向到带有用户名的 URL', en: 'a redirect to a URL with a user name' },
  redirectElsewhere: (host: string): Bilingual => ({
    zh: `重定向到 ${host},不在同一注册域名之内`,
    en: `a redirect to ${host}, outside the registrable domain`,
  }),
  redirectToPort: (port: number): Bilingual => ({
    zh: `重定向到端口 ${port};只检查 80 和 443`,
    en: `a redirect to port ${port}; only 80 and 443 are looked at`,
  }),
} as const;

/** What to do where a CNAME leads the subscriber astray. */
export function setAtEndOfAlias(target: string): Bilingual {
  return {
    zh: `。请在 CNAME 指向的 ${target} 处设置记录,或删除该 CNAME`,
    en: `. Set the record at ${target}, where the CNAME leads, or remove the CNAME`,
  };
}

/** What to do where a wildcard's CNAME answers in place of the record. */
export function setBesideWildcard(name: string): Bilingual {
  return {
    zh: `。该 CNAME 来自通配符:请把记录设在 ${name},它会取代通配符`,
    en: `. The CNAME is a wildcard's: set the record at ${name}, where it takes the wildcard's place`,
  };
}
