/** A certificate that was bought elsewhere, as it is handed in: is it one, does its chain hold, is the key its own? */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readIssued, type IssuedFacts } from './issued.js';
import { Refusal } from '../refusals.js';
import { sm2PublicKeyIn } from '../sm2/keys.js';

/** The house's own limits: a chain of ten certificates with RSA 4096 keys fits four times. */
const MOST_CHARACTERS = 100_000;
const MOST_CERTIFICATES = 10;

/** PEM texts. `certificatePem` may hold the chain as well. */
export interface OwnCertificateFiles {
  readonly certificatePem: string;
  readonly chainPem?: string;
  readonly privateKeyPem?: string;
  /** Opens an encrypted private key. */
  readonly keyPassword?: string;
}

export interface OwnCertificate extends IssuedFacts {
  readonly certificatePem: string;
  /** The issuing certificates in order, leaf and root excluded; empty where none were given. */
  readonly chainPem: string;
  readonly rootPem: string | null;
  /** DER of PKCS#8: fill it with zeros after use. Null where no key was given. */
  readonly privateKeyDer: Buffer | null;
  /** What is unusual and no reason to refuse it. */
  readonly warnings: readonly string[];
}

/**
 * Reads and checks them; `now` in milliseconds. The chain is put in order, and its signatures are checked as far as it goes;
 * a root at its end is kept apart. Throws Refusal `InvalidInput`, field `certificatePem`, `chainPem`, `privateKeyPem` or
 * `keyPassword`; what was given is never repeated.
 */
export function readOwnCertificate(files: OwnCertificateFiles, now: number): OwnCertificate {
  const given = allDistinct([
    ...certificatesIn('certificatePem', files.certificatePem),
    ...(files.chainPem === undefined ? [] : certificatesIn('chainPem', files.chainPem)),
  ]);
  const leaf = leafOf(given);
  const { issuing, root } = chainOf(leaf, given);
  const facts = { ...readIssued(leaf.toString()), names: namesOf(leaf) };
  return {
    ...facts,
    certificatePem: leaf.toString(),
    chainPem: issuing.map((certificate) => certificate.toString()).join(''),
    rootPem: root?.toString() ?? null,
    privateKeyDer: files.privateKeyPem === undefined ? null : privateKeyOf(leaf, files.privateKeyPem, files),
    warnings: warningsOf(leaf, [...issuing, ...(root ? [root] : [])], now),
  };
}

type Field = 'certificatePem' | 'chainPem' | 'privateKeyPem' | 'keyPassword';

const PEM_BLOCK =
  /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[^-]+-----END (?:X509 |TRUSTED )?CERTIFICATE-----/g;

function certificatesIn(field: Field, pem: unknown): X509Certificate[] {
  if (typeof pem !== 'string' || pem.length > MOST_CHARACTERS)
    throw refused(field, `It is no text of at most ${MOST_CHARACTERS} characters`);
  const blocks = pem.match(PEM_BLOCK) ?? [];
  if (blocks.length === 0) throw refused(field, 'There is no certificate in it');
  if (blocks.length > MOST_CERTIFICATES)
    throw refused(field, `There are more than ${MOST_CERTIFICATES} certificates in it`);
  return blocks.map((block) => {
    try {
      return new X509Certificate(block);
    } catch {
      throw refused(field, 'A certificate in it can’t be read');
    }
  });
}

function allDistinct(certificates: readonly X509Certificate[]): X509Certificate[] {
  return [...new Map(certificates.map((certificate) => [certificate.fingerprint256, certificate])).values()];
}

function leafOf(certificates: readonly X509Certificate[]): X509Certificate {
  if (certificates.some(isSm2))
    throw refused(
      'certificatePem',
      'It is an SM2 certificate: those come as pairs, whose second key only their CA’s envelope has',
      'an RSA or ECDSA certificate; SM2 pairs are ordered here',
    );
  const [leaf, another] = certificates.filter(({ ca }) => !ca);
  if (!leaf) throw refused('certificatePem', 'It is a CA’s certificate, not a server’s');
  if (another) throw refused('certificatePem', 'There is more than one server certificate in it');
  if (namesOf(leaf).length === 0) throw refused('certificatePem', 'It names nothing that could be watched');
  return leaf;
}

