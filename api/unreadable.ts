/** Requests that are no HTTP, or whose headers are too long: no route ever sees them, and they are told all the same. */
import type { Socket } from 'node:net';
import type { FastifyBaseLogger } from 'fastify';
import { ApiProblem, PROBLEM_TYPE, problemOf } from './problem.js';

/** Answers and hangs up: what follows on the connection can't be told apart from the request any more. */
export function answerUnreadable(
  error: Error & { readonly code?: string },
  socket: Socket,
  log?: FastifyBaseLogger,
): void {
  log?.debug({ code: error.code }, 'a request could not be read');
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const { problem } = problemOf(problemFor(error.code), 'en', crypto.randomUUID());
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'content-language: en',
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** Node.js, "HTTP: event 'clientError'". */
function problemFor(code: string | undefined): ApiProblem {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new ApiProblem('HeadersTooLarge', {
      zh: '地址和请求头合计超过 16 KiB',
      en: 'The address and the headers have more than 16 KiB together',
    });
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new ApiProblem('NotInTime', {
      zh: '请求未在时限内送达',
      en: 'The request did not arrive within its time',
    });
  return new ApiProblem('InvalidInput', { zh: '请求不是有效的 HTTP', en: 'The request is no valid HTTP' });
}
