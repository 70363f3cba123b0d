/** What failures say to people, by who failed. Names, ids and codes stand in them; no secrets, no personal data. Used by workflows: no libraries. */
import type { RefusalDetails } from './refusals.js';
import type { Bilingual } from './bilingual.js';
import { quoted, withWhy } from './told.js';

/** Postgres, and what this process asks of it. */
export const DATABASE_FAILURES = {
  noAnswer: (code: string | undefined): Bilingual => ({
    zh: `Postgres 没有应答(${code ?? '没有连接'})。请检查它是否在运行,以及 DATABASE_URL 是否可达。`,
    en: `Postgres did not answer (${code ?? 'no connection'}). Check that it runs and that DATABASE_URL reaches it.`,
  }),
  tooMuch: (connections: number, seconds: number): Bilingual => ({
    zh: `同时请求过多,${connections} 个 Postgres 连接无法在 ${seconds} 秒内完成。请减少同时的请求;同一请求可以再次发送。`,
    en: `More was asked for at once than ${connections} connections to Postgres could do in ${seconds} s. Ask for less at once; the same request may be sent again.`,
  }),
  refused: (why: string): Bilingual => ({
    zh: '要记录的内容数据库不接受;系统会持续重试,直到升级到新版本或由运维人员修复。',
    en: `${why} What was to be recorded can't be; it is tried again until a newer version or an operator mends it.`,
  }),
  logNotWritten: { zh: '无法写入操作日志', en: 'The log of operations could not be written' },
} as const;

export const TEMPORAL_FAILURES = {
  notStarted: {
    zh: 'Temporal 未能启动工作流。请检查服务器是否在运行。',
    en: 'Temporal did not take a workflow that was to be started. Check that the server runs.',
  },
  noAnswer: {
    zh: 'Temporal 没有回答关于工作流的查询。请检查服务器和 worker 是否在运行。',
    en: 'Temporal did not answer what was asked of a workflow. Check that the server and a worker run.',
  },
  tellsNothing: (orderId: string): Bilingual => ({
    zh: `Temporal 未能说明订单 ${orderId} 的内容。`,
    en: `Temporal does not tell what order ${orderId} was made of.`,
  }),
  startsTooMany: (orderId: string): Bilingual => ({
    zh: `同时启动的订单过多:订单 ${orderId} 已保存,尚未启动。请用同一幂等键或订单号 ${orderId} 再次发送同一请求:绝不会重复启动。`,
    en:
      `Too many orders were to be started at once: order ${orderId} is stored, and not started yet. ` +
      `Send the same request again with its idempotency key, or with the order id ${orderId}: it is never started twice.`,
  }),
} as const;

/** The order's own data. */
export const ORDER_DATA_FAILURES = {
  noNames: { zh: '订单没有需要验证的域名。', en: 'The order has no names to validate.' },
  noCompany: (orderId: string): Bilingual => ({
    zh: `订单 ${orderId} 没有填写企业。`,
    en: `Order ${orderId} names no company.`,
  }),
  noPrice: (orderId: string): Bilingual => ({
    zh: `订单 ${orderId} 没有价格。`,
    en: `Order ${orderId} has no price.`,
  }),
  /** What stands against the CSR that was pasted. */
  refused: ({
    message,
    accepted = '',
    chinese,
  }: Pick<RefusalDetails, 'message' | 'accepted' | 'chinese'>): Bilingual => ({
    zh: `${chinese.message}。可接受:${chinese.accepted ?? accepted}。`,
    en: `${message}. Accepted: ${accepted}.`,
  }),
  keyPasswordLost: (orderId: string): Bilingual => ({
    zh: `订单 ${orderId} 的私钥密码已随主密钥丢失:请重新提交订单(\`sealflow order resubmit ${orderId} --key-password-file FILE.txt\`)。`,
    en:
      `The key password of order ${orderId} was lost with its master key: submit the order anew (\`sealflow order ` +
      `resubmit ${orderId} --key-password-file FILE.txt\`).`,
  }),
  /** `part`: which one, by its field. */
  noPart: (orderId: string, part: 'company' | 'manager' | 'contact', isSavedName: boolean): Bilingual => ({
    zh: `订单 ${orderId} 的表单缺少${PARTS[part]}${isSavedName ? ',只有已保存条目的名称' : ''}:请取消后重新提交。`,
    en: `The form of order ${orderId} has no ${part}${isSavedName ? ' but the name of a saved one' : ''}: cancel it and submit it anew.`,
  }),
  tooManyKeys: {
    zh: '同时生成的 RSA 密钥过多,本机在 45 秒内无法完成:系统会自动重试。',
    en: 'More RSA keys were to be made at once than this machine makes in 45 s: tried again by itself.',
  },
} as const;

