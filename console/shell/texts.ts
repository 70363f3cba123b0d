/** What the frame says. */
import { texts } from '../texts/texts.js';

export const SHELL_TEXTS = texts('shell', {
  skip: { zh: '跳到正文', en: 'Skip to the page' },
  navigation: { zh: '主导航', en: 'Main navigation' },
  settings: { zh: '账户与设置', en: 'Account and settings' },
  account: { zh: '账户', en: 'Account' },
  installation: { zh: '整个系统', en: 'The installation' },
  language: { zh: '语言', en: 'Language' },
  look: { zh: '外观', en: 'Appearance' },
  light: { zh: '浅色', en: 'Light' },
  dark: { zh: '深色', en: 'Dark' },
  system: { zh: '跟随系统', en: 'As the system' },
  signOut: { zh: '退出登录', en: 'Sign out' },
  noSuchPage: { zh: '没有这个页面', en: 'There is no such page' },
  noSuchPageNext: {
    zh: '地址可能已变,或不完整。请从导航中选择。',
    en: 'The address may have changed, or is cut off. Choose from the navigation.',
  },
  failed: { zh: '此页面出错了', en: 'This page failed' },
  failedNext: {
    zh: '没有提交任何内容。请重新载入;如果再次出现,请把下面的文字告诉运维人员。',
    en: 'Nothing was sent. Load it anew; if it happens again, tell an operator the words below.',
  },
  reload: { zh: '重新载入', en: 'Load anew' },
});
