/** One HTTP request to one IP address: what is connected to is what was checked, whatever DNS says a moment later. */
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { FILE_TEXTS } from '../../domain/control/finding-texts.js';
import { FILE_LOOK_LIMITS } from '../../domain/control/look-limits.js';
import { locationFrom } from '../../domain/control/redirect-location.js';
import { readUpTo, type LimitedBody } from '../../domain/limited-reading.js';
import { ToldError } from '../../domain/told.js';
import type { Destination } from './redirects.js';

export interface FileResponse {
  readonly status: number;
  readonly location?: string;
  readonly contentEncoding?: string;
  /** Undefined where there is more of it than a validation file can have. */
  readonly content?: Buffer;
}

/** The answer began, and then its content broke off, or did not end in time. */
class BodyCut extends ToldError {
  override readonly name = 'BodyCut';
  constructor(octets: number, isTooSlow: boolean) {
    const { tooSlow, cutOff } = FILE_TEXTS;
    super(isTooSlow ? tooSlow(FILE_LOOK_LIMITS.timeoutMs / 1_000, octets) : cutOff(octets));
  }
}

/** Rejects where the server can't be reached, breaks off (BodyCut, once content was due), or `signal` fires first. */
export function fetchOnce(to: Destination, address: string, signal: AbortSignal): Promise<FileResponse> {
  return new Promise<FileResponse>((resolve, reject) => {
    const send = to.scheme === 'http' ? httpRequest : httpsRequest;
    const request = send(requestOptions(to, address, signal), (response) => {
      // From here on reading says what is wrong, and knows how far it came.
      request.off('error', reject).on('error', () => undefined);
      readContent(response, signal).then((body) => resolve(fileResponse(response, body)), reject);
    });
    request.once('error', reject);
    request.end();
  });
}

function requestOptions(to: Destination, address: string, signal: AbortSignal): RequestOptions {
  const options = {
    host: address,
    port: to.port,
    path: `${to.url.pathname}${to.url.search}`,
    method: 'GET',
    headers: {
      host: to.url.host,
      accept: '*/*',
      'accept-encoding': 'identity',
      'user-agent': 'sealflow-validation-check',
      connection: 'close',
    },
    agent: false,
    signal,
    // A name whose certificate is yet to be issued can't have a valid one (BR 3.2.2.4.18 asks for none).
    rejectUnauthorized: false,
    servername: isIP(to.host) === 0 ? to.host : '',
  };
  return options;
}

function fileResponse(response: IncomingMessage, { bytes, whole }: LimitedBody): FileResponse {
  return {
    status: response.statusCode ?? 0,
    location: locationFrom(response.headers.location),
    contentEncoding: response.headers['content-encoding'],
    content: whole ? Buffer.from(bytes) : undefined,
  };
}

/** Stops reading, and hangs up, once it is too much. Throws BodyCut. */
async function readContent(response: IncomingMessage, signal: AbortSignal): Promise<LimitedBody> {
  const came = { octets: 0 };
  try {
    return await readUpTo(counted(response, came), FILE_LOOK_LIMITS.contentBytes);
  } catch {
    throw new BodyCut(came.octets, signal.aborted);
  }
}

async function* counted(response: AsyncIterable<Buffer>, came: { octets: number }): AsyncIterable<Buffer> {
  for await (const chunk of response) {
    came.octets += chunk.length;
    yield chunk;
  }
}