const PARTS = { company: '企业', manager: '管理人', contact: '联系人' } as const;

export const PAYMENT_FAILURES = {
  unavailable: (what: Bilingual): Bilingual => ({
    zh: `支付服务暂时不可用:${what.zh}`,
    en: `The payment service is not available: ${what.en}`,
  }),
  otherAccount: (where: string): Bilingual => ({
    zh: `对 ${where} 的应答是另一个账户的`,
    en: `its answer to ${where} is about another account`,
  }),
  otherKey: (where: string): Bilingual => ({
    zh: `它对 ${where} 的应答是另一笔支付`,
    en: `its answer to ${where} is about another key`,
  }),
  notThisPayment: (where: string, strange: string): Bilingual => ({
    zh: `它对 ${where} 的应答与这笔支付不符:请人工核对`,
    en: `its answer to ${where} is not about this payment (${strange}): compare the two by hand`,
  }),
  notAsAgreed: (where: string): Bilingual => ({
    zh: `它对 ${where} 的应答与约定不符`,
    en: `its answer to ${where} is not as agreed`,
  }),
  refused: (where: string, code: string): Bilingual => ({
    zh: `支付服务拒绝了 ${where}:${code}。系统会再次请求;请在支付服务中查看本订单的支付。`,
    en: `The payment service refused ${where}: ${code}. It is asked again; look at the order's payment there.`,
  }),
  notConfigured: {
    zh: '本订单有价格,但未配置支付服务:请设置 SEALFLOW_PAYMENT_URL 并重启 worker。',
    en: 'This order has a price, and no payment service is configured: set SEALFLOW_PAYMENT_URL and restart the worker.',
  },
  listGoesRound: {
    zh: '支付服务的列表又回到了同一页。',
    en: "The payment service's list comes round to a page again.",
  },
  notCovered: { zh: '账户余额不足以支付本订单。', en: "The account's funds don't cover this order." },
  givenBack: (orderId: string): Bilingual => ({
    zh: `订单 ${orderId} 的款项已经退回。`,
    en: `The payment of order ${orderId} was given back already.`,
  }),
} as const;

/** A DNS service that publishes for us. */
export const DNS_PROVIDER_FAILURES = {
  of: (provider: string, what: Bilingual): Bilingual => ({
    zh: `DNS 服务 ${provider}:${what.zh}。`,
    en: `DNS provider ${provider}: ${what.en}.`,
  }),
  notShown: (server: string, record: string): Bilingual => ({
    zh: `${server} 接受了 ${record},但查询不到。请查看该名称下还有什么,以及服务器日志`,
    en: `${server} took ${record} and does not show it. See what else stands at this name, and in the server's log`,
  }),
  lacksSettings: {
    zh: '需要服务器、TSIG 密钥名称和 base64 密钥。请设置 SEALFLOW_DNS_UPDATE_SERVER、SEALFLOW_TSIG_KEY_NAME 和 SEALFLOW_TSIG_SECRET',
    en: 'it needs a server, a TSIG key name and a base64 secret. Set SEALFLOW_DNS_UPDATE_SERVER, SEALFLOW_TSIG_KEY_NAME and SEALFLOW_TSIG_SECRET',
  },
  silent: (server: string, why: Bilingual): Bilingual => ({
    zh: `${server} 没有应答(${why.zh})。请检查它是否在运行并且可达`,
    en: `${server} does not answer (${why.en}). Check that it runs and can be reached`,
  }),
  unusable: (server: string, why: Bilingual): Bilingual => ({
    zh: `${server} 没有给出可用的应答(${why.zh})。请检查它是否在运行并且可达`,
    en: `${server} gave no usable answer (${why.en}). Check that it runs and can be reached`,
  }),
  noZone: (server: string, name: string): Bilingual => ({
    zh: `${server} 没有 ${name} 所属的区。请在其中添加该区,或改用手动 DNS 下单`,
    en: `${server} serves no zone that ${name} lies in. Add the zone there, or order with manual DNS`,
  }),
  failed: (server: string): Bilingual => ({
    zh: `${server} 自身出错(SERVFAIL)。请查看其日志`,
    en: `${server} failed by itself (SERVFAIL). Look into its log`,
  }),
  refused: (server: string, zone: string, why: Bilingual): Bilingual =>
    withWhy({ zh: `${server} 拒绝修改 ${zone}`, en: `${server} refused to change ${zone}` }, why),
  badTime: {
    zh: '它与本机的时钟相差过大(BADTIME)。请用 NTP 校准两边的时钟',
    en: 'its clock and ours differ too much (BADTIME). Set both by NTP',
  },
  badSignature: (key: string): Bilingual => ({
    zh: `密钥 ${key} 的值与服务器的不一致(BADSIG)。请更正此连接的 tsigSecret(未使用连接时为 SEALFLOW_TSIG_SECRET)`,
    en: `the secret of key ${key} is not the server's (BADSIG). Correct tsigSecret of this connection (without a connection: SEALFLOW_TSIG_SECRET)`,
  }),
  badKey: (key: string): Bilingual => ({
    zh: `它不认识使用该算法的密钥 ${key},或不允许它更新该区(BADKEY)。请更正此连接的 tsigKeyName 或 tsigAlgorithm(未使用连接时为 SEALFLOW_TSIG_KEY_NAME 或 SEALFLOW_TSIG_ALGORITHM)`,
    en: `it does not know key ${key} with this algorithm, or does not let it update this zone (BADKEY). Correct tsigKeyName or tsigAlgorithm of this connection (without a connection: SEALFLOW_TSIG_KEY_NAME or SEALFLOW_TSIG_ALGORITHM)`,
  }),
  notAllowed: (rcode: string, key: string): Bilingual => ({
    zh: `${rcode}。请允许密钥 ${key} 更新该区`,
    en: `${rcode}. Allow key ${key} to update this zone`,
  }),
  otherQuestion: { zh: '应答的是另一个查询', en: 'the answer belongs to another question' },
  badReplySignature: (state: string): Bilingual => ({
    zh: `应答的签名${state === 'absent' ? '缺失' : '无效'}`,
    en: `the answer's signature is ${state}`,
  }),
  notSetUp: { zh: '未设置 DNS 服务。请手动添加记录', en: 'no DNS service is set up. Add the record by hand' },
} as const;

