/** What the pages of members say. */
import { texts } from '../../texts/texts.js';

export const MEMBER_TEXTS = texts('information/members', {
  title: { zh: '成员与角色', en: 'Members' },
  one: { zh: '成员 {{login}}', en: 'Member {{login}}' },
  none: { zh: '还没有成员。', en: 'There are no members yet.' },
  add: { zh: '添加成员', en: 'Add a member' },
  login: { zh: '用户名', en: 'User name' },
  role: { zh: '角色', en: 'Role' },
  by: { zh: '登录方式', en: 'Signs in by' },
  byPassword: { zh: '密码', en: 'password' },
  byNothing: { zh: '尚不能登录', en: 'nothing yet' },
  elsewhere: { zh: '属于其他账号', en: 'at home in another account' },
  signedIn: { zh: '最近登录', en: 'Last signed in' },
  password: { zh: '密码', en: 'Password' },
  passwordHint: {
    zh: '交给对方后,请其登录并自行更改。不填则在设置密码之前不能登录。',
    en: 'Whom it is for changes it after signing in. Without one, nobody signs in until a password is set.',
  },
  issuer: { zh: '身份提供方(issuer)', en: 'Identity provider (issuer)' },
  issuerHint: {
    zh: '代替密码:此人在其 OpenID 身份提供方登录',
    en: 'In place of a password: the person signs in at their OpenID provider',
  },
  subject: { zh: '此人在该提供方的编号(sub)', en: 'Their id there (sub)' },
  subjectHint: { zh: '不是邮箱地址', en: 'Not an e-mail address' },
  newPassword: { zh: '新密码', en: 'New password' },
  change: { zh: '更改角色', en: 'Change the role' },
  setPassword: { zh: '设置密码', en: 'Set a password' },
  passwordSet: {
    zh: '已设置新密码;此人的登录已全部结束。',
    en: 'The password is set; whoever was signed in as them is no more.',
  },
  manage: { zh: '管理', en: 'Manage' },
  manageOf: { zh: '管理{{login}}', en: 'Manage {{login}}' },
  roles: { zh: '各角色可以做什么', en: 'What each role may do' },
  roleBy: { zh: '角色由身份提供方 {{provider}} 的组决定。', en: 'The groups of {{provider}} give the role.' },
  noPassword: {
    zh: '此人的密码不由本账号管理。',
    en: 'This account does not look after the password of this person.',
  },
  askRemove: { zh: '把 {{login}} 移出账号?', en: 'Remove {{login}} from the account?' },
  afterRemove: { zh: '此人的登录立即结束。', en: 'Whoever is signed in as them is signed out at once.' },
  yourself: {
    zh: '这是您自己;密码在“我的登录”中更改。',
    en: 'This is you: your password is changed at My sign-in.',
  },
});
