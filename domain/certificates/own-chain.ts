/**
 * From a certificate to its root, among whatever was handed in: every path there is (RFC 4158), and of those one that does
 * not depend on their order. The libraries at hand take the first issuer that fits (@peculiar/x509), or end at the first
 * one without an issuer and know no X.509 v1 roots (pkijs); names, key identifiers and signatures are judged by OpenSSL.
 */
import { refused } from './own-pem.js';
import { isIssuedBy, isRoot, mayIssue, type ReadCertificate } from './read-certificate.js';

export interface OwnChain {
  /** In order, leaf and root excluded. */
  readonly issuing: readonly ReadCertificate[];
  readonly root: ReadCertificate | undefined;
  /** How many of those given stand on no path from the leaf. */
  readonly leftOut: number;
}

/**
 * Preferred is a path whose certificates are all valid at `now` (milliseconds), then one that ends at a root, then the
 * shortest, then the one that is valid longest. Whoever issued the last one may be missing. Throws Refusal (`chainPem`): a
 * signature is wrong, or nothing beside the leaf has to do with it.
 */
export function chainOf(leaf: ReadCertificate, given: readonly ReadCertificate[], now: number): OwnChain {
  const others = given.filter((certificate) => certificate !== leaf);
  const paths = pathsFrom([leaf], others).sort((one, other) => compare(rankOf(one, now), rankOf(other, now)));
  const best = paths[0] ?? [leaf];
  const reached = new Set(paths.flat());
  const leftOut = others.filter((certificate) => !reached.has(certificate));
  refuseWrongSignature(best, leftOut);
  if (best.length === 1 && leftOut.length > 0)
    throw refused('chainPem', {
      zh: '其中的证书既未签发此证书,也不属于其证书链',
      en: 'It has certificates that did not issue this one, nor its chain',
    });
  const above = best.slice(1);
  const root = above.find(isRoot);
  return { issuing: above.filter((certificate) => certificate !== root), root, leftOut: leftOut.length };
}

type Path = readonly ReadCertificate[];

/**
 * Each as long as it goes. A certificate has one signature, so that paths part only where a CA has several certificates
 * for one name and key: among the few that are taken in there are few paths. No CA comes twice (RFC 4158, section 2.4.2).
 */
function pathsFrom(path: Path, others: readonly ReadCertificate[]): Path[] {
  const last = path.at(-1);
  if (!last || isRoot(last)) return [path];
  const issuers = others.filter((candidate) => !hasItsKey(path, candidate) && isIssuedBy(last, candidate));
  return issuers.length === 0 ? [path] : issuers.flatMap((issuer) => pathsFrom([...path, issuer], others));
}

function hasItsKey(path: Path, { x509, spkiSha256 }: ReadCertificate): boolean {
  return path.some((each) => each.spkiSha256 === spkiSha256 && each.x509.subject === x509.subject);
}

/** Where the best path ends though somebody of the issuer's name is there: that one is an impostor, or damaged. */
function refuseWrongSignature(path: Path, leftOut: readonly ReadCertificate[]): void {
  const last = path.at(-1);
  if (!last || isRoot(last)) return;
  if (leftOut.some((candidate) => mayIssue(candidate) && last.x509.checkIssued(candidate.x509)))
    throw refused('chainPem', { zh: '证书链中有签名错误', en: 'A signature in its chain is wrong' });
}

/** Smaller is better, the first difference decides; the last word keeps the choice from depending on the order given. */
function rankOf(path: Path, now: number): readonly (number | string)[] {
  const above = path.slice(1);
  const ends = above.map(({ facts }) => Date.parse(facts.notAfter));
  const isValid = above.every(
    ({ facts }) => Date.parse(facts.notBefore) <= now && now <= Date.parse(facts.notAfter),
  );
  const last = path.at(-1);
  return [
    isValid ? 0 : 1,
    problemsOfLength(path),
    last && isRoot(last) ? 0 : 1,
    path.length,
    -Math.min(Infinity, ...ends),
    above.map(({ facts }) => facts.fingerprintSha256).join(),
  ];
}

/** RFC 5280, section 4.2.1.9: how many CAs may stand between one and the leaf. */
function problemsOfLength(path: Path): number {
  return path.filter(
    ({ constraints }, index) => constraints?.pathLength !== undefined && index - 1 > constraints.pathLength,
  ).length;
}

function compare(one: readonly (number | string)[], other: readonly (number | string)[]): number {
  for (const [index, value] of one.entries()) {
    const against = other[index] ?? value;
    if (value !== against) return value < against ? -1 : 1;
  }
  return 0;
}
