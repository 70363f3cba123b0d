/** HmacSHA1 and HmacSHA256, the signatures of before TC3, which their clients still make on wish: cloud.tencent.com/document/api/400/41663. */
import { createHmac } from 'node:crypto';
import type { Received } from './received.js';

export interface LegacySignature {
  readonly keyId: string;
  readonly algorithm: 'sha1' | 'sha256';
  /** Base64. */
  readonly signature: string;
}

/** Undefined where the parameters have none. */
export function legacySignatureOf(parameters: ReadonlyMap<string, string>): LegacySignature | undefined {
  const keyId = parameters.get('SecretId') ?? '';
  const signature = parameters.get('Signature') ?? '';
  const algorithm = ALGORITHMS.get(parameters.get('SignatureMethod') ?? 'HmacSHA1');
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(keyId) || !/^[A-Za-z0-9+/]{27,43}=$/.test(signature) || !algorithm) {
    return undefined;
  }
  return { keyId, algorithm, signature };
}

const ALGORITHMS: ReadonlyMap<string, 'sha1' | 'sha256'> = new Map([
  ['HmacSHA1', 'sha1'],
  ['HmacSHA256', 'sha256'],
]);

/** Everything that the key may have signed: the parameters in order, unescaped, after method, host and path. */
export function legacyReadings(
  { method, header, path }: Received,
  parameters: ReadonlyMap<string, string>,
  publicHosts: readonly string[],
): string[] {
  const signed = [...parameters]
    .filter(([name]) => name !== 'Signature')
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const hosts = [header('host') ?? '', ...publicHosts].flatMap((host) => [host, host.replace(/:\d+$/, '')]);
  const readings = hosts.flatMap((host) =>
    ['/', path].map((target) => `${method}${host}${target}?${signed}`),
  );
  return [...new Set(readings)];
}

/** Base64. */
export function legacySignature(secret: string, { algorithm }: LegacySignature): (reading: string) => string {
  return (reading) => createHmac(algorithm, secret).update(reading).digest('base64');
}
