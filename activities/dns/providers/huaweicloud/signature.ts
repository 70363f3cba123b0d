/** Signs a request with SDK-HMAC-SHA256: support.huaweicloud.com/intl/en-us/devg-apisign, "AK/SK Signing and Authentication Algorithm". */
import { createHash, createHmac } from 'node:crypto';

export interface RequestToSign {
  readonly method: string;
  readonly url: URL;
  /** Of what is sent beside; the host and the date are added. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HuaweiKey {
  readonly accessKey: string;
  readonly secretKey: string;
}

const ALGORITHM = 'SDK-HMAC-SHA256';

/** The headers to send: those given, `x-sdk-date` and `authorization`. `now` in milliseconds. */
export function signedHeaders(request: RequestToSign, key: HuaweiKey, now: number): Record<string, string> {
  // 20191115T033655Z
  const date = new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const given = Object.entries(request.headers).map(
    ([name, value]) => [name.toLowerCase(), value.trim()] as const,
  );
  const headers = { ...Object.fromEntries(given), host: request.url.host, 'x-sdk-date': date };
  const names = Object.keys(headers).sort();
  const toSign = [ALGORITHM, date, sha256(canonicalRequest(request, headers, names))].join('\n');
  const signature = createHmac('sha256', key.secretKey).update(toSign).digest('hex');
  return {
    ...request.headers,
    'x-sdk-date': date,
    authorization: `${ALGORITHM} Access=${key.accessKey}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
}

function canonicalRequest(
  { method, url, body }: RequestToSign,
  headers: Readonly<Record<string, string>>,
  names: readonly string[],
): string {
  return [
    method,
    canonicalPath(url.pathname),
    canonicalQuery(url.searchParams),
    ...names.map((name) => `${name}:${headers[name] ?? ''}`),
    '',
    names.join(';'),
    sha256(body),
  ].join('\n');
}

/** A slash stands at its end, whether the address has one or not. */
function canonicalPath(path: string): string {
  const parts = path.split('/').map((part) => encoded(decodeURIComponent(part)));
  const joined = parts.join('/');
  return joined.endsWith('/') ? joined : `${joined}/`;
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&');
}

/** RFC 3986: what encodeURIComponent leaves alone beyond its unreserved characters is encoded as well. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