/** What is left to the subscriber to put in place. */
export const LEFT_TO_SUBSCRIBER = {
  file: (url: string): Bilingual => ({ zh: `${url} 需手动放置`, en: `${url} is to be put in place by hand` }),
  record: (record: string): Bilingual => ({
    zh: `${record} 需手动添加`,
    en: `${record} is to be added by hand`,
  }),
  behindAlias: (record: string, target: string): Bilingual => ({
    zh: `${record} 是指向 ${target} 的 CNAME,该处不会自动发布`,
    en: `${record} is a CNAME to ${target}, where nothing is published by itself`,
  }),
  byWildcard: (record: string, target: string): Bilingual => ({
    zh: `${record} 的 CNAME(指向 ${target})来自通配符记录,不算委派`,
    en: `the CNAME of ${record}, to ${target}, is a wildcard's, which is no delegation`,
  }),
  othersDelegation: (record: string, target: string): Bilingual => ({
    zh: `${record} 是指向 ${target} 的 CNAME,那是另一个账号的委派`,
    en: `${record} is a CNAME to ${target}, which is another account's delegation`,
  }),
  tooManyAliases: (record: string, most: number): Bilingual => ({
    zh: `${record} 经过了 ${most} 个以上的 CNAME`,
    en: `${record} leads through more than ${most} CNAMEs`,
  }),
} as const;

export const FILE_AGENT_FAILURES = {
  of: (what: Bilingual): Bilingual => ({ zh: `文件代理:${what.zh}。`, en: `File agent: ${what.en}.` }),
  lacksSettings: {
    zh: '需要 URL 和令牌。请设置 SEALFLOW_FILE_AGENT_URL 和 SEALFLOW_FILE_AGENT_TOKEN',
    en: 'it needs a URL and a token. Set SEALFLOW_FILE_AGENT_URL and SEALFLOW_FILE_AGENT_TOKEN',
  },
  noAnswer: {
    zh: '没有应答。请检查它是否在运行并且可达',
    en: 'it does not answer. Check that it runs and can be reached',
  },
  /** `connection`: its name; absent: what the environment says. */
  token: (status: number, connection?: string): Bilingual => ({
    zh: `不接受我们的令牌(状态码 ${status})。请更正${connection === undefined ? ' SEALFLOW_FILE_AGENT_TOKEN' : `连接 ${connection} 的令牌`}`,
    en: `it does not take our token (status ${status}). Correct ${connection === undefined ? 'SEALFLOW_FILE_AGENT_TOKEN' : `the token of connection ${connection}`}`,
  }),
  failed: (status: number): Bilingual => ({
    zh: `出错,状态码 ${status}。请查看其日志`,
    en: `it failed with status ${status}. Look into its log`,
  }),
  refused: (status: number): Bilingual => ({
    zh: `拒绝,状态码 ${status}。请检查它是否为该主机和路径提供服务`,
    en: `it refused with status ${status}. Check that it serves this host and path`,
  }),
} as const;

