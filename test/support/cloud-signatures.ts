/** Signatures of requests as the clouds check them, reckoned by their documents and not by their clients. */
import { createHash, createHmac, type BinaryLike } from 'node:crypto';

export interface SignedRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** `expired`: rightly signed, at another time than the service's. */
export type SignatureVerdict = 'right' | 'expired' | 'wrong';

const sha256 = (data: BinaryLike) => createHash('sha256').update(data).digest('hex');
const hmac = (key: BinaryLike, data: string, hash = 'sha256') => createHmac(hash, key).update(data).digest();

/** RFC 3986: what encodeURIComponent leaves alone beyond its unreserved characters is encoded as well. */
const encoded = (value: string) =>
  encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** TC3-HMAC-SHA256, by the document "签名方法 v3" (cloud.tencent.com/document/api/382/52072). Five minutes count as now. */
export function tc3Verdict(
  { method, headers, body }: SignedRequest,
  secret: string,
  now: number,
): SignatureVerdict {
  const { scope, signed, signature } =
    /^TC3-HMAC-SHA256 Credential=[^/]+\/(?<scope>[^,]+), ?SignedHeaders=(?<signed>[^,]+), ?Signature=(?<signature>[0-9a-f]{64})$/.exec(
      String(headers.authorization),
    )?.groups ?? {};
  if (scope === undefined || signed === undefined) return 'wrong';
  const names = signed.split(';');
  if (!names.includes('host') || !names.includes('content-type')) return 'wrong';
  // Its own client signs the host without the port, which the service has none of.
  const valueOf = (name: string) =>
    name === 'host' ? String(headers.host).replace(/:\d+$/, '') : String(headers[name]).toLowerCase().trim();
  const canonicalHeaders = names.map((name) => `${name}:${valueOf(name)}\n`).join('');
  const canonical = [method, '/', '', canonicalHeaders, signed, sha256(body)].join('\n');
  const timestamp = String(headers['x-tc-timestamp']);
  const [date = '', product = '', end = ''] = scope.split('/');
  const toSign = ['TC3-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n');
  const key = hmac(hmac(hmac(`TC3${secret}`, date), product), end);
  if (hmac(key, toSign).toString('hex') !== signature) return 'wrong';
  return isWithin(Number(timestamp) * 1000, now, 300) ? 'right' : 'expired';
}

/** HMAC-SHA1 over the sorted parameters, by the document "RPC 签名机制" (help.aliyun.com). Fifteen minutes count as now. */
export function rpcVerdict({ method, body }: SignedRequest, secret: string, now: number): SignatureVerdict {
  const asked = new URLSearchParams(body);
  const signature = asked.get('Signature');
  asked.delete('Signature');
  const pairs = [...asked].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).sort();
  const toSign = `${method}&${encoded('/')}&${encoded(pairs.join('&'))}`;
  if (hmac(`${secret}&`, toSign, 'sha1').toString('base64') !== signature) return 'wrong';
  return isWithin(Date.parse(asked.get('Timestamp') ?? ''), now, 900) ? 'right' : 'expired';
}

/** AWS Signature Version 4, by "Create a signed AWS API request" (IAM User Guide). Fifteen minutes count as now. */
export function sigV4Verdict(
  { method, target, headers, body }: SignedRequest,
  secret: string,
  now: number,
): SignatureVerdict {
  const { scope, signed, signature } =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/(?<scope>[^,]+), SignedHeaders=(?<signed>[^,]+), Signature=(?<signature>[0-9a-f]{64})$/.exec(
      String(headers.authorization),
    )?.groups ?? {};
  if (scope === undefined || signed === undefined) return 'wrong';
  const names = signed.split(';');
  if (!names.includes('host') || !names.includes('x-amz-date')) return 'wrong';
  const [path = '/', query = ''] = target.split('?');
  const canonicalPath = path
    .split('/')
    .map((part) => encoded(part))
    .join('/');
  const canonicalHeaders = names
    .map((name) => `${name}:${String(headers[name]).trim().replace(/ +/g, ' ')}\n`)
    .join('');
  const canonical = [method, canonicalPath, sortedQuery(query), canonicalHeaders, signed, sha256(body)].join(
    '\n',
  );
  const time = String(headers['x-amz-date']);
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<BinaryLike>((last, part) => hmac(last, part), `AWS4${secret}`);
  if (hmac(key, toSign).toString('hex') !== signature) return 'wrong';
  return isWithin(compactTime(time), now, 900) ? 'right' : 'expired';
}

/** SDK-HMAC-SHA256, by "AK/SK Signing and Authentication Algorithm" (support.huaweicloud.com/intl/en-us/devg-apisign). */
export function huaweiVerdict(
  { method, target, headers, body }: SignedRequest,
  secret: string,
  now: number,
): SignatureVerdict {
  const { signed, signature } =
    /^SDK-HMAC-SHA256 Access=[^,]+, SignedHeaders=(?<signed>[^,]+), Signature=(?<signature>[0-9a-f]{64})$/.exec(
      String(headers.authorization),
    )?.groups ?? {};
  if (signed === undefined) return 'wrong';
  const names = signed.split(';');
  if (!names.includes('x-sdk-date')) return 'wrong';
  const [path = '/', query = ''] = target.split('?');
  const canonicalHeaders = names.map((name) => `${name}:${String(headers[name]).trim()}\n`).join('');
  const canonical = [
    method,
    path.replace(/\/?$/, '/'),
    sortedQuery(query),
    canonicalHeaders,
    signed,
    sha256(body),
  ];
  const time = String(headers['x-sdk-date']);
  const toSign = ['SDK-HMAC-SHA256', time, sha256(canonical.join('\n'))].join('\n');
  if (hmac(secret, toSign).toString('hex') !== signature) return 'wrong';
  return isWithin(compactTime(time), now, 900) ? 'right' : 'expired';
}

function sortedQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&');
}

/** 20191115T033655Z */
function compactTime(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

function isWithin(time: number, now: number, seconds: number): boolean {
  return Math.abs(now - time) <= seconds * 1000;
}
