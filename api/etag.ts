/** Entity tags of what is read and then changed (RFC 9110, section 8.8.3): who changes it may say what they read. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../domain/canonical-json.js';
import { ApiProblem } from './problem.js';

/** A strong tag of what people would see; where it was read from is no part of it. */
export function etagOf(read: object): string {
  const { source: _source, ...content }: { readonly source?: unknown } = read;
  const digest = createHash('sha256').update(canonicalJson(content)).digest('base64url');
  return `"${digest.slice(0, 27)}"`;
}

/** Is it one of these tags? Weakly compared, as `If-None-Match` is. */
export function isAmong(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return tagsIn(header).some((given) => given.replace(/^W\//, '') === tag);
}

/** Throws ApiProblem `NotAsRead` where an `If-Match` names another state of it; a weak tag matches nothing. */
export function refuseUnlessAsRead(header: string | undefined, tag: string): void {
  if (header === undefined || header.trim() === '*' || tagsIn(header).includes(tag)) return;
  throw new ApiProblem(
    'NotAsRead',
    {
      zh: '在您读取之后内容已有变化:没有做任何更改。请重新读取后再决定',
      en: 'It has changed since you read it, and nothing was done: read it again, and decide anew',
    },
    {
      field: 'If-Match',
      accepted: { zh: '最近一次读取时的 ETag', en: 'the ETag of the latest reading' },
      headers: { etag: tag },
    },
  );
}

function tagsIn(header: string): string[] {
  return header.match(/(?:W\/)?"[\x21\x23-\x7e]*"/g) ?? [];
}