/** A web server that files are put on by SFTP. `of` ends the sentence. */
export const SFTP_FAILURES = {
  of: (host: string, what: Bilingual): Bilingual => ({
    zh: `SFTP 服务器 ${host}:${what.zh}。`,
    en: `SFTP server ${host}: ${what.en}.`,
  }),
  lacksSettings: {
    zh: '需要主机、用户、密码或私钥、主机密钥指纹,以及至少一个网站根目录',
    en: 'it needs a host, a user, a password or a private key, the fingerprint of its host key and at least one web root',
  },
  noAnswer: (why: string): Bilingual => ({
    zh: `没有应答(${why})。请检查它是否在运行并且可达`,
    en: `it does not answer (${why}). Check that it runs and can be reached`,
  }),
  tooSlow: (seconds: number): Bilingual => ({
    zh: `未能在 ${seconds} 秒内完成`,
    en: `it was not done within ${seconds} s`,
  }),
  hostKeyDiffers: (seen: string, expected: string): Bilingual => ({
    zh: `其主机密钥是 ${seen},不是约定的 ${expected}。若服务器确已更换密钥,请更正指纹;否则有人在冒充它`,
    en: `its host key is ${seen}, not the expected ${expected}. Where the server has a new key, correct the fingerprint; otherwise somebody stands in its place`,
  }),
  authenticationRefused: (user: string): Bilingual => ({
    zh: `拒绝用户 ${user} 登录。请检查用户名、密码或私钥,以及服务器允许的登录方式`,
    en: `it does not let user ${user} in. Check the user, the password or private key, and which ways of logging in the server allows`,
  }),
  keyUnreadable: {
    zh: '私钥无法读取。请检查其格式(PEM 或 OpenSSH)和口令',
    en: 'the private key can’t be read. Check its format (PEM or OpenSSH) and its passphrase',
  },
  noSftp: {
    zh: '允许登录,但不提供 SFTP。请在 sshd_config 中启用 `Subsystem sftp`',
    en: 'it lets us in and offers no SFTP. Switch on `Subsystem sftp` in sshd_config',
  },
  noWebRoot: (host: string): Bilingual => ({
    zh: `没有为 ${host} 设置网站根目录`,
    en: `no web root is set for ${host}`,
  }),
  rootMissing: (root: string): Bilingual => ({
    zh: `网站根目录 ${root} 不存在`,
    en: `the web root ${root} is not there`,
  }),
  noDirectory: (path: string): Bilingual => ({
    zh: `${path} 不是目录`,
    en: `${path} is no directory`,
  }),
  noRight: (path: string, user: string): Bilingual => ({
    zh: `用户 ${user} 无权写入 ${path}`,
    en: `user ${user} has no right to write ${path}`,
  }),
  otherPath: (path: string): Bilingual => ({
    zh: `${path} 不是验证文件的路径`,
    en: `${path} is no path of a validation file`,
  }),
  failed: (what: string): Bilingual => ({
    zh: `服务器报告失败(${what})。请查看其日志和磁盘空间`,
    en: `the server reports a failure (${what}). Look into its log, and at the room on its disk`,
  }),
} as const;

export const NOTICE_FAILURES = {
  /** `why`: the service's code. */
  notTexted: (service: string, why: Bilingual): Bilingual => ({
    zh: `${service} 没有接受短信(${why.zh})。请检查 SEALFLOW_SMS_* 及其控制台。`,
    en: `${service} did not take a text message (${why.en}). Check SEALFLOW_SMS_* and its console.`,
  }),
  webhook: (why: Bilingual): Bilingual => ({
    zh: `webhook 未接受通知(${why.zh})。请检查其接收方,或查看 \`sealflow notice preferences\`。`,
    en: `The webhook did not take a notice (${why.en}). Check its receiver, or \`sealflow notice preferences\`.`,
  }),
  notHttps: { zh: '其地址不是 https', en: 'its address is not https' },
  notPublic: { zh: '其地址不是公网地址', en: 'its address is not a public one' },
  noAddress: { zh: '其域名没有地址', en: 'its name has no address' },
  status: (status: number): Bilingual => quoted(`HTTP ${status}`),
  mail: (codes: string): Bilingual => ({
    zh: `邮件服务器未接受通知(${codes || '没有应答'})。请检查 SEALFLOW_SMTP_URL 及其日志。`,
    en: `The mail server did not take a notice (${codes || 'no answer'}). Check SEALFLOW_SMTP_URL and its log.`,
  }),
  sentByAnother: { zh: '另一次尝试正在发送此通知。', en: 'Another attempt is sending this notice.' },
} as const;
