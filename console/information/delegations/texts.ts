/** What the page of delegations says. */
import { texts } from '../../texts/texts.js';

export const DELEGATION_TEXTS = texts('information/delegations', {
  title: { zh: '验证委派', en: 'Delegations' },
  about: {
    zh: '在域名所在的 DNS 中设置一次 CNAME,以后每个订单的验证记录都由我们在目标区域中发布,不必再改动该域名的 DNS。',
    en: 'Set a CNAME once where the name’s DNS is kept: the records of all later orders are published in the target zone, and nobody touches that DNS again.',
  },
  none: { zh: '还没有委派。', en: 'No name is delegated yet.' },
  add: { zh: '委派一个域名', en: 'Delegate a name' },
  addButton: { zh: '添加委派', en: 'Add the delegation' },
  name: { zh: '域名', en: 'Name' },
  nameHint: {
    zh: '例如 www.example.com;通配符域名填其主域名',
    en: 'Such as www.example.com; of a wildcard its base',
  },
  zone: { zh: '发布区域', en: 'Zone that we publish in' },
  zoneHint: {
    zh: '某个 DNS 连接能够写入的区域,或其中的名称',
    en: 'A zone that one of the connections to DNS services writes, or a name in one',
  },
  state: { zh: '状态', en: 'State' },
  checkedAt: { zh: '最近检查', en: 'Last looked at' },
  notYet: { zh: '尚未检查', en: 'not yet' },
  records: { zh: '{{name}} 需要设置的 CNAME', en: 'CNAMEs to set for {{name}}' },
  record: { zh: '记录名称', en: 'Record' },
  value: { zh: '指向', en: 'Leads to' },
  found: { zh: '检查结果', en: 'What was found' },
  elsewhere: { zh: '现在指向 {{value}}', en: 'leads to {{value}} now' },
  check: { zh: '立即检查', en: 'Look now' },
  checkOf: { zh: '立即检查 {{name}}', en: 'Look at {{name}} now' },
  copyName: { zh: '记录名称 {{name}}', en: 'the name of the record {{name}}' },
  copyValue: { zh: '{{name}} 的目标', en: 'the target of {{name}}' },
  askRemove: { zh: '删除 {{name}} 的委派?', en: 'Remove the delegation of {{name}}?' },
  afterRemove: {
    zh: '以后的订单不再通过它发布验证记录。再次委派同一域名时,目标不变。',
    en: 'Later orders publish nothing through it. The same name delegated again has the same target.',
  },
});
