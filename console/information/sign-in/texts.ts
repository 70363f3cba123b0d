/** What the page of one's own sign-in says. */
import { texts } from '../../texts/texts.js';

export const SIGN_IN_TEXTS = texts('information/sign-in', {
  title: { zh: '我的登录', en: 'My sign-in' },
  who: { zh: '用户名', en: 'User name' },
  role: { zh: '角色', en: 'Role' },
  password: { zh: '更改我的密码', en: 'Change my password' },
  current: { zh: '当前密码', en: 'Current password' },
  next: { zh: '新密码', en: 'New password' },
  again: { zh: '再次输入新密码', en: 'New password, once more' },
  different: { zh: '两次输入的新密码不同。', en: 'The two new passwords are not the same.' },
  afterwards: {
    zh: '更改后,您在各处的登录都会结束,请用新密码重新登录。',
    en: 'You are signed out everywhere then, and sign in with the new one.',
  },
  sessions: { zh: '登录会话', en: 'Sessions' },
  none: { zh: '没有会话。', en: 'There are no sessions.' },
  from: { zh: '来自', en: 'From' },
  since: { zh: '登录时间', en: 'Since' },
  seen: { zh: '最近活动', en: 'Last seen' },
  until: { zh: '有效至', en: 'Until' },
  end: { zh: '结束', en: 'End' },
  endOf: { zh: '结束{{login}}自 {{since}} 的会话', en: 'End the session of {{login}} since {{since}}' },
  askEnd: { zh: '结束{{login}}自 {{since}} 的会话?', en: 'End the session of {{login}} since {{since}}?' },
  afterEnd: { zh: '该浏览器需要重新登录。', en: 'That browser has to sign in again.' },
});
