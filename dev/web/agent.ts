/** The agent beside the stack's web server: takes validation files from whoever has the token. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { REQUEST_BYTES } from '../../domain/answer-limits.js';
import { bodyOf } from '../request-body.js';
import type { FileFolder } from './file-folder.js';

const FILES = /^\/files\/([^/]+)(\/.+)$/;

/** `PUT` and `DELETE` of `/files/<host>/<path>`; both may be repeated. */
export async function answerAgent(
  folder: FileFolder,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const status = hasToken(request, token) ? await carryOut(folder, request, response) : 401;
  response.writeHead(status, { connection: 'close' }).end();
}

/** Resolves to the status of the answer. */
async function carryOut(
  folder: FileFolder,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<number> {
  const [, host = '', path = ''] = FILES.exec(request.url ?? '') ?? [];
  const place = folder.placeOf(host, path);
  if (place === undefined) return 404;
  if (request.method === 'DELETE') {
    await folder.remove(place);
    return 204;
  }
  if (request.method !== 'PUT') return 405;
  const content = await bodyOf(request, response, REQUEST_BYTES.file);
  if (content === undefined) return 413;
  await folder.write(place, content);
  return 204;
}

/** Compared as digests, which have one length and take one time. */
function hasToken(request: IncomingMessage, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`));
}
