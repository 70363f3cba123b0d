/** What the pages of signing in say. */
import type { Bilingual } from '../../../domain/bilingual.js';

export const PAGE_TEXTS = {
  signIn: { zh: '登录', en: 'Sign in' },
  signOut: { zh: '退出登录', en: 'Sign out' },
  signedIn: { zh: '已登录', en: 'Signed in' },
  login: { zh: '用户名', en: 'User name' },
  password: { zh: '密码', en: 'Password' },
  as: { zh: '身份', en: 'As' },
  accounts: { zh: '账号', en: 'Accounts' },
  account: { zh: '账号', en: 'Account' },
  installation: { zh: '整个系统', en: 'the installation' },
  allowDevice: { zh: '允许设备登录', en: 'Sign in a device' },
  typeCode: { zh: '终端显示的代码', en: 'The code that the terminal shows' },
  goOn: { zh: '继续', en: 'Continue' },
  compare: {
    zh: '仅当您自己刚刚运行了 `sealflow login URL`,且终端显示同一代码时才允许。它将以您的身份操作。',
    en: 'Allow it only if you have just run `sealflow login URL` yourself and the terminal shows this very code. It will act as you.',
  },
  program: { zh: '程序', en: 'Program' },
  askedFrom: { zh: '来自地址', en: 'Asked from' },
  askedAt: { zh: '请求时间', en: 'Asked at' },
  allow: { zh: '允许', en: 'Allow' },
  refuse: { zh: '拒绝', en: 'Refuse' },
  allowed: { zh: '已允许', en: 'Allowed' },
  allowedNext: { zh: '可以回到终端了。', en: 'You may go back to the terminal.' },
  refused: { zh: '已拒绝', en: 'Refused' },
  refusedNext: {
    zh: '该程序未能登录。如果不是您发起的,请告知运维人员。',
    en: 'The program was not signed in. If you did not start it, tell an operator.',
  },
  console: { zh: '打开控制台', en: 'Open the console' },
  once: {
    zh: '此链接只能使用一次,以该账号所有者的身份登录本浏览器。',
    en: "This link works once: it signs this browser in as the account's owner.",
  },
  problem: { zh: '未能登录', en: 'Not signed in' },
  again: { zh: '重新登录', en: 'Sign in again' },
} as const satisfies Record<string, Bilingual>;

export function signInAt(name: string): Bilingual {
  return { zh: `通过 ${name} 登录`, en: `Sign in at ${name}` };
}

/** Why the OpenID provider's answer was not taken. */
export const OPEN_ID_PROBLEMS = {
  notBegun: {
    zh: '此次登录不是由本浏览器开始的,或耗时过长。请重新登录。',
    en: 'This sign-in was not begun by this browser, or it took too long. Sign in again.',
  },
  denied: {
    zh: '登录提供方没有确认您的身份。',
    en: 'The provider did not say who you are.',
  },
  notTaken: {
    zh: '登录提供方的回答不能采用。请重新登录;如果再次出现,请告知运维人员。',
    en: "The provider's answer can't be taken. Sign in again; tell an operator where it happens once more.",
  },
  notReached: {
    zh: '登录提供方没有应答。请稍后再试。',
    en: 'The provider does not answer. Try again later.',
  },
} as const satisfies Record<string, Bilingual>;

/** Of a link that signs in once: used, too old, or never one of ours. */
export const ONCE_PROBLEM: Bilingual = {
  zh: '此登录链接已使用过、已过期,或不完整。请停止并重新运行 `sealflow up`,其就绪信息中有新的链接;已设置密码的,也可以直接用用户名和密码登录。',
  en: 'This sign-in link has been used, has expired, or is not whole. Stop `sealflow up` and start it again: it shows a new link. Who has a password can also sign in with name and password.',
};
