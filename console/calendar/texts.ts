/** What the calendar says. */
import { texts } from '../texts/texts.js';

export const CALENDAR_TEXTS = texts('calendar', {
  title: { zh: '日历', en: 'Calendar' },
  from: { zh: '从', en: 'From' },
  to: { zh: '至', en: 'To' },
  weeks: { zh: '按周', en: 'By week' },
  chart: { zh: '每周要做的事', en: 'What there is to do, week by week' },
  barOf: { zh: '{{week}} · {{count}}', en: '{{week}} · {{count}}' },
  asTable: { zh: '以表格查看', en: 'As a table' },
  week: { zh: '周', en: 'Week' },
  all: { zh: '全部', en: 'All' },
  withPeople: { zh: '需要人处理', en: 'Needs people' },
  byItself: { zh: '自动处理', en: 'By itself' },
  ruleBegins: { zh: '新规生效', en: 'A rule begins' },
  rules: { zh: '新规生效的日期', en: 'Days on which a rule begins' },
  entries: { zh: '要做的事', en: 'What there is to do' },
  none: { zh: '这段时间没有要做的事。', en: 'There is nothing to do in this time.' },
  at: { zh: '时间', en: 'When' },
  what: { zh: '内容', en: 'What' },
  names: { zh: '域名', en: 'Names' },
  by: { zh: '最迟 {{at}}', en: 'by {{at}} at the latest' },
  people: { zh: '需要人处理', en: 'needs people' },
});

export const FEED_TEXTS = texts('calendar/feed', {
  title: { zh: '在您自己的日历程序中订阅', en: 'In your own calendar program' },
  told: {
    zh: '以一个只属于您的保密地址订阅:内容为订单编号和域名,不含人员信息。',
    en: 'Subscribe to it by a secret address of your own: it has ids and names of orders, and nothing of people.',
  },
  make: { zh: '生成地址', en: 'Make an address' },
  rotate: { zh: '更换地址', en: 'Make another one' },
  revoke: { zh: '停用地址', en: 'Take it out of use' },
  once: { zh: '只显示这一次,请立即复制:', en: 'Shown this once: copy it now.' },
  address: { zh: '日历地址', en: 'address of the calendar' },
  made: { zh: '已有地址,生成于 {{at}};{{read}}', en: 'You have an address, made {{at}}; {{read}}' },
  read: { zh: '最近一次读取 {{at}}', en: 'read last {{at}}' },
  never: { zh: '尚未被读取', en: 'not read yet' },
  none: { zh: '您还没有地址。', en: 'You have none yet.' },
  replaced: { zh: '旧地址随即失效。', en: 'The one before is nobody’s from then on.' },
});