function isSm2({ publicKey }: X509Certificate): boolean {
  return sm2PublicKeyIn(publicKey.export({ type: 'spki', format: 'der' })) !== undefined;
}

/** Old ones have a common name only. */
function namesOf(leaf: X509Certificate): readonly string[] {
  const { names } = readIssued(leaf.toString());
  const commonName = /^CN=(.+)$/m.exec(leaf.subject)?.[1];
  return names.length > 0 || commonName === undefined ? names : [commonName.toLowerCase()];
}

/** From the leaf upwards; whoever issued the last one may be missing. */
function chainOf(
  leaf: X509Certificate,
  given: readonly X509Certificate[],
): { issuing: X509Certificate[]; root: X509Certificate | undefined } {
  const issuing: X509Certificate[] = [];
  let left = given.filter((certificate) => certificate !== leaf);
  for (let last = leaf; ;) {
    const issuer = issuerAmong(left, last);
    if (!issuer) break;
    left = left.filter((certificate) => certificate !== issuer);
    issuing.push(issuer);
    last = issuer;
  }
  if (left.length > 0)
    throw refused('chainPem', 'It has certificates that did not issue this one, nor its chain');
  const root = issuing.at(-1);
  return root?.checkIssued(root) ? { issuing: issuing.slice(0, -1), root } : { issuing, root: undefined };
}

/** Two CA certificates may have the same name: the one that signed counts. */
function issuerAmong(
  candidates: readonly X509Certificate[],
  certificate: X509Certificate,
): X509Certificate | undefined {
  const named = candidates.filter((candidate) => certificate.checkIssued(candidate));
  const signer = named.find(({ publicKey }) => certificate.verify(publicKey));
  if (named.length > 0 && !signer) throw refused('chainPem', 'A signature in its chain is wrong');
  return signer;
}

function privateKeyOf(
  leaf: X509Certificate,
  pem: unknown,
  { keyPassword }: Pick<OwnCertificateFiles, 'keyPassword'>,
): Buffer {
  if (typeof pem !== 'string' || pem.length > MOST_CHARACTERS)
    throw refused('privateKeyPem', `It is no text of at most ${MOST_CHARACTERS} characters`);
  const key = openedKey(pem, keyPassword);
  if (!leaf.checkPrivateKey(key)) throw refused('privateKeyPem', 'It is not the key of this certificate');
  return key.export({ type: 'pkcs8', format: 'der' });
}

function openedKey(pem: string, passphrase: string | undefined): KeyObject {
  const isEncrypted = pem.includes('ENCRYPTED');
  if (isEncrypted && passphrase === undefined)
    throw refused('keyPassword', 'The private key is encrypted', 'the password that opens it');
  try {
    return createPrivateKey(isEncrypted ? { key: pem, passphrase: passphrase ?? '' } : pem);
  } catch {
    throw isEncrypted
      ? refused('keyPassword', 'The key password does not open the private key', 'the password that opens it')
      : refused('privateKeyPem', 'It is no private key that can be read');
  }
}

function warningsOf(leaf: X509Certificate, issuers: readonly X509Certificate[], now: number): string[] {
  const isOver = ({ validTo }: X509Certificate) => Date.parse(validTo) < now;
  const isSelfSigned = leaf.checkIssued(leaf);
  return [
    ...(isOver(leaf) ? ['It has expired: nobody will be told of that.'] : []),
    ...(isSelfSigned ? ['It is signed by itself: browsers will not trust it.'] : []),
    ...(issuers.length === 0 && !isSelfSigned
      ? ['No chain was given: servers need the issuing certificates as well.']
      : []),
    ...(issuers.some(isOver) ? ['A certificate of its chain has expired.'] : []),
  ];
}

const ACCEPTED: Record<Field, string> = {
  certificatePem: 'a server certificate in PEM form, its chain with it or in chainPem',
  chainPem: 'the certificates that issued it, in PEM form, each once',
  privateKeyPem:
    'its private key in PEM form: PRIVATE KEY, RSA PRIVATE KEY, EC PRIVATE KEY or ENCRYPTED PRIVATE KEY',
  keyPassword: 'the password that opens the private key',
};

function refused(field: Field, message: string, accepted = ACCEPTED[field]): Refusal {
  return new Refusal({ code: 'InvalidInput', field, message, accepted });
}
