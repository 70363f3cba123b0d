/** What a request to one of the stack's servers asks for, in whatever shape it comes. */
import type { IncomingMessage } from 'node:http';

const ANY_HOST = 'http://service.invalid';

/** Undefined where the target is none that can be read (RFC 9112, section 3.2), such as `//`. Never throws. */
export function targetOf({ url = '/' }: Pick<IncomingMessage, 'url'>): URL | undefined {
  return URL.canParse(url, ANY_HOST) ? new URL(url, ANY_HOST) : undefined;
}
