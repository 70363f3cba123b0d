/** Whose turn it is after a look at the world. */
import type { Bilingual } from '../bilingual.js';
import { clauses, composed, quoted, withWhy } from '../told.js';
import { setAtEndOfAlias, setBesideWildcard } from './finding-texts.js';
import { describeFinding, type Finding } from './findings.js';
import { shownValue } from './shown-values.js';
import type { ValidationMethod } from '../catalogue/words.js';
import type { OrderWait } from '../waits.js';

/** Who acts first, by the method chosen (ordering rules, section 5). */
export const FIRST_WAIT: Record<ValidationMethod, OrderWait> = {
  'auto-dns': 'dns',
  'manual-dns': 'subscriber-dns',
  file: 'subscriber-file',
  'auto-file': 'file-agent',
};

/** Who acts where the system can't publish after all: the name is an alias that leads elsewhere, or nothing is set up. */
export const BY_HAND_WAIT: Record<ValidationMethod, OrderWait> = {
  'auto-dns': 'subscriber-dns',
  'manual-dns': 'subscriber-dns',
  file: 'subscriber-file',
  'auto-file': 'subscriber-file',
};

export type Turn =
  /** The proof is where the CA will look: ask it. */
  { readonly ask: 'ca' } | { readonly wait: OrderWait; readonly because: Finding };

/** Judges all findings of one look at the names of an order. The first obstacle is the one that people are told. */
export function turnAfterLook(method: ValidationMethod, findings: readonly Finding[]): Turn {
  // CAA and DNSSEC forbid whatever the record says, and only the zone's owner can change them.
  const forbidden = findings.find(({ verdict }) => verdict === 'forbidden');
  if (forbidden) return { wait: 'subscriber-caa', because: forbidden };

  for (const name of new Set(findings.map((finding) => finding.name))) {
    const obstacle = obstacleFor(findings.filter((finding) => finding.name === name));
    if (obstacle) return { wait: FIRST_WAIT[method], because: obstacle };
  }
  return { ask: 'ca' };
}

/** Is it about what is published, rather than about who may issue? */
export function isProof({ subject }: Finding): boolean {
  return subject === 'dns-record' || subject === 'http-file';
}

/** What still stands between one name and the CA's question, or undefined. */
function obstacleFor(findings: readonly Finding[]): Finding | undefined {
  // A CAA question without an answer is not permission (RFC 8659, section 3).
  const unanswered = findings.find(({ subject, verdict }) => subject === 'caa' && verdict !== 'ok');
  if (unanswered) return unanswered;
  const proofs = findings.filter(isProof);
  return proofs.some(({ subject }) => subject === 'http-file')
    ? fileObstacle(proofs)
    : recordObstacle(proofs);
}

/** Either scheme suffices (ordering rules, section 5). */
function fileObstacle(proofs: readonly Finding[]): Finding | undefined {
  if (proofs.some(({ verdict }) => verdict === 'ok')) return undefined;
  return proofs.find(isAgainst) ?? proofs[0];
}

/**
 * Every authoritative server that answers must have the record, and at least one resolver must see it: the CA may ask any
 * server of the zone, and a resolver may still hold the "no" of an earlier look. Who does not answer us is no evidence
 * against the record: the CA stands elsewhere, and its word decides.
 */
function recordObstacle(proofs: readonly Finding[]): Finding | undefined {
  const authoritative = proofs.filter(({ source }) => source.startsWith('authoritative'));
  const resolvers = proofs.filter(({ source }) => !source.startsWith('authoritative'));
  const lacking = authoritative.find(isAgainst);
  if (lacking) return lacking;
  if (resolvers.some(({ verdict }) => verdict === 'ok')) return undefined;
  const unseen = resolvers.find(isAgainst);
  if (unseen) return unseen;
  return authoritative.some(({ verdict }) => verdict === 'ok') ? undefined : proofs[0];
}

function isAgainst({ verdict }: Finding): boolean {
  return verdict === 'missing' || verdict === 'wrong';
}

/**
 * Why the ball lies where it lies, in one line; where a CNAME leads the subscriber astray, what to do about it. `problem`: of a
 * delegated name, which says that itself.
 */
export function because(finding: Finding, wait: OrderWait, problem?: Bilingual): Bilingual {
  const line = withWhy(quoted(finding.name), describeFinding(finding));
  if (problem) return clauses([line, problem]);
  if (finding.leadsTo === undefined || wait !== 'subscriber-dns') return line;
  const advice = finding.byWildcard
    ? setBesideWildcard(shownValue(askedName(finding)))
    : setAtEndOfAlias(shownValue(finding.leadsTo));
  return composed((language) => line[language] + advice[language]);
}

/** `TXT _dnsauth.example.com` asks for that name. */
function askedName({ question }: Finding): string {
  return question.slice(question.indexOf(' ') + 1);
}
