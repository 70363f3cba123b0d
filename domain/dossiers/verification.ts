/** Is a dossier as it was made? Judged from its files alone, with what somebody may have to compare it with. Pure. */
import { createLogVerifier, logEntryIn, type LoggedOperation } from '../accounts/operations-log.js';
import { canonicalJson } from '../canonical-json.js';
import { isWhole, readLogPart, withoutWho, type DossierEntry, type EntryProblem } from './log-part.js';
import {
  LOG_FILE,
  MANIFEST_FILE,
  PROOF_FILES,
  readManifest,
  sha256,
  SIGNATURE_FILE,
  type DossierManifest,
} from './manifest.js';
import { isSignedBySigner, readSignature, signerOf, type DossierSignature } from './signature.js';

export type DossierProblem =
  | 'not-an-archive'
  | 'archive-altered'
  | 'missing'
  | 'altered'
  | 'not-listed'
  | 'not-readable'
  | 'signature-wrong'
  | 'other-signer'
  | 'entries-altered'
  | 'not-of-this-dossier'
  | 'log-not-sound'
  | 'log-too-short'
  | 'not-in-log'
  | 'left-out'
  | EntryProblem;

export interface FoundProblem {
  /** A file of the archive, with an entry of the log where it is one; `archive`; `signer`; `log`: what it was compared with. */
  readonly where: string;
  readonly problem: DossierProblem;
}

export type DossierVerdict =
  | {
      readonly verified: true;
      readonly account: string;
      readonly orderId: string;
      /** ISO 8601, UTC. */
      readonly madeAt: string;
      readonly personalData: boolean;
      readonly files: number;
      readonly entries: number;
      /** Entries whose hashes were made anew from what they say; of the others who asked was left out. */
      readonly wholeEntries: number;
      readonly made: { readonly sequence: number; readonly hash: string };
      readonly signer: string;
      /** Whether the signer is the one that was asked for. */
      readonly signerCompared: boolean;
      /** How many entries the log has that it was compared with; null where it was not. */
      readonly comparedLog: number | null;
    }
  | { readonly verified: false; readonly problems: readonly FoundProblem[] };

export interface DossierComparison {
  /** Whose signature it must have: 64 hexadecimal digits. */
  readonly signer?: string | undefined;
  /** The lines of an exported log of the account. */
  readonly log?: readonly string[] | undefined;
}

export function verifyDossier(
  files: ReadonlyMap<string, Uint8Array>,
  { signer, log }: DossierComparison = {},
): DossierVerdict {
  const problems: FoundProblem[] = PROOF_FILES.filter((path) => !files.has(path)).map((path) =>
    found(path, 'missing'),
  );
  const signature = readSignature(files.get(SIGNATURE_FILE) ?? EMPTY);
  const manifest = readManifest(files.get(MANIFEST_FILE) ?? EMPTY);
  if (problems.length > 0) return { verified: false, problems };
  if (!signature) return { verified: false, problems: [found(SIGNATURE_FILE, 'not-readable')] };
  if (!isSignedBySigner(signature))
    return { verified: false, problems: [found(SIGNATURE_FILE, 'signature-wrong')] };

  const part = readLogPart(files.get(LOG_FILE) ?? EMPTY);
  const signedBy = signerOf(Buffer.from(signature.publicKey, 'base64'));
  problems.push(
    ...problemsOfManifest(files, manifest, signature),
    ...problemsOfEntries(files.get(LOG_FILE) ?? EMPTY, part, signature),
    ...(signer !== undefined && signer !== signedBy ? [found('signer', 'other-signer')] : []),
  );
  // What is not whole in itself is compared with nothing.
  const compared = problems.length === 0 && log ? comparedWithLog(log, part.entries, signature) : undefined;
  problems.push(...(compared?.problems ?? []));
  if (problems.length > 0 || !manifest) return { verified: false, problems };
  const { account, orderId, madeAt, personalData } = manifest;
  return {
    verified: true,
    account,
    orderId,
    madeAt,
    personalData,
    files: manifest.files.length + PROOF_FILES.length,
    entries: part.entries.length,
    wholeEntries: part.entries.filter(isWhole).length,
    made: signature.statement.made,
    signer: signedBy,
    signerCompared: signer !== undefined,
    comparedLog: compared?.count ?? null,
  };
}

