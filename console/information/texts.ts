/** What the pages of "My information" have in common. */
import { texts } from '../texts/texts.js';

const SECTIONS = {
  companies: { zh: '企业', en: 'Companies' },
  contacts: { zh: '联系人', en: 'Contacts' },
  connections: { zh: '连接', en: 'Connections' },
  routes: { zh: '签发路由', en: 'Routes' },
  delegations: { zh: '验证委派', en: 'Delegations' },
  apiKeys: { zh: 'API 密钥', en: 'API keys' },
  notices: { zh: '通知设置', en: 'Notices' },
  approvals: { zh: '审批规则', en: 'Approval' },
  members: { zh: '成员与角色', en: 'Members' },
  signIn: { zh: '我的登录', en: 'My sign-in' },
} as const;

export type Section = keyof typeof SECTIONS;

export const SECTION_TEXTS = texts('information', {
  ...SECTIONS,
  sections: { zh: '我的资料', en: 'My information' },
});

export const COMMON_TEXTS = texts('information/common', {
  add: { zh: '添加', en: 'Add' },
  save: { zh: '保存', en: 'Save' },
  edit: { zh: '编辑', en: 'Edit' },
  editOf: { zh: '编辑{{what}}', en: 'Edit {{what}}' },
  remove: { zh: '删除', en: 'Remove' },
  removeOf: { zh: '删除{{what}}', en: 'Remove {{what}}' },
  more: { zh: '更多', en: 'More' },
  actions: { zh: '操作', en: 'What to do' },
  changedAt: { zh: '最后修改', en: 'Last changed' },
  saved: { zh: '已保存。', en: 'Saved.' },
  never: { zh: '从未', en: 'never' },
  notAllowed: {
    zh: '您的角色只能查看,不能更改。',
    en: 'Your role lets you look at this, and not change it.',
  },
});
