/** What `--help` says of people, API keys, sessions and everybody's waits. */
import { ACCOUNT_ROLES, ROLES } from '../../../../domain/accounts/roles.js';
import { SECRET_OVERLAP } from '../../../../domain/accounts/credentials.js';
import { PAGES, values, type CommandTexts } from './shared.js';

const PASSWORD_FILE = {
  zh: '存有密码的文件(默认在终端中询问,不回显)',
  en: 'holds the password (default: asked for at a terminal, without showing it)',
};
const SECRET_OUT = {
  zh: '把密钥编号和密钥值写入新文件(JSON),仅所有者可读,代替显示',
  en: 'write key id and secret to a new file (JSON), for its owner alone, in place of showing them',
};

export const PEOPLE_HELP = {
  user: {
    about: {
      zh: '本账号的用户及其角色;各角色可做什么见 docs/people.zh-CN.md',
      en: 'the people of the account and their roles; docs/people.md says what each may do',
    },
  },
  'user list': {
    about: {
      zh: '全部用户;由系统本身列出时含系统运维',
      en: 'all of them; for the installation itself with its operators',
    },
  },
  'user add': {
    about: {
      zh: '加入一个用户;登录名在整个系统中唯一',
      en: 'add one; logins are unique in the installation',
    },
    options: {
      '--role': values(ROLES),
      '--password-file': PASSWORD_FILE,
      '--no-password': {
        zh: '暂不设密码;用 user set-password 设置后才能登录',
        en: 'none for now: the user signs in once user set-password has set one',
      },
      '--issuer': {
        zh: '通过此 OpenID 身份提供方登录,代替密码',
        en: 'signs in at this OpenID Connect provider, in place of a password',
      },
      '--subject': {
        zh: '此人在该身份提供方的编号(sub)',
        en: 'the person’s id (sub) at that provider',
      },
    },
  },
  'user set-role': {
    about: { zh: '更改角色,下一次请求起生效', en: 'another role, from the next request on' },
    arguments: {
      role: { zh: `角色,可以是 ${ACCOUNT_ROLES.join('、')}`, en: ACCOUNT_ROLES.join(', ') },
    },
  },
  'user set-password': {
    about: {
      zh: '设置新密码;此用户的所有会话随即结束',
      en: 'a new password; all sessions of the user end',
    },
    options: {
      '--password-file': PASSWORD_FILE,
      '--current-password-file': {
        zh: '存有现用密码的文件;以用户身份更改自己的密码时需要',
        en: 'holds the password of now; needed by who changes their own as a user',
      },
    },
  },
  'user remove': {
    about: {
      zh: '取消在本账号的角色;没有其他角色的用户连同会话一并移除',
      en: 'take the role in this account away; who has no other one is gone, with all sessions',
    },
  },
  'api-key': {
    about: { zh: '程序使用的 API 密钥', en: 'keys that programs sign in with' },
  },
  'api-key list': {
    about: {
      zh: '全部密钥,含已失效的;密钥值从不显示',
      en: 'all of them, also those that count no more; never a secret',
    },
  },
  'api-key create': {
    about: { zh: '生成密钥;密钥值只显示一次', en: 'make one; its secret is shown once' },
    options: {
      '--role': values(ACCOUNT_ROLES),
      '--expires': {
        zh: '到期时刻,例如 2027-06-30(默认:撤销前一直有效)',
        en: 'when it ends, such as 2027-06-30 (default: when it is revoked)',
      },
      '--out': SECRET_OUT,
    },
  },
  'api-key rotate': {
    about: {
      zh: '更换密钥值:新旧两个在一段时间内都有效',
      en: 'another secret: the old one counts beside it for a while',
    },
    options: {
      '--overlap': {
        zh: `旧密钥值还有效多少小时,0 到 ${SECRET_OVERLAP.mostHours}(默认 ${SECRET_OVERLAP.usualHours});泄露时用 0`,
        en: `for how many hours, 0 to ${SECRET_OVERLAP.mostHours} (default: ${SECRET_OVERLAP.usualHours}); 0 for a secret that leaked`,
      },
      '--out': SECRET_OUT,
    },
  },
  'api-key revoke': {
    about: { zh: '撤销密钥,立即失效', en: 'end it at once' },
  },
  session: { about: { zh: '谁已登录', en: 'who is signed in' } },
  'session list': { about: { zh: '有效的会话', en: 'sessions that count' } },
  'session revoke': { about: { zh: '结束一个会话', en: 'end one at once' } },
  wait: {
    about: {
      zh: '各账号中轮到谁(供系统运维;不含表单内容)',
      en: 'whose turn it is in all accounts: for operators, without what forms say',
    },
  },
  'wait list': {
    about: { zh: '等待中的订单,最新的在前', en: 'orders that wait, the newest first' },
    options: PAGES,
  },
} satisfies CommandTexts;
