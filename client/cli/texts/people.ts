/** The words that people, keys, sessions and everybody's waits are told in at a terminal. */
import type { Bilingual } from '../../../domain/bilingual.js';

export const USER_LABELS = {
  user: { zh: '用户', en: 'User' },
  id: { zh: '编号', en: 'Id' },
  role: { zh: '角色', en: 'Role' },
  account: { zh: '账号', en: 'Account' },
  signsIn: { zh: '登录方式', en: 'Signs in' },
  roleBy: { zh: '角色来自', en: 'Role by' },
  signedIn: { zh: '最近登录', en: 'Last signed in' },
  created: { zh: '加入时间', en: 'Since' },
} as const satisfies Record<string, Bilingual>;

export const USER_HEADINGS = {
  login: { zh: '登录名', en: 'LOGIN' },
  role: { zh: '角色', en: 'ROLE' },
  account: { zh: '账号', en: 'ACCOUNT' },
  signsIn: { zh: '登录方式', en: 'SIGNS IN' },
  signedIn: { zh: '最近登录', en: 'LAST SIGNED IN' },
} as const satisfies Record<string, Bilingual>;

export const USER_TEXTS = {
  none: { zh: '没有用户。', en: 'No users.' },
  installation: { zh: '整个系统', en: 'the installation' },
  byPassword: { zh: '密码', en: 'by password' },
  notYet: { zh: '尚未设置密码', en: 'no password yet' },
  never: { zh: '从未', en: 'never' },
  passwordSet: {
    zh: '密码已设置;此用户的所有会话均已结束。',
    en: 'The password is set; all sessions of this user have ended.',
  },
} as const satisfies Record<string, Bilingual>;

export const PASSWORD: Bilingual = { zh: '密码', en: 'password' };
export const PASSWORD_MISSING = {
  message: { zh: '没有给出密码', en: 'There is no password' },
  accepted: {
    zh: '--password-file 指明的文件,或在终端中输入',
    en: 'a file that --password-file names, or what is typed at a terminal',
  },
} as const satisfies Record<string, Bilingual>;

export function atProvider(providers: readonly string[]): Bilingual {
  const named = providers.join(', ');
  return { zh: `身份提供方 ${named}`, en: `at ${named}` };
}

export const API_KEY_LABELS = {
  key: { zh: 'API 密钥', en: 'API key' },
  id: { zh: '密钥编号', en: 'Key id' },
  secret: { zh: '密钥值', en: 'Secret' },
  role: { zh: '角色', en: 'Role' },
  madeBy: { zh: '创建人', en: 'Made by' },
  state: { zh: '状态', en: 'State' },
  expires: { zh: '到期', en: 'Expires' },
  used: { zh: '最近使用', en: 'Last used' },
  oldUntil: { zh: '旧密钥值有效至', en: 'Old secret until' },
  file: { zh: '保存在', en: 'Saved in' },
} as const satisfies Record<string, Bilingual>;

export const API_KEY_HEADINGS = {
  id: { zh: '密钥编号', en: 'KEY ID' },
  name: { zh: '名称', en: 'NAME' },
  role: { zh: '角色', en: 'ROLE' },
  madeBy: { zh: '创建人', en: 'MADE BY' },
  state: { zh: '状态', en: 'STATE' },
  secrets: { zh: '有效密钥值', en: 'SECRETS' },
  expires: { zh: '到期', en: 'EXPIRES' },
  used: { zh: '最近使用', en: 'LAST USED' },
} as const satisfies Record<string, Bilingual>;

export const API_KEY_TEXTS = {
  none: { zh: '没有 API 密钥。', en: 'No API keys.' },
  never: { zh: '从未', en: 'never' },
  shownOnce: {
    zh: '密钥值只显示这一次,请立即妥善保存。',
    en: 'The secret is shown this once: keep it where it is safe.',
  },
} as const satisfies Record<string, Bilingual>;

export function keyRevokedText(name: string): Bilingual {
  return {
    zh: `API 密钥 ${name} 已撤销,立即失效。`,
    en: `The API key ${name} is revoked and counts no more.`,
  };
}

export const SESSION_HEADINGS = {
  session: { zh: '会话', en: 'SESSION' },
  login: { zh: '登录名', en: 'LOGIN' },
  from: { zh: '来自', en: 'FROM' },
  created: { zh: '登录时间', en: 'SINCE' },
  seen: { zh: '最近使用', en: 'LAST USED' },
  expires: { zh: '到期', en: 'EXPIRES' },
} as const satisfies Record<string, Bilingual>;

export const SESSION_TEXTS = {
  none: { zh: '没有人登录。', en: 'Nobody is signed in.' },
} as const satisfies Record<string, Bilingual>;

export function sessionEndedText(sessionId: string): Bilingual {
  return { zh: `会话 ${sessionId} 已结束。`, en: `The session ${sessionId} has ended.` };
}

export const WAIT_HEADINGS = {
  order: { zh: '订单', en: 'ORDER' },
  account: { zh: '账号', en: 'ACCOUNT' },
  brand: { zh: '品牌', en: 'BRAND' },
  type: { zh: '类型', en: 'TYPE' },
  waitingOn: { zh: '等待', en: 'WAITING ON' },
  party: { zh: '轮到', en: 'PARTY' },
  since: { zh: '开始', en: 'SINCE' },
  deadline: { zh: '期限', en: 'DEADLINE' },
} as const satisfies Record<string, Bilingual>;

export const WAIT_TEXTS = {
  none: { zh: '没有订单在等待。', en: 'No order waits.' },
} as const satisfies Record<string, Bilingual>;
