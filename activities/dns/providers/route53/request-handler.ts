/** How AWS's client reaches the network: within our time and size, and without redirects. */
import { ANSWER_BYTES } from '../../../../domain/answer-limits.js';
import { DNS_SERVICE_TIMEOUT_MS } from '../../../../domain/control/dns-services.js';
import { exchange, type HttpRequest } from '../../../http-exchange.js';

/** What the client hands over, as far as a request of Route 53 has it. */
interface SignedRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Answered {
  readonly response: {
    readonly statusCode: number;
    readonly headers: Record<string, string>;
    readonly body: Uint8Array;
  };
}

/** What a request fails with whose answer was too long. */
export class AnswerTooLong extends Error {
  override readonly name = 'AnswerTooLong';
}

/** Set from the address itself, where a library sets them a second time. */
const SET_BY_FETCH = ['host', 'content-length'];

export async function handle(request: SignedRequest): Promise<Answered> {
  const { method, headers, body } = request;
  const answer = await exchange(addressOf(request), {
    method: method as HttpRequest['method'],
    headers: Object.fromEntries(
      Object.entries(headers).filter(([name]) => !SET_BY_FETCH.includes(name.toLowerCase())),
    ),
    ...(typeof body === 'string' && body !== '' && { body }),
    timeoutMs: DNS_SERVICE_TIMEOUT_MS,
    mostBytes: ANSWER_BYTES.dns,
  });
  if (!answer.whole) throw new AnswerTooLong();
  return {
    response: {
      statusCode: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(wrapped(answer.text)),
    },
  };
}

/**
 * One refusal comes without the wrapping of all others (API reference, ChangeResourceRecordSets, "InvalidChangeBatch"), and the
 * client would not know its name.
 */
function wrapped(xml: string): string {
  if (!/^\s*(?:<\?xml[^>]*\?>\s*)?<InvalidChangeBatch\b/.test(xml)) return xml;
  return '<ErrorResponse><Error><Code>InvalidChangeBatch</Code><Message/></Error></ErrorResponse>';
}

function addressOf({ protocol, hostname, port, path, query = {} }: SignedRequest): URL {
  const url = new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`);
  for (const [name, value] of Object.entries(query))
    for (const one of [value ?? ''].flat()) url.searchParams.append(name, one);
  return url;
}
