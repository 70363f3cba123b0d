/** A request as it came, before anybody is believed: the bytes that were signed. */

export interface Received {
  readonly method: 'GET' | 'POST';
  /** Without the query. */
  readonly path: string;
  /** As it was sent, without the question mark. */
  readonly query: string;
  /** One header's value as it was sent; several of one name are none that a client of theirs sends. */
  readonly header: (name: string) => string | undefined;
  readonly body: Buffer;
}

/** As Node.js has it, with the body that was read. */
export function receivedFrom(
  request: {
    readonly method?: string | undefined;
    readonly url?: string | undefined;
    readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  },
  body: Buffer,
): Received {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  return {
    method: request.method === 'GET' ? 'GET' : 'POST',
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    header: (name) => {
      const value = request.headers[name];
      return typeof value === 'string' ? value : undefined;
    },
    body,
  };
}

/** `application/json` of `application/json; charset=utf-8`, in lower case; empty where there is none. */
export function contentTypeOf({ header }: Received): string {
  return (header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
