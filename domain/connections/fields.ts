/** What fields of connections have in common: addresses, tokens, names of keys. */
import { z } from 'zod';
import type { Bilingual } from '../bilingual.js';
import { saying } from '../form-problems.js';
import { textOf } from '../organization/form.js';

/** House limit: longer than any address of a service, any token, any key that services give out. */
const LONGEST = { url: 500, secret: 8_000, text: 253 } as const;

/** Base URL of a service: `http` or `https`, without user, query and fragment. */
export const serviceUrl = textOf({ longest: LONGEST.url }).refine(
  isServiceUrl,
  saying({ zh: '不是服务的 URL', en: 'is not the URL of a service' }),
);

export const SERVICE_URL_ACCEPTED: Bilingual = {
  zh: 'http 或 https 的 URL,不含用户名、查询参数和片段',
  en: 'an http or https URL without user name, query and fragment',
};

/** A line that is nobody's to read: no spaces around it, nothing invisible in it. */
export const secretText = z
  .string()
  .min(1)
  .max(LONGEST.secret)
  .refine((text) => /^[\x21-\x7e]+$/.test(text), {
    ...saying({ zh: '含有空格或不可见字符', en: 'has spaces or invisible characters in it' }),
    // One problem a field is enough.
    abort: true,
  });

/** A short text of one line. */
export const plainText = textOf({ longest: LONGEST.text });

function isServiceUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return (
    ['http:', 'https:'].includes(protocol) && [username, password, search, hash].every((part) => part === '')
  );
}
