/** The private key of a certificate from elsewhere: opened, and found to be its own. */
import { createPrivateKey, type KeyObject, type X509Certificate } from 'node:crypto';
import { Integer, ObjectIdentifier, Sequence, type AsnType } from 'asn1js';
import type { Bilingual } from '../bilingual.js';
import { items, readDer } from '../sm2/der.js';
import { blocksIn, refused } from './own-pem.js';
import { pemOf, type PemBlock } from './pem.js';

/** DER of PKCS#8: fill it with zeros after use. Throws Refusal (`privateKeyPem`, `keyPassword`). */
export function privateKeyOf(leaf: X509Certificate, pem: unknown, password: unknown): Buffer {
  const key = openedKey(keyBlockIn(pem), password);
  if (!isKeyOf(leaf, key))
    throw refused('privateKeyPem', {
      zh: '不是此证书的私钥',
      en: 'It is not the key of this certificate',
    });
  return key.export({ type: 'pkcs8', format: 'der' });
}

/** Parameters of curves, certificates and whatever else a file of keys has are passed over. */
function keyBlockIn(pem: unknown): PemBlock {
  const [block, another] = blocksIn('privateKeyPem', pem).filter(({ label }) =>
    label.endsWith('PRIVATE KEY'),
  );
  if (!block)
    throw refused('privateKeyPem', {
      zh: '其中没有私钥',
      en: 'There is no private key in it',
    });
  if (another)
    throw refused('privateKeyPem', {
      zh: '其中有多个私钥',
      en: 'There is more than one private key in it',
    });
  return block;
}

function openedKey(block: PemBlock, password: unknown): KeyObject {
  const key = pemOf(block.label, block.der, block.headers);
  if (!isEncrypted(block)) return unencrypted(key);
  if (typeof password !== 'string')
    throw refused('keyPassword', { zh: '私钥已加密', en: 'The private key is encrypted' }, THE_PASSWORD);
  if (roundsOf(block) > MOST_ROUNDS)
    throw refused(
      'privateKeyPem',
      {
        zh: `打开它需要超过 ${MOST_ROUNDS} 轮运算`,
        en: `It takes more than ${MOST_ROUNDS} rounds to open it`,
      },
      REWRITTEN,
    );
  return decrypted(block, key, password);
}

function unencrypted(key: string): KeyObject {
  try {
    return createPrivateKey(key);
  } catch {
    throw refused('privateKeyPem', {
      zh: '不是可以读取的私钥',
      en: 'It is no private key that can be read',
    });
  }
}

function decrypted(block: PemBlock, key: string, passphrase: string): KeyObject {
  try {
    return createPrivateKey({ key, passphrase });
  } catch (error) {
    const cipher = cipherOf(block);
    if (isUnsupported(error) || OUTDATED.has(cipher))
      throw refused(
        'privateKeyPem',
        {
          zh: `加密方式为${nameOf(cipher).zh},已过时:无论密码是什么,这里都无法打开`,
          en: `It is encrypted with ${nameOf(cipher).en}, which is outdated: nothing opens it here, whatever the password`,
        },
        REWRITTEN,
      );
    throw refused(
      'keyPassword',
      {
        zh: '不能打开私钥',
        en: 'The key password does not open the private key',
      },
      THE_PASSWORD,
    );
  }
}

/** House limit: seconds of this process. OWASP asks for 600,000 of PBKDF2 (activities/certificates/encrypted-private-key.ts). */
const MOST_ROUNDS = 10_000_000;

const REWRITTEN: Bilingual = {
  zh: '重新写出的私钥,可用 `openssl pkcs8 -topk8 -v2 aes-256-cbc`(较旧的私钥需加 `-provider legacy`)',
  en: 'the key written anew, as `openssl pkcs8 -topk8 -v2 aes-256-cbc` does (older ones need -provider legacy)',
};
const THE_PASSWORD: Bilingual = { zh: '能打开私钥的密码', en: 'the password that opens it' };

/** RFC 8018, appendix A.3, and RFC 7292, appendix C: broken ciphers, and OpenSSL 3 has none of them unless told to. */
const OUTDATED: ReadonlyMap<string | undefined, string> = new Map([
  ['1.2.840.113549.1.5.1', 'PBE-MD2-DES'],
  ['1.2.840.113549.1.5.3', 'PBE-MD5-DES'],
  ['1.2.840.113549.1.5.4', 'PBE-MD2-RC2-64'],
  ['1.2.840.113549.1.5.6', 'PBE-MD5-RC2-64'],
  ['1.2.840.113549.1.5.10', 'PBE-SHA1-DES'],
  ['1.2.840.113549.1.5.11', 'PBE-SHA1-RC2-64'],
  ['1.2.840.113549.1.12.1.1', 'PBE-SHA1-RC4-128'],
  ['1.2.840.113549.1.12.1.2', 'PBE-SHA1-RC4-40'],
  ['1.2.840.113549.1.12.1.5', 'PBE-SHA1-RC2-128'],
  ['1.2.840.113549.1.12.1.6', 'PBE-SHA1-RC2-40'],
  ['DES-CBC', 'DES-CBC'],
]);

function nameOf(cipher: string | undefined): Bilingual {
  const name = OUTDATED.get(cipher);
  return name === undefined ? { zh: '某种算法', en: 'a cipher' } : { zh: ` ${name}`, en: name };
}

function isUnsupported(error: unknown): boolean {
  return (
    error instanceof Error && /unsupported/i.test(`${(error as NodeJS.ErrnoException).code} ${error.message}`)
  );
}

function isEncrypted({ label, headers }: PemBlock): boolean {
  return (
    label === 'ENCRYPTED PRIVATE KEY' || headers.some((header) => /^Proc-Type:.*ENCRYPTED/i.test(header))
  );
}

/** The object identifier of a PKCS#8's encryption, or what RFC 1421's header names. */
function cipherOf({ der, headers }: PemBlock): string | undefined {
  const named = headers.flatMap((header) => /^DEK-Info:\s*([\w-]{1,32})/i.exec(header)?.[1] ?? [])[0];
  if (named !== undefined) return named.toUpperCase();
  const type = algorithmOf(der)[0];
  return type instanceof ObjectIdentifier ? type.getValue() : undefined;
}

/** RFC 8018, appendix A: the only number in the parameters of PBES1 and of PBKDF2 that can grow beyond all sizes. */
function roundsOf({ der }: PemBlock): number {
  return Math.max(0, ...numbersIn(algorithmOf(der)));
}

function numbersIn(values: readonly AsnType[]): number[] {
  return values.flatMap((value) => {
    if (value instanceof Sequence) return numbersIn(value.valueBlock.value);
    return value instanceof Integer ? [Number(value.toBigInt())] : [];
  });
}

/** EncryptedPrivateKeyInfo begins with an AlgorithmIdentifier; empty where it is none. */
function algorithmOf(der: Buffer): readonly AsnType[] {
  try {
    return items(items(readDer(der))[0]);
  } catch {
    return [];
  }
}

function isKeyOf(leaf: X509Certificate, key: KeyObject): boolean {
  try {
    return leaf.checkPrivateKey(key);
  } catch {
    // Keys of kinds that can't be compared.
    return false;
  }
}
