/** The envelope of every answer, as the official clients read it. */
import type { FastifyReply } from 'fastify';

/**
 * Always 200: with any other status the official clients see no code. Sent as bytes, so that the content type stays without a
 * charset: with one, Python takes an error for an empty success.
 */
function send(reply: FastifyReply, response: Readonly<Record<string, unknown>>): FastifyReply {
  return reply
    .code(200)
    .header('content-type', 'application/json')
    .header('cache-control', 'no-store')
    .send(Buffer.from(JSON.stringify({ Response: response })));
}

/** Never with an `Error`, not even null: Python stumbles over it. */
export function answer(
  reply: FastifyReply,
  fields: Readonly<Record<string, unknown>>,
  requestId: string,
): FastifyReply {
  return send(reply, { ...fields, RequestId: requestId });
}

export function answerError(
  reply: FastifyReply,
  { code, message }: { readonly code: string; readonly message: string },
  requestId: string,
): FastifyReply {
  return send(reply, { Error: { Code: code, Message: message }, RequestId: requestId });
}
