/** What `--help` says of `sealflow order`. */
import { BRANDS, CERTIFICATE_TYPES, VALIDATION_METHODS } from '../../../../domain/catalogue/words.js';
import { ORDER_STATES } from '../../../../domain/orders/states.js';
import { CHANNEL_SOURCES } from '../../../../domain/organization/words.js';
import { ORGANIZATION_WAITS, WAITS } from '../../../../domain/waits.js';
import {
  LABEL_COMMAND,
  LABEL_FILTERS,
  NEW_KEY,
  NO_WAIT,
  ORDER_FORM,
  PAGES,
  PRICE,
  values,
  type CommandTexts,
} from './shared.js';

export const ORDER_HELP = {
  order: { about: { zh: '证书订单', en: 'certificate orders' } },
  'order quote': {
    about: {
      zh: '订单的价格、冻结金额和所含内容;表单与 `order create` 相同,不会下单',
      en: 'what an order would cost, hold and bring; the same form as `order create`, and nothing is placed',
    },
    options: { ...ORDER_FORM },
  },
  'order create': {
    about: {
      zh: '下单并输出订单号。在终端中操作时,缺少的内容会逐项询问',
      en: 'place an order; prints its id. A person at a terminal is asked for what is missing',
    },
    options: {
      ...ORDER_FORM,
      ...PRICE,
      ...NO_WAIT,
      '--draft': {
        zh: '目前只给出品牌和类型:订单等待 `order submit`',
        en: 'only brand and type now: the order waits for `order submit`',
      },
      '--idempotency-key': {
        zh: '同一个键、同样的请求,就是同一个订单',
        en: 'the same key with the same request is the same order',
      },
      '--order-id': { zh: '自定的订单号', en: 'an id of your own for the order' },
    },
  },
  'order submit': {
    about: { zh: '提交草稿订单的表单;仅一次', en: 'hand in the form of a draft; once' },
    arguments: { order: { zh: '等待表单的订单号', en: 'id of an order that waits for its form' } },
    options: { ...ORDER_FORM, ...PRICE, ...NO_WAIT },
  },
  'order views': {
    about: {
      zh: '按轮到谁打开 Temporal Web UI 列表的地址;打开一次后,浏览器会将其保留在已保存的视图中',
      en: 'addresses of the Temporal Web UI list by whose turn it is; opened once, a browser keeps them among its saved views',
    },
  },
  'order query': {
    about: {
      zh: '生成 Temporal Web UI 的查询,找出公司核实等待过久的订单',
      en: 'the Temporal Web UI query for orders whose organization has been waited for too long',
    },
    options: {
      '--waiting-on': values(ORGANIZATION_WAITS),
      '--longer-than': { zh: '多少个中国大陆的工作日', en: 'working days of mainland China' },
      '--type': values(CERTIFICATE_TYPES),
      '--at': {
        zh: '以此时刻为准计算等待时长,ISO 8601(默认为现在)',
        en: 'who will have waited for so long then, ISO 8601 (default: now)',
      },
    },
  },
  'order list': {
    about: { zh: '订单列表,新的在前', en: 'orders, newest first' },
    options: {
      ...PAGES,
      ...LABEL_FILTERS,
      '--state': values(ORDER_STATES),
      '--waiting-on': values(WAITS),
      '--brand': values(BRANDS),
      '--name': { zh: '恰好包含此域名的订单', en: 'orders for exactly this name' },
    },
  },
  'order show': {
    about: { zh: '一个订单:进行到哪一步,需要什么', en: 'one order: where it stands and what it asks for' },
  },
  'order why': {
    about: {
      zh: '为什么在等待:该由谁处理、何时到期、缺什么、每台解析服务器的回答',
      en: 'why it waits: who must act, by when, what is missing, what every resolver said',
    },
  },
  'order watch': {
    about: {
      zh: '实时进展,直到订单结束;签发时退出码为 0,否则为 1。不带订单号时显示全部订单,直到中断',
      en: 'live progress until the order ends; exit code 0 when it was issued, else 1. Without an order: all orders, until interrupted',
    },
  },
  'order check': {
    about: {
      zh: '立即检查,不等下一次间隔,并给出结果',
      en: 'look now instead of at the next interval, and say what was found',
    },
  },
  'order cancel': {
    about: {
      zh: '撤销尚未签发的订单,CA 处和 DNS 中一并撤销',
      en: 'withdraw an order that is not issued yet, at the CA and in DNS too',
    },
    options: {
      '--revoke-if-issued': {
        zh: '如果 CA 已先签发:立即吊销证书并退款',
        en: 'where the CA is faster: revoke the certificate at once, give the money back',
      },
    },
  },
  'order repair': {
    about: {
      zh: '在同一订单中更正一项:验证方式、联系人或公开渠道',
      en: 'put one thing right in the same order: the validation method, the contact, or the channel',
    },
    options: {
      '--validation': values(VALIDATION_METHODS),
      '--contact': { zh: '已保存的人员', en: 'a saved contact' },
      '--contact-file': { zh: '联系人,JSON 或 YAML', en: 'a contact as JSON or YAML' },
      '--channel-file': {
        zh: 'CA 在哪里、如何联系到公司,JSON 或 YAML',
        en: 'where and how the CA reaches the company, as JSON or YAML',
      },
      '--by': { zh: 'phone 或 email:以选项给出同样的内容', en: 'phone, email: the same by flags' },
      '--number': { zh: '与 --by phone 同用', en: 'with --by phone' },
      '--address': { zh: '与 --by email 同用', en: 'with --by email' },
      '--source': values(CHANNEL_SOURCES),
      '--where': {
        zh: '官方网站的主机名,或公开平台的名称',
        en: 'the official site’s host name, or the public platform',
      },
      '--slot': { zh: '何时最容易联系到公司', en: 'when the company is best reached' },
    },
  },
  'order reroute': {
    about: {
      zh: '让进行中的订单改用今天的连接:CA(尚未接到订单时)、DNS 服务和 Web 服务器',
      en: 'give a living order the connections of today: the CA, where none has it yet, DNS services and web servers',
    },
  },
  'order resubmit': {
    about: {
      zh: '撤销订单并重新提交,与原订单关联,表单已预填并可更改',
      en: 'withdraw an order and submit it anew, linked, with its form prefilled and changed',
    },
    options: {
      '--contact': {
        zh: '已保存的人员,或 same-as-manager(与管理人相同)',
        en: 'a saved contact, or same-as-manager',
      },
      '--contact-file': { zh: '联系人,JSON 或 YAML', en: 'a contact as JSON or YAML' },
      '--manager': { zh: '已保存的人员,作为管理人', en: 'a saved contact, to be the manager' },
      '--form-changes': {
        zh: '要重新设置的表单字段,JSON 或 YAML;null 表示去掉该字段',
        en: 'fields of the form to set anew, as JSON or YAML; null takes one away',
      },
      ...NEW_KEY,
      ...PRICE,
      ...NO_WAIT,
      '--dry-run': {
        zh: '只检查,不撤销也不创建任何订单',
        en: 'check everything, withdraw and create nothing',
      },
    },
  },
  'order confirm-email': {
    about: {
      zh: '告知:CA 两封邮件之一中的链接已打开(WoTrus)',
      en: 'say that the link in one of the CA’s two e-mails was followed (WoTrus)',
    },
    options: { '--email': { zh: '哪一封,如果知道', en: 'which one, where known' } },
  },
  'order phone-result': {
    about: { zh: '告知:CA 已来电,以及是否接听', en: 'say that the CA phoned, and whether it was answered' },
    options: { '--result': { zh: '结果如何', en: 'how it went' } },
  },
  'order confirm-mailbox': {
    about: {
      zh: '告知:订单邮箱中 CA 的链接已打开(DNSPod)',
      en: 'say that the CA’s link in the order’s mailbox was followed (DNSPod)',
    },
  },
  'order resend-emails': {
    about: {
      zh: '总是被拒绝,并给出办法:CA 的邮件不能重发',
      en: 'refused, with the way out: the CA’s e-mails can’t be sent again',
    },
  },
  'order label': LABEL_COMMAND,
  'order dossier': {
    about: {
      zh: '一份归档,收录此订单的全部记录及其操作日志,可离线核验:`sealflow dossier verify`',
      en: 'one archive of all that is known of it, with its part of the log, verified offline: `sealflow dossier verify`',
    },
    options: {
      '--out': { zh: 'ZIP 文件,仅所有者可读', en: 'a ZIP file, for its owner alone' },
      '--without-personal-data': {
        zh: '不收录姓名和联系方式,确认函文件也不收录',
        en: 'leave out what names or reaches people, letters’ files included',
      },
    },
  },
  'order sweep': {
    about: {
      zh: '清除 15 分钟前已存储、从未启动的订单;归还所占的免费名额',
      en: 'remove orders that were stored over 15 minutes ago and never started; free places are given back',
    },
  },
} satisfies CommandTexts;
