/** What a directory says no with (RFC 7807, RFC 8555, section 6.7), told name by name, and what it means to us. */
import type { Bilingual } from '../../../../domain/bilingual.js';
import { ACME_ADVICE, ACME_TEXTS } from '../../../../domain/connections/acme-texts.js';
import { LONGEST_RETRY_DELAY_MS, OrderFailure, type FailureType } from '../../../../domain/failures.js';
import type { WireProblem } from './wire.js';

/**
 * `refused`: for good. `control`: control of a name was not shown, which can be mended. `connection`: the connection must be
 * corrected, the order waits meanwhile. `again`: the directory mends it, or catches up. `protocol`: we and the directory
 * disagree on what was said. `limit`: too often.
 */
type Meaning = 'refused' | 'control' | 'connection' | 'again' | 'protocol' | 'limit';

/** RFC 8555, section 6.7, unless another source stands beside it. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  accountDoesNotExist: 'connection',
  // RFC 8555, section 7.6, and RFC 9773, section 5: both are answered where they come from (revocation.ts, placing.ts).
  alreadyRevoked: 'protocol',
  alreadyReplaced: 'protocol',
  badCSR: 'refused',
  // The library repeats it five times; that it still comes says that the directory forgets its nonces.
  badNonce: 'again',
  badPublicKey: 'refused',
  badRevocationReason: 'refused',
  badSignatureAlgorithm: 'protocol',
  caa: 'control',
  connection: 'control',
  dns: 'control',
  externalAccountRequired: 'connection',
  incorrectResponse: 'control',
  invalidContact: 'connection',
  // draft-ietf-acme-profiles, section 5.
  invalidProfile: 'connection',
  malformed: 'protocol',
  orderNotReady: 'again',
  rateLimited: 'limit',
  rejectedIdentifier: 'refused',
  serverInternal: 'again',
  tls: 'control',
  // Of an account where the request was the account's; of a name where it stands in a challenge.
  unauthorized: 'connection',
  unsupportedContact: 'connection',
  unsupportedIdentifier: 'refused',
  userActionRequired: 'connection',
};

const FAILURES_OF: Readonly<Record<Exclude<Meaning, 'limit'>, FailureType>> = {
  refused: 'OrderRefusedByCa',
  // Whoever asks for the order hears of its lost proofs; until then it is asked again.
  control: 'CaUnavailable',
  connection: 'CaUnavailable',
  again: 'CaUnavailable',
  protocol: 'CaProtocolBroken',
};

/** A directory's no. Thrown within this folder only: what leaves it is an OrderFailure. */
export class AcmeProblem extends Error {
  override readonly name = 'AcmeProblem';

  constructor(
    /** Without its prefix; as it stands where it has another one. */
    readonly type: string,
    readonly status: number,
    readonly document: WireProblem,
    readonly retryAfterMs: number | undefined,
  ) {
    super(`${type} (${status})`);
  }
}

const PREFIX = 'urn:ietf:params:acme:error:';

export function typeOfProblem({ type }: Pick<WireProblem, 'type'>): string {
  return type.startsWith(PREFIX) ? type.slice(PREFIX.length) : type;
}

export function meaningOf(problem: WireProblem): Meaning {
  const type = typeOfProblem(problem);
  if (type === 'compound') return meaningOfAll(problem.subproblems ?? []);
  // A type of tomorrow decides nothing for good: it is told, and asked again.
  return Object.hasOwn(MEANINGS, type) ? (MEANINGS[type] ?? 'protocol') : 'protocol';
}

/** Several at once: one that is for good decides, then one that somebody has to mend. */
function meaningOfAll(subproblems: readonly WireProblem[]): Meaning {
  const meanings = subproblems.map(meaningOf);
  const order: readonly Meaning[] = ['refused', 'connection', 'control', 'limit', 'again'];
  return order.find((meaning) => meanings.includes(meaning)) ?? 'protocol';
}

/** In the directory's words, each name with its own. */
export function wordsOfProblem(problem: WireProblem): Bilingual {
  const { subproblems = [] } = problem;
  return ACME_TEXTS.names(
    subproblems.length > 0 ? subproblems.map(wordsOfOne) : [wordsOfOne({ ...problem, subproblems: [] })],
  );
}

function wordsOfOne(problem: WireProblem): Bilingual {
  return ACME_TEXTS.said(typeOfProblem(problem), problem.detail ?? '', problem.identifier?.value);
}

/** As `wordsOfProblem`, the same in both languages: for a finding, which quotes the directory. */
export function detailOfProblem(problem: WireProblem): string {
  const { subproblems = [] } = problem;
  const said = subproblems.length > 0 ? subproblems : [problem];
  return said.map((each) => [each.detail, `(${typeOfProblem(each)})`].filter(Boolean).join(' ')).join('; ');
}

export interface Asked {
  /** What the connection is called. */
  readonly ca: string;
  readonly asked: Bilingual;
}

/** The failure that the rest of the program knows. */
export function failureOf({ document, retryAfterMs }: AcmeProblem, { ca, asked }: Asked): OrderFailure {
  const meaning = meaningOf(document);
  const said = wordsOfProblem(document);
  if (meaning === 'limit')
    return new OrderFailure(
      'CaRateLimited',
      ACME_TEXTS.limitsRate(ca, asked, said, secondsOf(retryAfterMs)),
      {
        retryAfterMs,
      },
    );
  const words = ACME_TEXTS.problem(ca, asked, said, adviceFor(document));
  return new OrderFailure(FAILURES_OF[meaning], words, { retryAfterMs });
}

function secondsOf(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.ceil(ms / 1000);
}

function adviceFor(document: WireProblem): Bilingual | undefined {
  const types = [document, ...(document.subproblems ?? [])].map(typeOfProblem);
  const known = types.find((type) => Object.hasOwn(ACME_ADVICE, type));
  return known === undefined ? undefined : ACME_ADVICE[known];
}

/** RFC 9110, section 10.2.3: seconds or an HTTP date; believed up to the limit for everybody. */
export function retryAfterFrom(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), LONGEST_RETRY_DELAY_MS);
}
