/** What the page of API keys says. */
import { texts } from '../../texts/texts.js';

export const API_KEY_TEXTS = texts('information/api-keys', {
  title: { zh: 'API 密钥', en: 'API keys' },
  none: { zh: '还没有 API 密钥。', en: 'There are no API keys yet.' },
  create: { zh: '创建 API 密钥', en: 'Make an API key' },
  name: { zh: '名称', en: 'Name' },
  nameHint: { zh: '说明由什么程序使用', en: 'Which program uses it' },
  keyId: { zh: '密钥编号', en: 'Key id' },
  role: { zh: '角色', en: 'Role' },
  expires: { zh: '到期', en: 'Expires' },
  noEnd: { zh: '不过期', en: 'when it is revoked' },
  expiresHint: {
    zh: '当天结束时失效;不填则在撤销前一直有效',
    en: 'At the end of that day; without it, when it is revoked',
  },
  state: { zh: '状态', en: 'State' },
  used: { zh: '最近使用', en: 'Last used' },
  secrets: { zh: '有效的密钥值', en: 'Secrets that count' },
  since: { zh: '自 {{since}}', en: 'since {{since}}' },
  until: { zh: '自 {{since}},至 {{until}}', en: 'since {{since}}, until {{until}}' },
  secretOf: { zh: '“{{name}}”的密钥值', en: 'Secret of {{name}}' },
  rotate: { zh: '轮换', en: 'Rotate' },
  rotateOf: { zh: '轮换 {{name}}', en: 'Rotate {{name}}' },
  askRotate: { zh: '为“{{name}}”生成新的密钥值?', en: 'Give {{name}} another secret?' },
  afterRotate: {
    zh: '新密钥值只显示一次;旧的在列表所示时间之前继续有效,以便程序更换。',
    en: 'The new one is shown once. The old one counts on until the time that the list tells, so that programs can change over.',
  },
  overlapHours: { zh: '旧密钥值继续有效的小时数', en: 'Hours for which the old one counts on' },
  overlapHint: {
    zh: '不填则由系统决定;0 表示立即失效,例如密钥值已泄露时',
    en: 'Left empty, as long as is usual here; 0 ends it now, as for one that leaked',
  },
  revoke: { zh: '撤销', en: 'Revoke' },
  revokeOf: { zh: '撤销 {{name}}', en: 'Revoke {{name}}' },
  askRevoke: { zh: '撤销“{{name}}”?', en: 'Revoke {{name}}?' },
  afterRevoke: {
    zh: '使用它的程序立即无法登录,且无法恢复。',
    en: 'Programs that use it are let in no more, at once and for good.',
  },
});
