/** Pages without scripts: how they are put together, and with which headers they go out. */
import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { Language } from '../../../domain/bilingual.js';

/** Text that was escaped, or written here: the only thing that comes into a page. */
export class Html {
  constructor(readonly text: string) {}
}

/** A template whose values are escaped; those that are Html, and lists of it, stand as they are. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | Html | readonly Html[])[]
): Html {
  return new Html(parts.reduce((text, part, index) => `${text}${shown(values[index - 1] ?? '')}${part}`));
}

function shown(value: string | Html | readonly Html[]): string {
  if (typeof value === 'string') return escaped(value);
  return value instanceof Html ? value.text : value.map(({ text }) => text).join('');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 26rem; margin: 10vh auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; }
label, input, select { display: block; width: 100%; box-sizing: border-box; font: inherit; }
input, select { margin: .2rem 0 1rem; padding: .5rem; border: 1px solid #767676; border-radius: 4px; }
button, .button { font: inherit; padding: .5rem 1rem; border: 1px solid #1b5fa8; border-radius: 4px; background: #1b5fa8; color: #fff; text-decoration: none; display: inline-block; margin: 0 .5rem .5rem 0; cursor: pointer; }
button.second { background: none; color: inherit; border-color: #767676; }
.problem { border-left: 4px solid #b00020; padding: .2rem .8rem; }
.code { font: 1.6rem/1.4 ui-monospace, monospace; letter-spacing: .1em; }
dt { font-weight: 600; }
dd { margin: 0 0 .5rem; overflow-wrap: anywhere; }
`;

/** To the character what was hashed: a browser applies nothing else. */
const STYLE_ELEMENT = new Html(`<style>${STYLE}</style>`);

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/**
 * Nothing is loaded, run, or framed; forms lead here alone. `same-origin` and not `no-referrer`: with the latter browsers send
 * `Origin: null` with a page's own forms (Fetch, section 3.2), which is refused.
 */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

export interface Page {
  readonly title: string;
  readonly body: Html;
  readonly status?: number;
}

export function sendPage(
  reply: FastifyReply,
  language: Language,
  { title, body, status = 200 }: Page,
): FastifyReply {
  const { text } = html`<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title} · Sealflow</title>
      ${STYLE_ELEMENT}
    </head>
    <body>
      <main>
        <h1>${title}</h1>
        ${body}
      </main>
    </body>
  </html> `;
  return reply
    .code(status)
    .headers({ ...HEADERS, 'content-language': language === 'zh' ? 'zh-CN' : 'en' })
    .send(`<!doctype html>\n${text}`);
}
