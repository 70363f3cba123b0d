/** The envelope of every answer, as the official clients read it. */
import type { FastifyReply } from 'fastify';

/** What a reply carries beside its bytes. */
export function asTheyRead(reply: FastifyReply): FastifyReply {
  // Always 200: with any other status the official clients see no code. No charset: with one, Python takes an error for an empty success.
  return reply.code(200).header('content-type', 'application/json').header('cache-control', 'no-store');
}

/** Never with an `Error`, not even null: Python stumbles over it. Bytes, since a text is sent with a charset. */
export function answered(fields: Readonly<Record<string, unknown>>, requestId: string): Buffer {
  return enveloped({ ...fields, RequestId: requestId });
}

export function answeredError(
  { code, message }: { readonly code: string; readonly message: string },
  requestId: string,
): Buffer {
  return enveloped({ Error: { Code: code, Message: message }, RequestId: requestId });
}

function enveloped(response: Readonly<Record<string, unknown>>): Buffer {
  return Buffer.from(JSON.stringify({ Response: response }));
}
