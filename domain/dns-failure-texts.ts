/** What a DNS service's failures say to people: what it told, by its code, and what is to be done. No secrets; its own words, which quote requests, stay outside. */
import type { Bilingual } from './bilingual.js';

/** What a service found wrong, whatever it calls it. */
export type DnsServiceTrouble =
  | 'key-unknown'
  | 'wrong-secret'
  | 'clock-off'
  | 'right-missing'
  | 'zone-missing'
  | 'zone-locked'
  | 'name-taken'
  | 'ttl-refused'
  | 'quota-full'
  | 'changed-meanwhile'
  | 'rate-limited'
  | 'failing'
  | 'refused';

/** Where it happened: `code` as the service told it, `action` as its documentation calls what was asked. */
export interface DnsServiceCall {
  readonly action: string;
  readonly code: string;
}

export const DNS_SERVICE_TROUBLES: Readonly<Record<DnsServiceTrouble, (call: DnsServiceCall) => Bilingual>> =
  {
    'key-unknown': ({ code }) => ({
      zh: `它不认识这个密钥(${code})。请检查密钥是否已被删除或停用,并更正此连接的密钥`,
      en: `it does not know this key (${code}). See whether the key was deleted or disabled, and correct the key of this connection`,
    }),
    'wrong-secret': ({ code }) => ({
      zh: `签名与密钥不符(${code})。请更正此连接的密钥内容`,
      en: `the signature does not fit the key (${code}). Correct the secret of this connection`,
    }),
    'clock-off': ({ code }) => ({
      zh: `它与本机的时钟相差过大(${code})。请用 NTP 校准本机时钟`,
      en: `its clock and ours differ too much (${code}). Set this machine's clock by NTP`,
    }),
    'right-missing': ({ action, code }) => ({
      zh: `此密钥无权执行 ${action}(${code})。请授予 docs/dns-services.zh-CN.md 中列出的权限`,
      en: `this key has no right to ${action} (${code}). Grant it the rights that docs/dns-services.md lists`,
    }),
    'zone-missing': ({ action, code }) => ({
      zh: `执行 ${action} 时,此密钥的账户中没有该区(${code})。请检查该区属于哪个账户`,
      en: `at ${action}, the zone is not in the account of this key (${code}). See which account has it`,
    }),
    'zone-locked': ({ action, code }) => ({
      zh: `该区或记录已被锁定或停用,${action} 被拒绝(${code})。请在其控制台解除`,
      en: `the zone or the record is locked or suspended, ${action} was refused (${code}). Release it in the service's console`,
    }),
    'name-taken': ({ action, code }) => ({
      zh: `该名称下已有不能与之并存的记录,${action} 被拒绝(${code})。请先移除该记录`,
      en: `something stands at this name that suffers nothing beside it, ${action} was refused (${code}). Remove it first`,
    }),
    'ttl-refused': ({ action, code }) => ({
      zh: `该套餐不接受这个 TTL,${action} 被拒绝(${code})。请调高或去掉此连接的 ttlSeconds`,
      en: `the zone's plan does not take this TTL, ${action} was refused (${code}). Raise or leave out ttlSeconds of this connection`,
    }),
    'quota-full': ({ action, code }) => ({
      zh: `记录数已达该套餐上限,${action} 被拒绝(${code})。请删除不用的记录或升级套餐`,
      en: `the zone's plan has room for no more records, ${action} was refused (${code}). Delete what is not used, or take a larger plan`,
    }),
    'changed-meanwhile': ({ action, code }) => ({
      zh: `该名称同时被他人修改,${action} 未执行(${code})。系统会自动重试`,
      en: `somebody else changed this name at the same time, ${action} was not done (${code}). It is tried again by itself`,
    }),
    'rate-limited': ({ action, code }) => ({
      zh: `请求过于频繁,${action} 被限流(${code})。系统会自动重试`,
      en: `it was asked too often, ${action} was put off (${code}). It is tried again by itself`,
    }),
    failing: ({ action, code }) => ({
      zh: `它在执行 ${action} 时自身出错(${code})。系统会自动重试`,
      en: `it failed by itself at ${action} (${code}). It is tried again by itself`,
    }),
    refused: ({ action, code }) => ({
      zh: `它拒绝了 ${action}(${code})。请在其文档中查看该代码`,
      en: `it refused ${action} (${code}). See its documentation for this code`,
    }),
  };

export const DNS_SERVICE_FAILURES = {
  silent: (action: string, code: string): Bilingual => ({
    zh: `它没有应答 ${action}(${code})。请检查此连接的地址以及网络`,
    en: `it did not answer ${action} (${code}). Check the address of this connection, and the network`,
  }),
  notAsDocumented: (action: string): Bilingual => ({
    zh: `它对 ${action} 的应答与其文档不符。请检查此连接的地址`,
    en: `its answer to ${action} is not as it documents. Check the address of this connection`,
  }),
  tooMuch: (action: string): Bilingual => ({
    zh: `它对 ${action} 的应答过长。请使用只能看到所需区的密钥`,
    en: `its answer to ${action} is too long. Use a key that sees only the zones it needs`,
  }),
  noZones: {
    zh: '此密钥看不到任何区。请授权它访问所需的区,或检查它属于哪个账户',
    en: 'this key sees no zone at all. Let it see the zones it needs, or see which account it belongs to',
  },
  taken: (name: string): Bilingual => ({
    zh: `${name} 下已有其他记录,CNAME 不能与之并存。请先移除该记录`,
    en: `something else stands at ${name}, beside which no CNAME can stand. Remove it first`,
  }),
  policySet: (name: string): Bilingual => ({
    zh: `${name} 的记录带有路由策略,不能在其中添加值。请移除该策略`,
    en: `the records at ${name} have a routing policy, and no value can be added to them. Remove the policy`,
  }),
  secondary: (zone: string): Bilingual => ({
    zh: `${zone} 在此服务器上是辅区,不能修改。请改连其主服务器`,
    en: `${zone} is a secondary zone on this server, and can't be changed there. Connect its primary`,
  }),
  tooLong: (longest: number): Bilingual => ({
    zh: `它不接受超过 ${longest} 字节的 TXT 值。请手动添加该记录`,
    en: `it takes no TXT value above ${longest} octets. Add the record by hand`,
  }),
  signsNot: (server: string): Bilingual => ({
    zh: `${server} 不检查签名。请连接接受该 TSIG 密钥的主服务器`,
    en: `${server} does not check signatures. Connect the primary that takes this TSIG key`,
  }),
  machineKeyNotYours: {
    zh: '只有整个安装的连接可以使用本机自带的 AWS 身份。请为此连接填写 accessKeyId 和 secretAccessKey',
    en: "only a connection of the installation may use this machine's own AWS identity. Give this connection accessKeyId and secretAccessKey",
  },
} as const;
