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

/** Marks a table as UTF-8, so that spreadsheets read its Chinese. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Lines of comma-separated values as a file has them (RFC 4180). */
export async function* asTable(lines: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  yield BYTE_ORDER_MARK;
  for await (const line of lines) yield `${line}\r\n`;
}

/** The same, its first parts read already: what is refused is refused before anything is sent. */
export async function begun(parts: AsyncGenerator<string, void, undefined>): Promise<AsyncIterable<string>> {
  const [first, second] = [await parts.next(), await parts.next()];
  return (async function* all() {
    if (!first.done) yield first.value;
    if (!second.done) yield second.value;
    yield* parts;
  })();
}
