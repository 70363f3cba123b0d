/** The log of operations: what an entry is, how entries are chained, and how an exported log is verified. Pure. */
import { hash as digestOf } from 'node:crypto';
import { canonicalJson } from '../canonical-json.js';
import { Refusal, refusalDetails } from '../refusals.js';

/** `asked` before it is done; the other three tell how that ended. An `asked` without an end: the program died. */
export const OPERATION_OUTCOMES = ['asked', 'done', 'refused', 'failed'] as const;
export type OperationOutcome = (typeof OPERATION_OUTCOMES)[number];

/** Public values only: brand, type, ordered names, names of changed fields. */
export type OperationDetails = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>;

/** What is told of an operation; account, number and hashes are the log's own. */
export interface OperationEntry {
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  readonly actor: string;
  readonly origin: string;
  /** Such as `order.cancel`. */
  readonly operation: string;
  readonly subject: string | null;
  readonly details: OperationDetails;
  readonly outcome: OperationOutcome;
}

export interface LoggedOperation extends OperationEntry {
  readonly account: string;
  /** From 1, without a gap. */
  readonly sequence: number;
  /** The hash of the entry before; of the first one, the account's genesis hash. Lower-case hex. */
  readonly previousHash: string;
  /** SHA-256 of all the rest, as canonical JSON. */
  readonly hash: string;
}

/** Where a chain ends: the last line of an export. */
export interface LogHead {
  readonly account: string;
  readonly count: number;
  readonly head: string;
}

/** Each account's chain begins with a hash of its own: one account's entries never fit into another's. */
export function genesisOf(account: string): LogHead {
  return { account, count: 0, head: sha256(canonicalJson({ account, log: 'sealflow-operations' })) };
}

/** The entries as they follow a head. */
export function chained(head: LogHead, entries: readonly OperationEntry[]): LoggedOperation[] {
  let previousHash = head.head;
  return entries.map((entry, index) => {
    const unhashed = { ...entry, account: head.account, sequence: head.count + index + 1, previousHash };
    const hash = sha256(hashedText(unhashed));
    previousHash = hash;
    return { ...unhashed, hash };
  });
}

/** What an entry's hash is made of, for one that has our fields and no others: as `canonicalJson` writes it, several times as fast. */
function hashedText(entry: Omit<LoggedOperation, 'hash'>): string {
  const { account, actor, at, details, operation, origin, outcome, previousHash, sequence, subject } = entry;
  return (
    `{"account":${quoted(account)},"actor":${quoted(actor)},"at":${quoted(at)},"details":${canonicalJson(details)},` +
    `"operation":${quoted(operation)},"origin":${quoted(origin)},"outcome":${quoted(outcome)},` +
    `"previousHash":${quoted(previousHash)},"sequence":${sequence},"subject":${quoted(subject)}}`
  );
}

/** What its hash must be. */
export function hashOfOperation({ hash: _hash, ...entry }: LoggedOperation): string {
  return sha256(canonicalJson(entry));
}

function quoted(text: string | null): string {
  return JSON.stringify(text);
}

/** An entry, or the head, as a line of an export, without its line break. */
export function logLine(line: LoggedOperation | LogHead): string {
  return canonicalJson(line);
}

/** The lines of an exported file. Undefined where it is no UTF-8, or does not end with a line break. */
export function logLinesOf(content: Uint8Array): string[] | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
    return text.endsWith('\n') ? text.slice(0, -1).split('\n') : undefined;
  } catch {
    return undefined;
  }
}

/** Their words: log-words.ts. */
export const LOG_PROBLEMS = [
  'unreadable',
  'altered',
  'gap',
  'reordered',
  'foreign-account',
  'broken-chain',
  'head-missing',
  'head-differs',
  'checkpoint-differs',
  'head-not-found',
] as const;
export type LogProblem = (typeof LOG_PROBLEMS)[number];

export type LogVerdict =
  | ({ readonly verified: true } & LogHead)
  /** `sequence`: the first entry that is not as it should be; one past the last where the end is wrong. */
  | { readonly verified: false; readonly sequence: number; readonly problem: LogProblem };

export interface LogVerifier {
  /** One line after the other, the head last. */
  take(line: string): void;
  /** The same for what is no text yet: an entry as the database has it, or the head. */
  takeRead(read: Line): void;
  /** False once nothing that comes can change the verdict. */
  readonly goesOn: boolean;
  end(): LogVerdict;
}

export interface VerifierOptions {
  /**
   * A hash that was noted earlier, elsewhere. It must stand in the chain: without it, somebody who may write the whole file may
   * also write a shorter one.
   */
  readonly head?: string | undefined;
  /** Where the chain stood when it was verified earlier: its entry must still stand there. */
  readonly checkpoint?: LogHead | undefined;
  /** Begin with the checkpoint's own entry: those before it are believed. */
  readonly fromCheckpoint?: boolean;
}

