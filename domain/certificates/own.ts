/** A certificate that was bought elsewhere, as it is handed in: is it one, does its chain hold, is the key its own? */
import type { IssuedFacts } from './issued.js';
import { chainOf, type OwnChain } from './own-chain.js';
import { privateKeyOf } from './own-key.js';
import { hostNamesOf, leafOf } from './own-leaf.js';
import { certificatesIn, refused } from './own-pem.js';
import type { ReadCertificate } from './read-certificate.js';
import type { Bilingual } from '../bilingual.js';

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
  readonly warnings: readonly Bilingual[];
}

/**
 * Reads and checks them; `now` in milliseconds. Of what was given the chain is found in whatever order it comes, and its
 * signatures are checked as far as it goes; a root at its end is kept apart. Throws Refusal `InvalidInput`, field
 * `certificatePem`, `chainPem`, `privateKeyPem` or `keyPassword`; what was given is never repeated.
 */
export function readOwnCertificate(files: OwnCertificateFiles, now: number): OwnCertificate {
  const given = allDistinct([
    ...certificatesIn('certificatePem', files.certificatePem),
    ...(files.chainPem === undefined ? [] : certificatesIn('chainPem', files.chainPem)),
  ]);
  const leaf = leafOf(given);
  refuseImpossibleDates(leaf);
  const chain = chainOf(leaf, given, now);
  const { privateKeyPem, keyPassword } = files;
  return {
    ...leaf.facts,
    names: hostNamesOf(leaf),
    certificatePem: leaf.pem,
    chainPem: chain.issuing.map(({ pem }) => pem).join(''),
    rootPem: chain.root?.pem ?? null,
    privateKeyDer: privateKeyPem === undefined ? null : privateKeyOf(leaf.x509, privateKeyPem, keyPassword),
    warnings: warningsOf(leaf, chain, now),
  };
}

function allDistinct(certificates: readonly ReadCertificate[]): ReadCertificate[] {
  const each = certificates.map((certificate) => [certificate.facts.fingerprintSha256, certificate] as const);
  return [...new Map(each).values()];
}

function refuseImpossibleDates({ facts: { notBefore, notAfter } }: ReadCertificate): void {
  if (Date.parse(notAfter) <= Date.parse(notBefore))
    throw refused('certificatePem', {
      zh: '从不有效:结束时间早于开始时间',
      en: 'It is never valid: it ends before it begins',
    });
}

function warningsOf(leaf: ReadCertificate, { issuing, root, leftOut }: OwnChain, now: number): Bilingual[] {
  const isOver = ({ facts }: ReadCertificate) => Date.parse(facts.notAfter) < now;
  const isSelfSigned = leaf.x509.checkIssued(leaf.x509);
  const issuers = [...issuing, ...(root ? [root] : [])];
  return [
    ...(isOver(leaf) ? [EXPIRED] : []),
    ...(isSelfSigned ? [SELF_SIGNED] : []),
    ...(issuers.length === 0 && !isSelfSigned ? [NO_CHAIN] : []),
    ...(issuers.some(isOver) ? [CHAIN_EXPIRED] : []),
    ...(leftOut > 0
      ? [
          {
            zh: `已略去不属于其证书链的证书:${leftOut} 张。`,
            en: `Left out, since they are not of its chain: ${leftOut} of the certificates given.`,
          },
        ]
      : []),
  ];
}

const EXPIRED: Bilingual = {
  zh: '证书已过期:不会再为此发出通知。',
  en: 'It has expired: nobody will be told of that.',
};
const SELF_SIGNED: Bilingual = {
  zh: '证书是自签名的:浏览器不会信任它。',
  en: 'It is signed by itself: browsers will not trust it.',
};
const NO_CHAIN: Bilingual = {
  zh: '没有提供证书链:服务器还需要签发它的中间证书。',
  en: 'No chain was given: servers need the issuing certificates as well.',
};
const CHAIN_EXPIRED: Bilingual = {
  zh: '证书链中有一张证书已过期。',
  en: 'A certificate of its chain has expired.',
};
