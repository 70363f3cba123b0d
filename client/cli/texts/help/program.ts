/** What `--help` says of the program itself, and of commands that stand alone or belong to its operators. */
import { PREFLIGHT_METHODS } from '../../../../domain/control/preflight/request.js';
import { type CommandTexts } from './shared.js';

export const PROGRAM_HELP = {
  '': {
    about: {
      zh: '订购 TLS 证书;每个订单都是一个持久的工作流。',
      en: 'Orders TLS certificates; every order is one durable workflow.',
    },
    options: {
      '--version': { zh: '显示版本号', en: 'output the version number' },
      '--json': { zh: '以 JSON 作答', en: 'answer in JSON' },
      '--data-dir': {
        zh: '要连接的内置系统的数据文件夹(默认 .sealflow)',
        en: 'data of the embedded stack to speak to (default: .sealflow)',
      },
      '--account': {
        zh: '所代表的账号(默认 SEALFLOW_ACCOUNT,否则 default)',
        en: 'the subscriber account to act for (default: SEALFLOW_ACCOUNT, or default)',
      },
      '--lang': { zh: '一切文字所用的语言', en: 'the language that comes first' },
      '--time-zone': {
        zh: '按哪个时区显示时间,例如 UTC(默认 SEALFLOW_TIME_ZONE,否则 Asia/Shanghai)',
        en: 'whose clock times are shown by, such as UTC (default: SEALFLOW_TIME_ZONE, or Asia/Shanghai)',
      },
    },
  },
  up: {
    about: {
      zh: '在前台启动内置系统;按 Ctrl-C 停止,未完成的订单在下次启动后继续',
      en: 'start the embedded stack in the foreground; Ctrl-C stops it, open orders go on at the next start',
    },
    options: {
      '--temporal-port': { zh: 'Temporal 的端口', en: 'port of Temporal' },
      '--ui-port': { zh: 'Temporal Web UI 的端口', en: 'port of the Temporal Web UI' },
      '--postgres-port': { zh: 'Postgres 的端口', en: 'port of Postgres' },
      '--dns-port': { zh: 'DNS 服务器的端口,UDP 和 TCP', en: 'port of the DNS server, UDP and TCP' },
      '--ca-port': { zh: '开发 CA 的端口', en: 'port of the development CA' },
      '--mail-port': { zh: '邮件页面的端口', en: 'port of the page with the mails' },
      '--smtp-port': { zh: '收信服务器的端口', en: 'port of the mail sink' },
      '--web-port': {
        zh: '存放验证文件的 Web 服务器的端口,HTTP',
        en: 'port of the web server of validation files, HTTP',
      },
      '--https-port': { zh: '同上,HTTPS', en: 'port of the same, HTTPS' },
      '--api-port': { zh: 'HTTP 接口的端口', en: 'port of the HTTP API' },
      '--tencent-api-port': {
        zh: '与腾讯云兼容的 API 的端口',
        en: "port of the API that is compatible with Tencent's",
      },
      '--with': {
        zh: '另外启动的部件:tencent,即腾讯云 SSL 的替身,用于演练向经销商下单',
        en: 'a further part: tencent, a double of Tencent Cloud SSL, to rehearse orders at a reseller',
      },
      '--tencent-double-port': { zh: '该替身的端口', en: 'port of that double' },
    },
  },
  login: {
    about: {
      zh: '登录 Sealflow 的 HTTP API:在浏览器中确认,或用密钥;此后的命令都通过它执行,无需数据库',
      en: 'sign in to the HTTP API of a Sealflow: by a browser, or with a key; commands go through it from then on, without a database',
    },
    options: {
      '--key-file': {
        zh: '存有密钥(KEYID:SECRET)的文件,供程序使用',
        en: 'holds a key (KEYID:SECRET), for machines',
      },
    },
    arguments: {
      url: {
        zh: 'API 的地址,例如 https://certificates.example.com',
        en: 'the address of the API, such as https://certificates.example.com',
      },
    },
  },
  logout: {
    about: {
      zh: '退出登录,并忘记保存的会话或密钥',
      en: 'sign out, and forget the session or key that is kept',
    },
    arguments: {
      url: { zh: '要退出的 API(默认:当前的)', en: 'the API to sign out of (default: the current one)' },
    },
  },
  preflight: {
    about: {
      zh: '下单之前,像 CA 那样检查域名:委派、域名服务器、CAA、DNSSEC、验证记录的名称、Web 服务器;会签发失败时退出码为 5',
      en: 'before an order, look at names as a CA will: delegation, name servers, CAA, DNSSEC, the names of proof, the web server; exit code 5 where issuance would fail',
    },
    options: {
      '--ca': {
        zh: 'CA 连接的名称或编号,品牌,或 CA 在 CAA 记录中的标识,例如 letsencrypt.org(默认:路由为这些域名的订单所选的 CA)',
        en: 'name or id of a connection to a CA, a brand, or what stands for a CA in CAA records, such as letsencrypt.org (default: the CA that the routes choose for orders of these names)',
      },
      '--method': {
        zh: `如何验证:${PREFLIGHT_METHODS.join(', ')} 或订单的验证方式(默认:任何方式)`,
        en: `how control would be shown: ${PREFLIGHT_METHODS.join(', ')}, or a method of orders (default: either)`,
      },
      '--account-uri': {
        zh: '申请证书所用的 CA 账户,如 CAA 记录的 accounturi 所写',
        en: 'the account at the CA that will ask, as accounturi in CAA records names it',
      },
    },
    arguments: {
      names: {
        zh: '要检查的域名,最多 100 个;通配符写作 "*.example.com"',
        en: 'names to look at, at most 100; a wildcard as "*.example.com"',
      },
    },
  },
  forecast: {
    about: {
      zh: '从某一天起,哪些订单和证书何时需要什么;不作任何更改',
      en: 'which orders and certificates will need what by when, as seen from a day; changes nothing',
    },
    options: {
      '--date': {
        zh: '第一天,例如 2027-03-01(UTC):今天或以后',
        en: 'the first day, such as 2027-03-01 (UTC): today or later',
      },
      '--until': { zh: '最后一天', en: 'the last day' },
      '--weeks': {
        zh: '多少个星期,代替 --until(默认 12)',
        en: 'so many weeks in place of --until (default: 12)',
      },
    },
  },
  quota: {
    about: {
      zh: '免费证书的名额:已占用、剩余,以及下一个何时释放',
      en: 'places of free certificates: taken, left, and when the next one is released',
    },
  },
  key: {
    about: {
      zh: '主密钥,以及因缺少主密钥而打不开的内容',
      en: 'the master key, and what is sealed under one that is missing',
    },
  },
  'key new': {
    about: {
      zh: '生成一个主密钥,其编号表明是哪个密钥;只有写入配置才会启用',
      en: 'make a master key, whose id tells which key it is; it is put to use by configuration alone',
    },
    options: {
      '--out': {
        zh: '写入新文件,仅所有者可读,代替标准输出',
        en: 'a new file, for its owner alone, in place of standard output',
      },
    },
  },
  'key list': {
    about: {
      zh: '本账号中已配置的主密钥都打不开的内容,按缺少的主密钥列出',
      en: 'what of the account no configured master key opens, by the key that is missing',
    },
  },
  'key write-off': {
    about: {
      zh: '放弃本账号中由永久丢失的主密钥加密的内容',
      en: 'give up what of the account is closed under a master key that is lost for good',
    },
    options: { '--yes': { zh: '不再询问确认', en: 'do not ask for confirmation' } },
  },
  migrate: {
    about: {
      zh: '更新数据库结构,并为 DATABASE_URL 的角色授权',
      en: 'bring the database up to date, and give the role of DATABASE_URL its rights',
    },
  },
  doctor: {
    about: {
      zh: '比较所有账号的数据库记录、工作流、CA 处的订单和支付,指出谁缺少什么;仍有差异时退出码为 1',
      en: 'compare rows, workflows, the CA’s orders and the payments of all accounts, and say what lacks what; exit code 1 where something is left',
    },
    options: {
      '--repair': { zh: '修复可以修复的,逐项询问', en: 'mend what can be mended, asking case by case' },
      '--dry-run': {
        zh: '与 --repair 同用:只说明会做什么,什么也不做',
        en: 'with --repair: tell what would be done, and do nothing',
      },
      '--yes': { zh: '与 --repair 同用:不再询问', en: 'with --repair: ask nothing' },
    },
  },
  dns: { about: { zh: '内置 DNS 服务器中的记录', en: 'records of the embedded DNS server' } },
  'dns set': {
    about: {
      zh: '添加一条记录,例如:`dns set _dnsauth.example.com TXT abc`',
      en: 'add a record, such as: dns set _dnsauth.example.com TXT abc',
    },
  },
  'dns remove': {
    about: {
      zh: '删除一条记录、某一类型的记录,或某个域名的全部记录',
      en: 'remove one record, those of one type, or all of a name',
    },
  },
  'dns list': {
    about: { zh: '全部记录,或某个域名及其下的记录', en: 'the records, or those at and below a name' },
  },
} satisfies CommandTexts;
