/** A person with a mailbox: finds the mail with a link in the stack's mail sink, opens the page, enters the code. */
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import { Unavailable } from '../../unavailable.js';
import { callControl, fieldsOf } from '../control-call.js';

const TIMEOUT_MS = 10_000;

/** Throws Unavailable where sink or page doesn't answer, Refusal where the mail isn't there or the page says no. */
export async function followMail(mailPageUrl: string, link: string): Promise<void> {
  const text = await mailWith(link, mailPageUrl);
  const [, code = ''] = /^验证码 Code: (\S+)$/m.exec(text) ?? [];
  await statusOf(link);
  const status = await statusOf(link, { method: 'POST', body: new URLSearchParams({ code }) });
  if (status >= 200 && status <= 299) return;
  throw new Refusal(
    refusalDetails('RefusedInThisState', {
      message: {
        zh: `链接打开的页面没有接受确认(状态码 ${status}):请打开 ${link}`,
        en: `The page behind the link did not take the confirmation (status ${status}): open ${link}`,
      },
    }),
  );
}

async function mailWith(link: string, mailPageUrl: string): Promise<string> {
  const mails = await callControl(
    { what: { zh: '收信服务器', en: 'The mail sink' }, baseUrl: mailPageUrl, token: undefined },
    'GET',
    'mails.json',
  );
  const texts = Array.isArray(mails) ? mails.map((mail) => String(fieldsOf(mail).text)) : [];
  const text = texts.find((candidate) => candidate.includes(link));
  if (text !== undefined) return text;
  throw new Refusal(
    refusalDetails('NotFound', {
      message: {
        zh: `${mailPageUrl} 的收件箱中没有这封邮件:如果 SEALFLOW_SMTP_URL 指定了其他服务器,请在那里查看`,
        en: `The mail is not in the mail sink at ${mailPageUrl}: where SEALFLOW_SMTP_URL names another server, read it there`,
      },
    }),
  );
}

/** Of the page, only whether it is there: what it shows is for people, and hung up unread. */
async function statusOf(url: string, request: RequestInit = {}): Promise<number> {
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(TIMEOUT_MS) });
    await response.body?.cancel();
    return response.status;
  } catch {
    const { origin } = new URL(url);
    throw new Unavailable('StackNotAnswering', {
      zh: `${origin} 没有应答。系统是否在运行?`,
      en: `${origin} did not answer. Is the stack up?`,
    });
  }
}
