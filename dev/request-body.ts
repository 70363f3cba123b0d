/** What a request to one of the stack's servers brings along, up to a limit; its answer is still sent where there is more. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readUpTo } from '../domain/limited-reading.js';

/**
 * Undefined where there is more than `mostBytes`: then the connection ends with the answer, since nobody reads what is still
 * on its way.
 */
export async function bodyOf(
  request: IncomingMessage,
  response: ServerResponse,
  mostBytes: number,
): Promise<Buffer | undefined> {
  // A destroyed request takes its connection along, and the answer with it.
  const body = await readUpTo(request.iterator({ destroyOnReturn: false }), mostBytes);
  if (body.whole) return Buffer.from(body.bytes);
  response.setHeader('connection', 'close');
  return undefined;
}
