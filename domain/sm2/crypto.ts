/** Web Crypto that knows SM2 as well: what @peculiar/x509 signs and verifies with. All else is Node's own. */
import { webcrypto } from 'node:crypto';
import { newSm2KeyPair, readSm2Pkcs8, sm2Pkcs8, sm2PublicKeyIn, sm2Spki, type Sm2KeyPair } from './keys.js';
import { DEFAULT_SM2_ID, signSm2, SM2_WITH_SM3, verifySm2 } from './signature.js';

/** The algorithm of keys and of signatures alike. */
export interface Sm2Algorithm extends webcrypto.Algorithm {
  readonly name: typeof SM2_WITH_SM3;
  /** Who signs; the default id unless given. */
  readonly id?: string;
}

/** As generators of @peculiar/x509 want it. */
export const SM2_SIGNING: Sm2Algorithm = { name: SM2_WITH_SM3 };

/** A key whose octets are out of sight of whoever prints it. */
class Sm2CryptoKey implements webcrypto.CryptoKey {
  readonly algorithm = SM2_SIGNING;
  readonly extractable = true;
  readonly #pair: Pick<Sm2KeyPair, 'publicKey'> & Partial<Sm2KeyPair>;

  constructor(
    readonly type: 'private' | 'public',
    readonly usages: webcrypto.KeyUsage[],
    pair: Pick<Sm2KeyPair, 'publicKey'> & Partial<Sm2KeyPair>,
  ) {
    this.#pair = pair;
  }

  /** Not named `publicKey`: @peculiar/x509 takes what has that for a certificate. */
  get point(): Buffer {
    return this.#pair.publicKey;
  }

  /** Throws Error for a public key. */
  get pair(): Sm2KeyPair {
    const { privateKey, publicKey } = this.#pair;
    if (!privateKey) throw new Error('An SM2 public key can’t sign');
    return { privateKey, publicKey };
  }
}

export function sm2CryptoKeys(pair: Sm2KeyPair): webcrypto.CryptoKeyPair {
  return {
    privateKey: new Sm2CryptoKey('private', ['sign'], pair),
    publicKey: new Sm2CryptoKey('public', ['verify'], { publicKey: pair.publicKey }),
  };
}

export function newSm2CryptoKeys(): webcrypto.CryptoKeyPair {
  return sm2CryptoKeys(newSm2KeyPair());
}

/** PKCS#8 and subject public key info, DER, of keys of either engine. */
export async function exportKey(format: 'pkcs8' | 'spki', key: webcrypto.CryptoKey): Promise<ArrayBuffer> {
  if (!(key instanceof Sm2CryptoKey)) return webcrypto.subtle.exportKey(format, key);
  return arrayBuffer(format === 'pkcs8' ? sm2Pkcs8(key.pair) : sm2Spki(key.point));
}

/** The private key of a PKCS#8, for keys of SM2 alone. */
export function importSm2Pkcs8(der: Uint8Array): webcrypto.CryptoKey {
  return sm2CryptoKeys(readSm2Pkcs8(der)).privateKey;
}

type Subtle = webcrypto.SubtleCrypto;

const sm2Subtle = {
  exportKey: (format: 'pkcs8' | 'spki', key: webcrypto.CryptoKey) => exportKey(format, key),

  async importKey(...args: Parameters<Subtle['importKey']>): Promise<webcrypto.CryptoKey> {
    const [format, data] = args;
    const publicKey = format === 'spki' ? sm2PublicKeyIn(octets(data)) : undefined;
    if (publicKey) return new Sm2CryptoKey('public', ['verify'], { publicKey });
    return webcrypto.subtle.importKey(...args);
  },

  async sign(...[algorithm, key, data]: Parameters<Subtle['sign']>): Promise<ArrayBuffer> {
    if (!(key instanceof Sm2CryptoKey)) return webcrypto.subtle.sign(algorithm, key, data);
    return arrayBuffer(signSm2(octets(data), key.pair, idOf(algorithm)));
  },

  async verify(...[algorithm, key, signature, data]: Parameters<Subtle['verify']>): Promise<boolean> {
    if (!(key instanceof Sm2CryptoKey)) return webcrypto.subtle.verify(algorithm, key, signature, data);
    if (nameOf(algorithm) !== SM2_WITH_SM3) return false;
    return verifySm2(octets(data), octets(signature), key.point, idOf(algorithm));
  },
};

/** Hand it to `cryptoProvider`, or to a single call. */
export const cryptoWithSm2: webcrypto.Crypto = withOwn(webcrypto, {
  subtle: withOwn(webcrypto.subtle, sm2Subtle),
});

/** `base`, but for what `own` has. Methods of `base` are called on it: Node's refuse any other `this`. */
function withOwn<T extends object>(base: T, own: object): T {
  return new Proxy(base, {
    get(_target, property) {
      const value: unknown = Reflect.get(property in own ? own : base, property);
      return typeof value === 'function' ? (value.bind(property in own ? own : base) as unknown) : value;
    },
  });
}

function nameOf(algorithm: webcrypto.AlgorithmIdentifier): string {
  return typeof algorithm === 'string' ? algorithm : algorithm.name;
}

function idOf(algorithm: webcrypto.AlgorithmIdentifier): string {
  return (algorithm as Partial<Sm2Algorithm>).id ?? DEFAULT_SM2_ID;
}

function octets(data: webcrypto.BufferSource): Uint8Array {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function arrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
