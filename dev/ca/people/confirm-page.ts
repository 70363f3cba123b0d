/** The pages that the links in the CA's mails lead to: small, in both languages, without anything from elsewhere. */
import type { Answer } from '../../http-api.js';
import { MOST_WRONG_TRIES, type StoredMail } from './stored-mail.js';

/** What a page says instead of asking: an HTTP status and words. */
interface Notice {
  readonly status: number;
  readonly zh: string;
  readonly en: string;
}

export const NOTICES = {
  confirmed: {
    status: 200,
    zh: '已确认，谢谢。您可以关闭此页。',
    en: 'Confirmed, thank you. You may close this page.',
  },
  used: {
    status: 200,
    zh: '此邮件已经确认过，无需再次操作。',
    en: 'This mail was confirmed before; nothing is left to do.',
  },
  ended: {
    status: 410,
    zh: '该订单已不再等待确认，无需任何操作。',
    en: 'The order no longer waits for this; nothing is left to do.',
  },
  unknown: {
    status: 404,
    zh: '此链接无效。请使用邮件中的完整链接。',
    en: 'There is nothing behind this link. Please use the whole link from the mail.',
  },
  locked: {
    status: 403,
    zh: `验证码已输错 ${MOST_WRONG_TRIES} 次，此页已锁定。请致电证书颁发机构继续验证。`,
    en: `The code was wrong ${MOST_WRONG_TRIES} times: this page is locked. Please phone the certification authority.`,
  },
} as const satisfies Record<string, Notice>;

export function noticePage(notice: Notice): Answer {
  return page(notice.status, `<p role="status" lang="zh">${notice.zh}</p><p role="status">${notice.en}</p>`);
}

/** The form of a mail that waits. It posts to its own address; showing it changes nothing. */
export function formPage(mail: StoredMail, reference: string, isWrong = false): Answer {
  const about = `<p>订单 Order: <strong>${escapeHtml(reference)}</strong></p>`;
  return page(isWrong ? 422 : 200, about + (isWrong ? wrongCode(mail) : '') + form(mail, isWrong));
}

function wrongCode({ wrongTries }: StoredMail): string {
  const left = MOST_WRONG_TRIES - wrongTries;
  return (
    `<p id="problem" role="alert"><span lang="zh">验证码不正确，还可以尝试 ${left} 次。</span><br>` +
    `The code is not the one in the mail. Tries left: ${left}.</p>`
  );
}

function form({ code }: StoredMail, isWrong: boolean): string {
  const describedBy = isWrong ? ' aria-invalid="true" aria-describedby="problem"' : '';
  const input =
    code === undefined
      ? ''
      : '<p><label for="code">邮件中的验证码 Code from the mail</label><br>' +
        `<input id="code" name="code" required autocomplete="one-time-code" spellcheck="false"${describedBy}></p>`;
  return `<form method="post">${input}<p><button type="submit">确认 Confirm</button></p></form>`;
}

const STYLE =
  'body{font:1.125rem/1.5 system-ui,sans-serif;max-width:36rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}' +
  'input,button{font:inherit;padding:.5rem .75rem}[role=alert]{border-left:.25rem solid #b00020;padding-left:.75rem}';

const TITLE = '证书订单确认 Confirm a certificate order';

/** The address is a secret of its reader: it goes to no cache, no search engine and no other site. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
  'cache-control': 'no-store',
};

function page(status: number, body: string): Answer {
  const head =
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<title>${TITLE}</title><style>${STYLE}</style>`;
  const data = `<!doctype html><html lang="en"><head>${head}</head><body><main><h1>${TITLE}</h1>${body}</main></body></html>`;
  return { status, headers: HEADERS, content: { type: 'text/html; charset=utf-8', data } };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
