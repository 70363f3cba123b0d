/** The words of signing in to an API and out again at a terminal. */
import type { Bilingual } from '../../../domain/bilingual.js';

export const LOGIN_LABELS = {
  api: { zh: 'API', en: 'API' },
  as: { zh: '身份', en: 'As' },
  account: { zh: '账号', en: 'Account' },
  role: { zh: '角色', en: 'Role' },
  until: { zh: '有效期至', en: 'Until' },
  file: { zh: '保存于', en: 'Kept in' },
} as const satisfies Record<string, Bilingual>;

/** `where`: the address with the code in it, where there is one. */
export function waitText(where: string, userCode: string, minutes: number): Bilingual {
  return {
    zh: `请在浏览器中打开 ${where},核对代码 ${userCode} 并允许(${minutes} 分钟内)。`,
    en: `Open ${where} in a browser, compare the code ${userCode}, and allow it (within ${minutes} minutes).`,
  };
}

export function loggedOutText(url: string): Bilingual {
  return { zh: `已退出 ${url}。`, en: `Signed out of ${url}.` };
}

export function keyForgottenText(url: string): Bilingual {
  return {
    zh: `已忘记 ${url} 的密钥;密钥本身在那里仍然有效,直到被吊销。`,
    en: `The key for ${url} is forgotten here; there it goes on to count until it is revoked.`,
  };
}