const EMPTY = new Uint8Array();

function found(where: string, problem: DossierProblem): FoundProblem {
  return { where, problem };
}

/** Where the list itself is not the signed one, nothing that it says is believed. */
function problemsOfManifest(
  files: ReadonlyMap<string, Uint8Array>,
  manifest: DossierManifest | undefined,
  { statement }: DossierSignature,
): FoundProblem[] {
  if (sha256(files.get(MANIFEST_FILE) ?? EMPTY) !== statement.manifestSha256)
    return [found(MANIFEST_FILE, 'altered')];
  if (manifest?.orderId !== statement.orderId || manifest.account !== statement.account)
    return [found(MANIFEST_FILE, 'not-of-this-dossier')];
  const listed = new Map(manifest.files.map((file) => [file.path, file]));
  const ofListed = manifest.files.flatMap(({ path, size, sha256: expected }) => {
    const content = files.get(path);
    if (!content) return [found(path, 'missing')];
    return content.length === size && sha256(content) === expected ? [] : [found(path, 'altered')];
  });
  const others = [...files.keys()].filter((path) => !listed.has(path) && !PROOF_FILES.includes(path));
  return [...ofListed, ...others.map((path) => found(path, 'not-listed'))];
}

function problemsOfEntries(
  content: Uint8Array,
  { entries, broken }: ReturnType<typeof readLogPart>,
  { statement }: DossierSignature,
): FoundProblem[] {
  if (broken) return [found(`${LOG_FILE} line ${broken.line}`, broken.problem)];
  if (sha256(content) !== statement.logSha256) return [found(LOG_FILE, 'entries-altered')];
  const last = entries.at(-1);
  const isMade =
    last?.sequence === statement.made.sequence &&
    last.hash === statement.made.hash &&
    last.account === statement.account &&
    last.details.manifestSha256 === statement.manifestSha256;
  return isMade ? [] : [found(LOG_FILE, 'not-of-this-dossier')];
}

/** Every entry stands in the exported log as it does here, none of the order's is left out, and that log is whole. */
function comparedWithLog(
  lines: readonly string[],
  entries: readonly DossierEntry[],
  { statement }: DossierSignature,
): { readonly problems: readonly FoundProblem[]; readonly count: number } {
  const told = new Set(entries.map(({ sequence }) => sequence));
  const isOurs = ({ subject }: LoggedOperation) => subject !== null && statement.subjects.includes(subject);
  const logged = new Map<number, LoggedOperation>();
  const verifier = createLogVerifier();
  for (const line of lines) {
    verifier.take(line);
    const entry = logEntryIn(line);
    if (entry && (told.has(entry.sequence) || isOurs(entry))) logged.set(entry.sequence, entry);
  }
  const verdict = verifier.end();
  if (!verdict.verified)
    return { problems: [found(`log entry ${verdict.sequence}`, 'log-not-sound')], count: 0 };
  if (verdict.account !== statement.account)
    return { problems: [found('log', 'foreign-account')], count: verdict.count };
  if (verdict.count < statement.made.sequence)
    return { problems: [found('log', 'log-too-short')], count: verdict.count };
  const strange = entries
    .filter((entry) => !isSame(entry, logged.get(entry.sequence)))
    .map(({ sequence }) => found(`log entry ${sequence}`, 'not-in-log'));
  const expected = [...logged.values()]
    .filter(({ sequence }) => sequence <= statement.made.sequence)
    .flatMap(withWhatWasAsked);
  const leftOut = [...new Set(expected)]
    .filter((sequence) => !told.has(sequence))
    .map((sequence) => found(`log entry ${sequence}`, 'left-out'));
  return { problems: [...strange, ...leftOut], count: verdict.count };
}

/** What was asked before the order had its id is named by the entry that tells how it ended. */
function withWhatWasAsked({ sequence, outcome, details }: LoggedOperation): number[] {
  const { asked } = details;
  return outcome !== 'asked' && typeof asked === 'number' ? [asked, sequence] : [sequence];
}

function isSame(told: DossierEntry, logged: LoggedOperation | undefined): boolean {
  if (!logged) return false;
  return canonicalJson(told) === canonicalJson(isWhole(told) ? logged : withoutWho(logged));
}
