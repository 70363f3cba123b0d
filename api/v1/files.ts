/** Files that are sent as they are made or read: nothing is held until all of it is there. */
import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

export interface SentFile {
  readonly type: string;
  /** As it is saved; of safe characters alone. */
  readonly name: string;
  readonly content: Readable | Uint8Array;
}

/** Browsers save it, and show nothing of it. */
export async function sendFile(reply: FastifyReply, { type, name, content }: SentFile): Promise<void> {
  await reply
    .code(200)
    .type(type)
    .headers({
      'content-disposition': `attachment; filename="${name.replace(/[^A-Za-z0-9._-]/g, '_')}"`,
      'content-security-policy': "default-src 'none'; sandbox",
    })
    .send(content instanceof Uint8Array ? Buffer.from(content) : content);
}
