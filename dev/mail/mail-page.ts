/** The page on which the received mails are read, and the same as JSON. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import { targetOf } from '../request-target.js';
import type { Mail, MailStore } from './mail-store.js';

/**
 * `/`, `/mails/ID` and `/mails/ID/attachments/N` for people, `/mails/ID.eml` for mail programs, `/mails.json` (all, newest
 * first) and `/mails/ID.json` for programs.
 */
export function createMailPage(store: MailStore): Server {
  return createServer((request, response) => {
    const path = targetOf(request)?.pathname;
    if (path === undefined) sendPage(response, 'Unreadable', UNREADABLE, 400);
    else if (path === '/') sendPage(response, 'Mails 邮件', listHtml(store.list()));
    else if (path === '/mails.json') sendJson(response, store.list());
    else if (/\.eml$|\/attachments\//.test(path)) void sendFile(response, store, path);
    else sendMail(response, store, path);
  });
}

function sendMail(response: ServerResponse, store: MailStore, path: string): void {
  const [, id, json] = /^\/mails\/([\w.-]+?)(\.json)?$/.exec(path) ?? [];
  const mail = id && store.find(id);
  if (!mail) sendPage(response, 'Not found', NOT_FOUND, 404);
  else if (json) sendJson(response, mail);
  else sendPage(response, mail.subject, mailHtml(mail));
}

/** Handed out to be saved, never to be shown here. */
async function sendFile(response: ServerResponse, store: MailStore, path: string): Promise<void> {
  const [, id = '', number] = /^\/mails\/([\w.-]+?)(?:\.eml|\/attachments\/(\d{1,3}))$/.exec(path) ?? [];
  const content = await (
    number === undefined ? store.source(id) : store.attachment(id, Number(number))
  ).catch(() => undefined);
  if (!content) sendPage(response, 'Not found', NOT_FOUND, 404);
  else {
    response.setHeader('content-disposition', 'attachment');
    send(response, 200, number === undefined ? 'message/rfc822' : 'application/octet-stream', content);
  }
}

const UNREADABLE = '<p>This address can not be read. 无法识别的地址。 <a href="/">All mails 全部邮件</a></p>';
const NOT_FOUND = '<p>There is no such mail. 没有这封邮件。 <a href="/">All mails 全部邮件</a></p>';

function listHtml(mails: readonly Mail[]): string {
  if (mails.length === 0) return '<p>No mail yet. 暂无邮件。</p>';
  const rows = mails.map(
    ({ id, receivedAt, to, subject }) =>
      `<tr><td>${escapeHtml(receivedAt)}</td><td>${escapeHtml(to.join(', '))}</td>` +
      `<td><a href="/mails/${encodeURIComponent(id)}">${escapeHtml(subject || '(no subject)')}</a></td></tr>`,
  );
  return `<table><tr><th>Received 收到</th><th>To 收件人</th><th>Subject 主题</th></tr>${rows.join('')}</table>`;
}

function mailHtml({ id, receivedAt, from, to, text, attachments }: Mail): string {
  const files = attachments.map(
    ({ name, sizeBytes }, index) =>
      `<li><a href="/mails/${encodeURIComponent(id)}/attachments/${index + 1}" download="${escapeHtml(name)}">` +
      `${escapeHtml(name)}</a> (${sizeBytes} bytes)</li>`,
  );
  return (
    `<p>From 发件人: ${escapeHtml(from)}<br>To 收件人: ${escapeHtml(to.join(', '))}<br>` +
    `Received 收到: ${escapeHtml(receivedAt)}</p><pre>${escapeHtml(text)}</pre>` +
    (files.length === 0 ? '' : `<p>Attached 附件:</p><ul>${files.join('')}</ul>`) +
    `<p><a href="/mails/${encodeURIComponent(id)}.eml">As received 原始邮件 (.eml)</a></p>` +
    '<p><a href="/">All mails 全部邮件</a></p>'
  );
}

/** A mail is text from elsewhere: it is shown, never run. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}' +
  'table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ddd}' +
  'pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f6f6f6;padding:1rem}';

function sendPage(response: ServerResponse, title: string, body: string, status = 200): void {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>`;
  send(
    response,
    status,
    'text/html; charset=utf-8',
    `<!doctype html><html lang="en"><head>${head}<style>${STYLE}</style></head>` +
      `<body><h1>${escapeHtml(title)}</h1>${body}</body></html>`,
  );
}

function sendJson(response: ServerResponse, content: unknown): void {
  send(response, 200, 'application/json; charset=utf-8', JSON.stringify(content));
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, {
    'content-type': type,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(body);
}
