/** What `--help` says of connections and routes. */
import { BRANDS, CERTIFICATE_TYPES } from '../../../../domain/catalogue/words.js';
import { values, type CommandTexts } from './shared.js';

const NO_TEST = {
  zh: '不试连,直接保存',
  en: 'keep it without trying it',
};
const INSTALLATION = {
  zh: '属于整个系统、各账号都可使用的,而不是本账号的',
  en: 'the installation’s, which every account may use, not this account’s',
};

export const CONNECTION_HELP = {
  connection: {
    about: {
      zh: '到 CA、DNS 服务和文件服务器的连接',
      en: 'access to CAs, DNS services and servers for files',
    },
  },
  'connection list': {
    about: { zh: '本账号和整个系统的连接', en: 'those of this account and of the installation' },
  },
  'connection show': {
    about: { zh: '一个连接;密钥从不显示', en: 'one of them; secrets are never shown' },
  },
  'connection add': {
    about: {
      zh: '先试连,成功后保存。文件中没有的,在终端中逐项询问,密钥不回显',
      en: 'try it, and keep it where it is let in. What the file lacks is asked for at a terminal, secrets without showing them',
    },
    arguments: {
      kind: {
        zh: '连到什么,例如 rfc2136;全部种类见 docs/connections.zh-CN.md',
        en: 'what it leads to, such as rfc2136; docs/connections.md has them all',
      },
    },
    options: {
      '--file': {
        zh: '该种类的全部字段,JSON 或 YAML,含密钥',
        en: 'all fields of the kind as JSON or YAML, secrets among them',
      },
      '--no-test': NO_TEST,
      '--installation': INSTALLATION,
    },
  },
  'connection edit': {
    about: {
      zh: '先试连,成功后更改;进行中的订单从下一步起使用新值',
      en: 'try it with the changes, then keep them; living orders use them from their next step on',
    },
    options: {
      '--file': {
        zh: '要更改的字段,JSON 或 YAML;没有列出的保持不变,null 表示去掉可选字段',
        en: 'fields to change, JSON or YAML; what is left out stays, null takes an optional one away',
      },
      '--no-test': NO_TEST,
      '--installation': INSTALLATION,
    },
  },
  'connection test': {
    about: { zh: '立即试连,并说明被拒绝的是什么', en: 'try it now; says exactly what was refused' },
  },
  'connection rollover': {
    about: {
      zh: '为 ACME 账户更换密钥;旧密钥随即失效,尚待验证的订单会得到新的记录值',
      en: 'give the ACME account another key; the old one counts no more, and orders still to be validated get other values to show',
    },
    options: { '--installation': INSTALLATION },
  },
  'connection remove': {
    about: {
      zh: '移除并销毁其密钥;进行中的订单或路由需要它时拒绝',
      en: 'forget it and its secrets; refused while living orders or routes need it',
    },
    options: {
      '--force': {
        zh: '即使由此签发的证书仍然有效:它们将无法吊销和重新签发',
        en: 'though certificates issued there are valid: they can be neither revoked nor issued anew then',
      },
      '--installation': INSTALLATION,
    },
  },
  route: { about: { zh: '哪个 CA 签发哪种产品', en: 'which CA serves which product' } },
  'route list': {
    about: { zh: '本账号的在前,更具体的在前', en: 'the account’s own first, the more specific ones first' },
  },
  'route set': {
    about: {
      zh: '产品由此连接签发;替换同一品牌、类型和后缀的路由,已下的订单不受影响',
      en: 'lead products to this connection, in place of the route for the same brand, type and suffix; placed orders stay where they are',
    },
    options: {
      '--brand': values(BRANDS),
      '--type': values(CERTIFICATE_TYPES),
      '--suffix': {
        zh: '只用于全部域名都在此域名之下的订单,例如 example.com',
        en: 'only for orders whose names all lie in this domain, such as example.com',
      },
      '--fallback': {
        zh: 'CA 无法访问或限流时,免费或未付费的 DV 订单可改由此连接签发一次',
        en: 'where a free or unpaid DV order may move, once, while the CA is down or limits us',
      },
      '--installation': INSTALLATION,
    },
  },
  'route remove': {
    about: { zh: '移除路由;已下的订单不受影响', en: 'forget a route; placed orders stay where they are' },
    options: { '--installation': INSTALLATION },
  },
} satisfies CommandTexts;
