/**
 * One order's entries of an account's log of operations. Each is hashed as the log has it; those between them, of other orders,
 * are not told, so that their links can't be followed here: a whole export of the log can (verification.ts).
 */
import { z } from 'zod';
import { hashOfOperation, type LoggedOperation } from '../accounts/operations-log.js';
import { canonicalJson } from '../canonical-json.js';

/** Without who asked, and from where: what its hash was made of can't be shown then, only the hash. */
export type EntryWithoutWho = Omit<LoggedOperation, 'actor' | 'origin'>;
export type DossierEntry = LoggedOperation | EntryWithoutWho;

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const WITHOUT_WHO = z.strictObject({
  account: z.string(),
  sequence: z.int().min(1),
  at: z.string(),
  operation: z.string(),
  subject: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
  outcome: z.enum(['asked', 'done', 'refused', 'failed']),
  previousHash: hex,
  hash: hex,
});
const WHOLE = WITHOUT_WHO.extend({ actor: z.string(), origin: z.string() });

export function withoutWho({ actor: _actor, origin: _origin, ...entry }: LoggedOperation): EntryWithoutWho {
  return entry;
}

export function isWhole(entry: DossierEntry): entry is LoggedOperation {
  return 'actor' in entry;
}

/** Lines of canonical JSON, oldest first, each with its line break. */
export function logPartText(entries: readonly DossierEntry[]): string {
  return entries.map((entry) => `${canonicalJson(entry)}\n`).join('');
}

export type EntryProblem = 'unreadable' | 'entry-altered' | 'reordered' | 'broken-chain' | 'foreign-account';

export interface ReadLogPart {
  readonly entries: readonly DossierEntry[];
  /** The first line that is not as it was written, counted from 1. */
  readonly broken?: { readonly line: number; readonly problem: EntryProblem };
}

/** Reads up to the first line that is not as it was written. */
export function readLogPart(content: Uint8Array): ReadLogPart {
  const entries: DossierEntry[] = [];
  for (const [index, line] of linesOf(content).entries()) {
    const entry = entryIn(line);
    const problem = entry ? problemOf(entry, entries.at(-1)) : 'unreadable';
    if (problem) return { entries, broken: { line: index + 1, problem } };
    if (entry) entries.push(entry);
  }
  return { entries };
}

function linesOf(content: Uint8Array): string[] {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
  // What does not end with a line break was cut: its last line is none.
  return text.endsWith('\n') ? text.slice(0, -1).split('\n') : [...text.split('\n').slice(0, -1), ''];
}

function entryIn(line: string): DossierEntry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    // Another spelling of the same JSON is a changed byte.
    if (canonicalJson(value) !== line) return undefined;
    return WHOLE.safeParse(value).data ?? WITHOUT_WHO.safeParse(value).data;
  } catch {
    return undefined;
  }
}

function problemOf(entry: DossierEntry, before: DossierEntry | undefined): EntryProblem | undefined {
  if (isWhole(entry) && hashOfOperation(entry) !== entry.hash) return 'entry-altered';
  if (!before) return undefined;
  if (entry.account !== before.account) return 'foreign-account';
  if (entry.sequence <= before.sequence) return 'reordered';
  const isNext = entry.sequence === before.sequence + 1;
  return isNext && entry.previousHash !== before.hash ? 'broken-chain' : undefined;
}
