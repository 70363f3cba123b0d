/** What `--help` says of what an account has beside orders and certificates: people, papers, plans, money, notices, its log. */
import { PAYMENT_STATES } from '../../../../domain/payments/words.js';
import { PAGES, SENT_BY, values, type CommandTexts } from './shared.js';

const FILE = { zh: 'JSON 或 YAML 文件', en: 'JSON or YAML' };

const APPROVED_ID = {
  zh: '订单号,或吊销申请的编号',
  en: 'the id of the order, or of the request to revoke',
};

export const ACCOUNT_HELP = {
  approval: {
    about: {
      zh: '提交之前由另一人审批:有费用的订单,以及吊销',
      en: 'the word of a second person before an order that costs something, or a revocation, is sent',
    },
  },
  'approval list': {
    about: { zh: '正在等待审批的,期限近的在前', en: 'what waits for approval, the nearest deadline first' },
    options: { '--limit': { zh: '最多多少条(默认 100)', en: 'at most so many (default: 100)' } },
  },
  'approval show': {
    about: { zh: '由谁申请、由谁决定', en: 'who asked for it, and who decided' },
    arguments: { id: APPROVED_ID },
  },
  'approval approve': {
    about: {
      zh: '批准:立即继续;不能批准自己的申请',
      en: 'let it through: it goes on at once; nobody approves their own',
    },
    arguments: { id: APPROVED_ID },
  },
  'approval decline': {
    about: { zh: '不批准:订单或吊销申请就此结束', en: 'end the order, or the request to revoke' },
    arguments: { id: APPROVED_ID },
  },
  'approval rules': {
    about: {
      zh: '本账号的哪些操作需要审批;带选项则更改,只影响以后的申请',
      en: 'what needs approval in this account; with an option, change it for what is asked from now on',
    },
    options: {
      '--orders': { zh: '有费用的订单:on 或 off', en: 'orders that cost something: on or off' },
      '--revocations': { zh: '吊销:on 或 off', en: 'revocations: on or off' },
    },
  },
  letter: {
    about: { zh: '订单的盖章确认函和申请书', en: 'stamped letters and application forms of orders' },
  },
  'letter template': {
    about: {
      zh: '确认函(PDF),公司和域名已填好:打印、签字、盖章、上传',
      en: 'the letter as a PDF, filled in with company and names: print, sign, stamp, upload',
    },
    options: { '--out': { zh: 'PDF 写入何处', en: 'where to write the PDF' } },
  },
  'letter upload': {
    about: {
      zh: '提交盖章后的确认函;文件类型由内容判断',
      en: 'hand in the stamped letter; what kind of file it is, its content says',
    },
    options: { ...SENT_BY },
  },
  'letter list': {
    about: {
      zh: '所有版本,旧的在前:由谁提交、结果如何',
      en: 'every version, oldest first: who sent it and what became of it',
    },
    options: { ...PAGES },
  },
  'letter download': {
    about: { zh: '某一版本的原文件', en: 'one version as it was uploaded' },
    options: {
      '--version-number': { zh: '哪一个,如 `letter list` 所示', en: 'which one, as `letter list` shows' },
      '--out': { zh: '写入何处', en: 'where to write it' },
    },
  },
  plan: { about: { zh: '购买的方案:一系列证书', en: 'what was bought: series of certificates' } },
  'plan list': {
    about: { zh: '方案列表,先结束的在前', en: 'plans, the one that ends first before the others' },
    options: { ...PAGES },
  },
  'plan renewal': {
    about: {
      zh: '方案结束时是否自动购买下一个方案',
      en: 'whether another plan is bought by itself when this one ends',
    },
  },
  'plan show': {
    about: {
      zh: '一个方案:依次各张证书、下一步、何时结束;以方案号、证书号或订单号指定',
      en: 'one plan: its certificates in order, what comes next, its end; by plan, certificate or order id',
    },
  },
  company: {
    about: { zh: '本账号保存的公司,供下单时引用', en: 'companies of this account, to be named in orders' },
  },
  'company list': {
    about: { zh: '已保存的,新的在前', en: 'saved ones, newest first' },
    options: { ...PAGES },
  },
  'company add': {
    about: {
      zh: '保存一个并输出编号。未给出文件时,在终端中逐项询问',
      en: 'save one; prints its id. Without a file, a person at a terminal is asked',
    },
    options: { '--file': FILE },
  },
  'company edit': {
    about: {
      zh: '更改字段;订单保留下单时的副本',
      en: 'change fields of one; orders keep the copy they were placed with',
    },
    options: {
      '--file': {
        zh: '要更改的字段,JSON 或 YAML;null 表示去掉可选字段',
        en: 'JSON or YAML of the fields to change; null takes an optional one away',
      },
    },
  },
  'company remove': {
    about: {
      zh: '删除;引用过它的订单保留各自的副本',
      en: 'forget one; orders that named it keep their copies',
    },
  },
  contact: {
    about: {
      zh: '本账号保存的人员,供下单时作为管理人或联系人',
      en: 'people of this account, to be managers or contacts of orders',
    },
  },
  'contact list': {
    about: { zh: '已保存的,新的在前', en: 'saved ones, newest first' },
    options: { ...PAGES },
  },
  'contact add': {
    about: {
      zh: '保存一个并输出编号。未给出文件时,在终端中逐项询问',
      en: 'save one; prints its id. Without a file, a person at a terminal is asked',
    },
    options: { '--file': FILE },
  },
  'contact edit': {
    about: {
      zh: '更改字段;订单保留下单时的副本',
      en: 'change fields of one; orders keep the copy they were placed with',
    },
    options: {
      '--file': {
        zh: '要更改的字段,JSON 或 YAML;null 表示去掉可选字段',
        en: 'JSON or YAML of the fields to change; null takes an optional one away',
      },
    },
  },
  'contact remove': {
    about: {
      zh: '删除;引用过它的订单保留各自的副本',
      en: 'forget one; orders that named it keep their copies',
    },
  },
  delegation: {
    about: {
      zh: '把域名的验证交给本系统:设置一次 CNAME,之后的订单自动验证',
      en: 'names whose validation is left to us: one CNAME, set once, and later orders are validated by themselves',
    },
  },
  'delegation add': {
    about: {
      zh: '委派一个域名,并输出需设置的 CNAME;再次添加得到相同的记录',
      en: 'delegate a name, and print the CNAMEs to set; the same name again gives the same ones',
    },
    options: {
      '--zone': {
        zh: '验证记录发布在哪个区:系统可自动发布的区,或其中的名称',
        en: 'the zone that records are published in: one that this installation publishes to by itself, or a name in one',
      },
    },
  },
  'delegation list': {
    about: { zh: '已委派的域名,新的在前', en: 'delegated names, newest first' },
    options: { ...PAGES },
  },
  'delegation show': {
    about: { zh: '一个委派:最近一次查看的结果', en: 'one of them, as it was last looked at' },
  },
  'delegation check': {
    about: { zh: '现在查看其 CNAME', en: 'have its CNAMEs looked at now' },
  },
  'delegation remove': {
    about: {
      zh: '不再委派;指向本系统的 CNAME 可以删除',
      en: 'delegate it no longer; its CNAMEs may be deleted',
    },
  },
  payment: { about: { zh: '订单的费用,以及待退还的款项', en: 'what orders cost, and what is owed' } },
  'payment list': {
    about: { zh: '各订单的支付,新订单在前', en: 'payments of orders, newest order first' },
    options: {
      ...PAGES,
      '--owed': { zh: '只列出应退还而尚未退还的', en: 'only what is to be given back, and is not yet' },
      '--state': values(PAYMENT_STATES),
    },
  },
  'payment show': {
    about: {
      zh: '一笔支付:冻结、扣款和退还的情况,以及受阻的原因',
      en: 'one payment: what was held, taken and given back, and what stands in the way',
    },
  },
  'payment balance': {
    about: { zh: '账号在开发用支付服务中的余额', en: "the account's funds at the development payment house" },
    options: { '--set': { zh: '设置可用余额,以分为单位', en: 'sets what can be spent, in fen' } },
  },
  log: {
    about: {
      zh: '账号的操作日志:谁、何时、从何处、做了什么',
      en: 'the account’s log of operations: who asked for what, when, from where',
    },
  },
  'log list': {
    about: { zh: '日志条目,新的在前', en: 'entries, newest first' },
    options: {
      ...PAGES,
      '--subject': { zh: '关于此订单、证书等', en: 'about this order, certificate and so on' },
    },
  },
  'log export': {
    about: {
      zh: '整个日志,每行一个 JSON,最后一行是条数和末条的哈希值',
      en: 'the whole log as lines of JSON, the last one with their count and the head’s hash',
    },
    options: { '--out': { zh: '写入文件,代替标准输出', en: 'a file in place of standard output' } },
  },
  'log verify': {
    about: {
      zh: '核验每一条的哈希值和位置,在导出的文件中或在数据库中;不符时退出码为 1',
      en: 'check every entry’s hash and place, in an exported file or in the database; exit code 1 where it fails',
    },
    options: {
      '--head': {
        zh: '先前记下、至今仍应在日志中的哈希值:证明末尾没有被截去',
        en: 'a hash noted earlier, which must still stand in it: shows that no tail was cut off',
      },
      '--full': {
        zh: '重新核验每一条,包括先前核验过的;文件总是全部核验',
        en: 'every entry again, also those that an earlier run verified; of a file it is every entry anyway',
      },
    },
  },
  dossier: {
    about: {
      zh: '订单档案:离线核验,以及签署档案的密钥',
      en: 'dossiers of orders: verify one offline, and the key that signs them',
    },
  },
  'dossier verify': {
    about: {
      zh: '核验每个文件、每条日志和签名,不需要网络和数据库;不符时退出码为 1',
      en: 'check every file, every entry of the log and the signature, without a network or a database; exit code 1 where one fails',
    },
    options: {
      '--signer': {
        zh: '应由谁签名,如 `sealflow dossier signer` 所示',
        en: 'whose signature it must have, as `sealflow dossier signer` prints it',
      },
      '--log': {
        zh: '账号日志的导出文件,与档案中的条目比对',
        en: 'an export of the account’s log, to compare the dossier’s entries with',
      },
    },
  },
  'dossier signer': {
    about: {
      zh: '此系统签署档案所用密钥的指纹;其后列出签署较早档案的',
      en: 'the fingerprint of the key that this installation signs with; those before it signed earlier ones',
    },
  },
  notice: { about: { zh: '本账号收到的通知', en: 'what this account was told' } },
  'notice list': {
    about: { zh: '站内信,新的在前;* 表示未读', en: 'the inbox, newest first; * is unread' },
    options: {
      ...PAGES,
      '--unread': { zh: '只列出未读的', en: 'only what was not read yet' },
      '--kind': { zh: '例如 waiting、issued、expiring', en: 'such as waiting, issued, expiring' },
      '--about': { zh: '关于某个订单、证书或吊销申请', en: 'of one order, certificate or revocation' },
    },
  },
  'notice show': {
    about: { zh: '一条通知,以及各渠道的投递结果', en: 'one notice, and what became of it on each channel' },
  },
  'notice read': { about: { zh: '标为已读并显示', en: 'marks a notice as read, and shows it' } },
  'notice preferences': {
    about: {
      zh: '在哪个渠道通知什么;不带选项时显示',
      en: 'what is told on which channel; without options, shows it',
    },
    options: {
      '--language': { zh: '邮件的语言:zh、en 或 both', en: 'of mails: zh, en or both' },
      '--mail-time-zone': {
        zh: '邮件中的时间所用的时区,例如 Asia/Shanghai',
        en: 'whose clock mails tell times by, such as Asia/Shanghai',
      },
      '--mail': {
        zh: '订单未指定地址时所用的地址;none 表示不用',
        en: 'where an order names no address; "none" for none',
      },
      '--sms': { zh: '是否给订单中的人员发短信:on 或 off', en: 'text messages to the people of an order' },
      '--webhook': {
        zh: '带签名的通知发往何处;none 表示不用',
        en: 'signed notices go there; "none" for none',
      },
      '--new-secret': { zh: '更换回调的密钥,只显示一次', en: 'another secret for the webhook, shown once' },
      '--off': {
        zh: '关闭,例如 submitted:mail;可多次给出',
        en: 'switches off, such as submitted:mail; repeatable',
      },
      '--on': { zh: '重新开启;可多次给出', en: 'switches on again; repeatable' },
    },
  },
} satisfies CommandTexts;