/** Throws Refusal `InvalidInput`, field `head`, for what no hash is. */
export function createLogVerifier(options: VerifierOptions = {}): LogVerifier {
  const { head, checkpoint, fromCheckpoint = false } = options;
  if (head !== undefined) refuseNoHash(head);
  let stand: LogHead | undefined;
  let ended = false;
  let headSeen = head === undefined;
  let broken: { sequence: number; problem: LogProblem } | undefined;
  const fail = (problem: LogProblem, sequence = (stand?.count ?? 0) + 1) => {
    broken ??= { sequence, problem };
  };

  /** What is missing in its place may come later: then it was moved, not taken away. */
  const explainGap = ({ sequence }: { readonly sequence?: number }) => {
    if (broken?.problem === 'gap' && sequence === broken.sequence)
      broken = { ...broken, problem: 'reordered' };
  };
  const takeEntry = (entry: LoggedOperation, text: string) => {
    const isFirst = stand === undefined;
    stand ??= genesisOf(entry.account);
    const atCheckpoint = entry.sequence === checkpoint?.count;
    const before = isFirst && fromCheckpoint && atCheckpoint ? standBefore(entry) : stand;
    const problem = problemOf(entry, sha256(text) === entry.hash, before);
    if (problem) fail(problem, before.count + 1);
    else if (atCheckpoint && entry.hash !== checkpoint.head) fail('checkpoint-differs', entry.sequence);
    else stand = { account: stand.account, count: entry.sequence, head: entry.hash };
    headSeen ||= !problem && entry.hash === head;
  };
  const takeHead = (told: LogHead) => {
    ended = true;
    stand ??= genesisOf(told.account);
    headSeen ||= stand.count === 0 && stand.head === head;
    if (checkpoint && stand.count < checkpoint.count) fail('checkpoint-differs');
    if (logLine(told) !== logLine(stand)) fail('head-differs');
  };
  const takeLine = (read: Line, hashed: (entry: LoggedOperation) => string) => {
    if (broken) explainGap(read);
    else if (ended) fail('unreadable');
    else if (isHead(read)) takeHead(read);
    else takeEntry(read, hashed(read));
  };
  return {
    take(line) {
      const parsed = readLine(line);
      // What a file has beside our fields was not hashed: it shows here.
      if (parsed) takeLine(parsed, ({ hash: _, ...all }) => canonicalJson(all));
      else fail('unreadable');
    },
    takeRead: (read) => takeLine(read, hashedText),
    get goesOn() {
      return broken === undefined || broken.problem === 'gap';
    },
    end() {
      if (!ended) fail('head-missing');
      if (!headSeen) fail('head-not-found');
      if (broken) return { verified: false, ...broken };
      // `ended` without a stand can't be: the head sets it.
      return { verified: true, ...(stand ?? genesisOf('')) };
    },
  };
}

/** What the entry says that it follows: whoever begins with it has no other. */
function standBefore({ account, sequence, previousHash }: LoggedOperation): LogHead {
  return { account, count: sequence - 1, head: previousHash };
}

function refuseNoHash(head: unknown): void {
  if (typeof head === 'string' && /^[0-9a-f]{64}$/.test(head)) return;
  throw new Refusal(
    refusalDetails('InvalidInput', {
      field: 'head',
      message: { zh: '末尾哈希值(head)不是记录的哈希值', en: 'head is no hash of an entry' },
      accepted: {
        zh: '64 位小写十六进制数字,即导出文件末尾的哈希值',
        en: '64 lower-case hexadecimal digits, as an export ends with them',
      },
    }),
  );
}

/** The whole export at once. Tells the first broken sequence, and why. */
export function verifyLog(lines: Iterable<string>, options: { readonly head?: string } = {}): LogVerdict {
  const verifier = createLogVerifier(options);
  for (const line of lines) verifier.take(line);
  return verifier.end();
}

function problemOf(entry: LoggedOperation, isItself: boolean, stand: LogHead): LogProblem | undefined {
  if (entry.account !== stand.account) return 'foreign-account';
  if (isItself && entry.sequence > stand.count + 1) return 'gap';
  if (isItself && entry.sequence < stand.count + 1) return 'reordered';
  if (!isItself) return 'altered';
  return entry.previousHash === stand.head ? undefined : 'broken-chain';
}

type Line = LoggedOperation | (LogHead & { readonly sequence?: never });

/** Only the very text that was written: another spelling of the same JSON is a changed byte. */
function readLine(text: string): Line | undefined {
  try {
    const value = JSON.parse(text) as Partial<LoggedOperation & LogHead> | null;
    if (typeof value !== 'object' || value === null || canonicalJson(value) !== text) return undefined;
    const isEntry = Number.isSafeInteger(value.sequence) && typeof value.hash === 'string';
    const isKnown = isEntry || (Number.isSafeInteger(value.count) && typeof value.head === 'string');
    return isKnown && typeof value.account === 'string' ? (value as Line) : undefined;
  } catch {
    return undefined;
  }
}

/** A line of an export as the entry that it is; undefined for the head, and for what is neither. Nothing is verified. */
export function logEntryIn(line: string): LoggedOperation | undefined {
  const read = readLine(line);
  return read && !isHead(read) ? read : undefined;
}

function isHead(line: Line): line is LogHead & { readonly sequence?: never } {
  return line.sequence === undefined;
}

function sha256(text: string): string {
  return digestOf('sha256', text, 'hex');
}
