/**
 * TC3-HMAC-SHA256, as their clients make it: cloud.tencent.com/document/api/400/41662. What is signed differs a little between them,
 * so that one signature has several readings; each is as strict as the other.
 */
import { createHash, createHmac } from 'node:crypto';
import type { Received } from './received.js';

const ALGORITHM = 'TC3-HMAC-SHA256';

/** What the header says, unchecked but for its form. */
export interface Tc3Authorization {
  readonly keyId: string;
  /** `2026-03-01`. */
  readonly date: string;
  /** Whatever the client took for the service: `ssl`, or the first label of its endpoint. */
  readonly service: string;
  /** In the order in which they were signed, lower case. */
  readonly signedHeaders: readonly string[];
  /** 64 hex digits, lower case. */
  readonly signature: string;
}

const FORM =
  /^TC3-HMAC-SHA256 +Credential=([A-Za-z0-9_-]{1,128})\/(\d{4}-\d{2}-\d{2})\/([^\s,]{1,255})\/tc3_request *, *SignedHeaders=([A-Za-z0-9_;-]{1,1024}) *, *Signature=([0-9a-f]{64})$/;

/** Undefined for what is none, such as `SKIP`, and for one that leaves out what has to be signed. */
export function tc3AuthorizationOf(header: string | undefined): Tc3Authorization | undefined {
  const [, keyId, date, service, headers, signature] = FORM.exec(header ?? '') ?? [];
  if (!keyId || !date || !service || !headers || !signature) return undefined;
  const signedHeaders = headers.toLowerCase().split(';');
  const whole = signedHeaders.includes('host') && signedHeaders.includes('content-type');
  return whole ? { keyId, date, service, signedHeaders, signature } : undefined;
}

/**
 * Everything that the key may have signed for this request, most usual first. `publicHosts`: names under which a proxy before us is
 * reached, for one that changes `Host`. `timestamp`: as the header has it.
 */
export function tc3Readings(
  received: Received,
  authorization: Tc3Authorization,
  timestamp: string,
  publicHosts: readonly string[],
): string[] {
  const payload = sha256(payloadOf(received));
  const { date, service, signedHeaders } = authorization;
  const canonical = (host: string, path: string, valueOf: (value: string) => string): string =>
    [
      received.method,
      path,
      received.query,
      ...signedHeaders.map((name) => {
        const value = name === 'host' ? host : (received.header(name) ?? '');
        return `${name}:${valueOf(value)}`;
      }),
      '',
      signedHeaders.join(';'),
      payload,
    ].join('\n');
  const readings = hostsOf(received, publicHosts).flatMap((host) =>
    ['/', received.path].flatMap((path) => [sent, lowered].map((valueOf) => canonical(host, path, valueOf))),
  );
  return [...new Set(readings)].map((reading) =>
    [ALGORITHM, timestamp, `${date}/${service}/tc3_request`, sha256(reading)].join('\n'),
  );
}

/** Hex, lower case. */
export function tc3Signature(
  secret: string,
  { date, service }: Tc3Authorization,
): (reading: string) => string {
  const hmac = (key: string | Buffer, text: string): Buffer =>
    createHmac('sha256', key).update(text).digest();
  const key = hmac(hmac(hmac(`TC3${secret}`, date), service), 'tc3_request');
  return (reading) => hmac(key, reading).toString('hex');
}

/** Python and Go send it on wish; what they sent is then only as safe as its transport. */
function payloadOf({ method, header, body }: Received): string | Buffer {
  if (header('x-tc-content-sha256') === 'UNSIGNED-PAYLOAD') return 'UNSIGNED-PAYLOAD';
  return method === 'GET' ? '' : body;
}

/** Node signs the host without its port. */
function hostsOf({ header }: Received, publicHosts: readonly string[]): string[] {
  const hosts = [header('host') ?? '', ...publicHosts];
  return [...new Set(hosts.flatMap((host) => [host, host.replace(/:\d+$/, '')]))];
}

/** Without the blanks around it, as HTTP hands it over: so do their SDKs. */
const sent = (value: string): string => value;
/** So does their guide for who signs by hand. */
const lowered = (value: string): string => value.toLowerCase();

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
