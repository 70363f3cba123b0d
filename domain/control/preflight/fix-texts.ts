/** What to do about each finding of a look before asking, in plain words. Null where nothing need be done. */
import type { Bilingual } from '../../bilingual.js';
import type { PreflightCode } from './finding.js';

export const PREFLIGHT_FIXES: Readonly<Record<PreflightCode, Bilingual | null>> = {
  'zone-unknown': {
    zh: '确认域名拼写正确、已注册且未过期,并在注册商处设置了 DNS 服务器',
    en: 'See that the name is spelled right, registered and not expired, and that its registrar knows its name servers',
  },
  'not-delegated': {
    zh: '在注册商(或管理上级区的人)处为此区登记 DNS 服务器(NS)',
    en: 'Have the registrar, or whoever runs the parent zone, enter the name servers (NS) of this zone',
  },
  'delegation-differs': {
    zh: '让注册商处登记的 DNS 服务器与区内的 NS 记录一致;不再使用的两处都去掉',
    en: 'Make the name servers at the registrar and the NS records in the zone the same; take away in both what is no longer used',
  },
  'glue-missing': {
    zh: '在注册商处为此 DNS 服务器登记地址(主机记录,glue)',
    en: 'Enter the address of this name server (host record, glue) at the registrar',
  },
  'glue-differs': {
    zh: '在注册商处更新此 DNS 服务器的地址(glue),使其与区内一致',
    en: 'Update the address of this name server (glue) at the registrar, so that it is the one in the zone',
  },
  'parent-unheard': null,
  'delegation-fine': null,
  'server-lame': {
    zh: '在此服务器上添加该区,或从注册商处和区内去掉它的 NS 记录',
    en: 'Set the zone up on this server, or take its NS record away at the registrar and in the zone',
  },
  'server-refuses': {
    zh: '让此服务器为所有人应答该区的查询(访问控制),或去掉它的 NS 记录',
    en: 'Let this server answer for the zone to everybody (its access rules), or take its NS record away',
  },
  'server-fails': {
    zh: '查看此服务器的日志:区可能没有载入或已过期;否则去掉它的 NS 记录',
    en: 'Look into the log of this server: the zone may not be loaded, or have expired; or take its NS record away',
  },
  'server-silent': {
    zh: '确认服务器正在运行,且防火墙对所有来源放行 53 端口的 UDP 和 TCP',
    en: 'See that the server runs, and that its firewall lets UDP and TCP port 53 through from everywhere',
  },
  'server-unreachable': {
    zh: '为此 DNS 服务器的名称设置公网地址(A 或 AAAA),或去掉它的 NS 记录',
    en: 'Give the name of this server a public address (A or AAAA), or take its NS record away',
  },
  'server-lags': {
    zh: '检查区传送:从服务器能否从主服务器取得更新(NOTIFY、TSIG、访问控制);更新前 CA 可能看不到新记录',
    en: 'Look at the zone transfer: whether the secondary gets updates from the primary (NOTIFY, TSIG, access rules); until then a CA may not see a new record',
  },
  'servers-differ': {
    zh: '让所有服务器载入同一份区;CA 可能询问其中任何一台',
    en: 'Have all servers load the same zone: a CA may ask any of them',
  },
  'no-server-answers': {
    zh: '至少让一台 DNS 服务器为该区应答;在此之前任何 CA 都不会签发',
    en: 'Have at least one name server answer for the zone: no CA issues before that',
  },
  'servers-fine': null,
  'resolver-fails': {
    zh: '先处理此处列出的 DNS 服务器问题;CA 的解析器会同样失败',
    en: 'Mend what is told of the name servers first: the resolvers of a CA fail in the same way',
  },
  'resolver-silent': {
    zh: '与域名无关:工作进程连不上此解析器,可用 `SEALFLOW_DNS_RESOLVERS` 改用其他解析器',
    en: 'Nothing of the domain: the worker can’t reach this resolver, and `SEALFLOW_DNS_RESOLVERS` may name others',
  },
  'no-resolver-answers': {
    zh: '若域名服务器正常,则是工作进程连不上解析器:检查网络,或设置 `SEALFLOW_DNS_RESOLVERS`',
    en: 'Where the name servers are fine the worker can’t reach a resolver: look at its network, or set `SEALFLOW_DNS_RESOLVERS`',
  },
  'resolvers-fine': null,
  'caa-forbids': {
    zh: '添加允许此 CA 的 CAA 记录,或去掉限制它的记录',
    en: 'Add a CAA record that permits this CA, or take away those that keep it out',
  },
  'caa-unknown-critical': {
    zh: '去掉此 CAA 记录,或去掉它的关键标志(把 128 改为 0)',
    en: 'Take this CAA record away, or its critical mark (0 in place of 128)',
  },
  'caa-other-account': {
    zh: '把 `accounturi` 改为申请证书所用 CA 账户的 URI,或去掉此参数',
    en: 'Set `accounturi` to the URI of the CA account that will ask, or take the parameter away',
  },
  'caa-other-method': {
    zh: '把所用的验证方式加入 `validationmethods`,或改用其中允许的方式',
    en: 'Add the way of validation that will be used to `validationmethods`, or use one that it permits',
  },
  'caa-unanswered': {
    zh: '让域名服务器对 CAA 查询给出应答(没有记录时应为空的 NOERROR,而不是错误)',
    en: 'Have the name servers answer questions for CAA: an empty NOERROR where there is no record, never an error',
  },
  'caa-bound': {
    zh: '确认记录中的 `accounturi` 是申请证书所用的账户、`validationmethods` 含有所用的方式',
    en: 'See that `accounturi` in the record is the account that will ask, and that `validationmethods` has the way that will be used',
  },
  'caa-malformed': {
    zh: '改正格式错误的 CAA 记录:它不允许任何人,也可能被误读',
    en: 'Correct the malformed CAA record: it permits nobody, and may be read otherwise than it is meant',
  },
  'caa-permits': null,
  'caa-none': null,
  'signature-expired': {
    zh: '重新签名该区,并查明自动签名为何停止',
    en: 'Sign the zone again, and find out why signing by itself has stopped',
  },
  'signature-early': {
    zh: '校正签名服务器的时钟,然后重新签名该区',
    en: 'Set the clock of the signing server right, and sign the zone again',
  },
  'signatures-missing': {
    zh: '在此服务器上提供已签名的区,或在注册商处删除 DS 记录',
    en: 'Serve the signed zone on this server, or have the registrar remove the DS record',
  },
  'ds-matches-no-key': {
    zh: '在注册商处把 DS 换成当前密钥的,或删除它(换 DNS 服务商后尤其常见)',
    en: 'Have the registrar replace the DS by that of the present key, or remove it (it is often left over from another DNS host)',
  },
  'ds-without-keys': {
    zh: '在注册商处删除 DS 记录,或为该区重新启用 DNSSEC',
    en: 'Have the registrar remove the DS record, or sign the zone again',
  },
  'dnssec-bogus': {
    zh: '重新签名该区,或在修好之前先在注册商处删除 DS 记录;DNSSEC 验证失败时 CA 不会签发',
    en: 'Sign the zone again, or have the registrar remove the DS until that is done: no CA issues while DNSSEC does not validate',
  },
  'ds-missing': {
    zh: '在注册商处登记 DS,否则签名不起作用(不影响签发)',
    en: 'Have the registrar enter the DS: without it the signatures protect nothing (issuance is not in danger)',
  },
  'dnssec-fine': null,
  'dnssec-unsigned': null,
  'alias-dead': {
    zh: '删除此 CNAME,或让它指向一个能设置 TXT 记录的名称',
    en: 'Remove the CNAME, or have it lead to a name where a TXT record can be set',
  },
  'wildcard-alias': {
    zh: '把记录设在此确切的名称上即可(它会取代通配符);若想委派,请在此确切名称上设置 CNAME',
    en: 'Set the record at this exact name: it takes the place of the wildcard. To delegate, set a CNAME at the exact name',
  },
  'wildcard-txt': {
    zh: '把记录设在此确切的名称上(它会取代通配符);在缓存过期前,CA 仍可能看到通配符的值',
    en: 'Set the record at this exact name: it takes the place of the wildcard, whose values a CA may see until caches have forgotten them',
  },
  'proof-delegated': {
    zh: '验证记录应设在 CNAME 的终点',
    en: 'The record belongs at the end of the CNAME',
  },
  'txt-present': {
    zh: '可以与新的值并存;若是以前留下的,可以删除',
    en: 'They can stay beside a new value; what is left over from before may be removed',
  },
  'proof-unheard': {
    zh: '先处理此处列出的 DNS 服务器问题,然后再查一次',
    en: 'Mend what is told of the name servers, and look again',
  },
  'proof-free': null,
  'no-address': {
    zh: '设置 A 或 AAAA 记录,或改用 DNS 验证',
    en: 'Set an A or AAAA record, or use validation by DNS',
  },
  'address-private': {
    zh: '让域名指向公网地址,或改用 DNS 验证:CA 在互联网上,访问不到此地址',
    en: 'Have the name lead to a public address, or use validation by DNS: a CA on the Internet can’t reach this one',
  },
  'port-closed': {
    zh: '让 Web 服务器监听此端口并在防火墙上放行;只用 ACME 的 CA 从 80 端口开始',
    en: 'Have the web server listen on this port, and let it through the firewall; CAs by ACME begin at port 80',
  },
  'port-silent': {
    zh: '在防火墙或安全组中对所有来源放行此端口:CA 会从世界各地访问',
    en: 'Let this port through the firewall or security group from everywhere: CAs look from several places in the world',
  },
  'web-broken': {
    zh: '查看 Web 服务器的日志,修好此端口上的连接',
    en: 'Look into the web server’s log, and mend the connection on this port',
  },
  'web-refuses': {
    zh: '对路径 `/.well-known/` 免除登录、拦截和限流规则',
    en: 'Take the path `/.well-known/` out of logins, blocking rules and rate limits',
  },
  'web-error': {
    zh: '查看 Web 服务器的日志:验证文件的路径上不应出错',
    en: 'Look into the web server’s log: the path of the validation file must not fail',
  },
  'redirect-loop': {
    zh: '去掉互相指向的重定向规则,或让 `/.well-known/` 不经重定向',
    en: 'Take away the redirects that lead to each other, or serve `/.well-known/` without a redirect',
  },
  'too-many-redirects': {
    zh: '减少重定向,或让 `/.well-known/` 直接应答',
    en: 'Use fewer redirects, or serve `/.well-known/` directly',
  },
  'redirect-elsewhere': {
    zh: '让 `/.well-known/` 不重定向到其他域名',
    en: 'Serve `/.well-known/` without a redirect to another domain',
  },
  'redirect-unusable': {
    zh: '只重定向到 80 或 443 端口上的 http 或 https 地址',
    en: 'Redirect to http or https on port 80 or 443 only',
  },
  'ipv6-elsewhere': {
    zh: '让 AAAA 记录指向同一台 Web 服务器,或删除它:CA 会优先使用 IPv6',
    en: 'Have the AAAA record lead to the same web server, or remove it: CAs use IPv6 first',
  },
  'ipv6-not-looked-at': null,
  'web-fine': null,
};

/** For the CA that was asked about. */
export function permitByCaa(identity: string, tag: 'issue' | 'issuewild'): Bilingual {
  return {
    zh: `在该处添加 CAA 记录:0 ${tag} "${identity}";或去掉限制它的记录`,
    en: `Add a CAA record there: 0 ${tag} "${identity}"; or take away those that keep it out`,
  };
}
