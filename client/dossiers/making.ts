/** Makes a dossier in two steps: its papers and their manifest first, which the log then names; the log's entries and the signature last. */
import { DATABASE_FAILURES } from '../../domain/failure-texts.js';
import { dossierKeyOf } from '../../db/dossier-keys.js';
import { loadOperationsAbout } from '../../db/statements/accounts/operations.js';
import type { LoggedOperation } from '../../domain/accounts/operations-log.js';
import { logPartText, withoutWho } from '../../domain/dossiers/log-part.js';
import {
  DOSSIER_FORMAT,
  jsonFile,
  listedFiles,
  LOG_FILE,
  MANIFEST_FILE,
  PROOF_FILES,
  sha256,
  SIGNATURE_FILE,
  type DossierFile,
} from '../../domain/dossiers/manifest.js';
import {
  signedBytes,
  signerOf,
  type DossierSignature,
  type DossierStatement,
} from '../../domain/dossiers/signature.js';
import { LANGUAGES, type Reader } from '../../domain/bilingual.js';
import { summaryText } from '../../domain/dossiers/summary.js';
import { DEFAULT_TIME_ZONE, isTimeZone } from '../../domain/time-zone.js';
import { OrderFailure } from '../../domain/failures.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { Operations } from '../accounts/operations.js';
import type { ClientContext } from '../context.js';
import { archiveOf } from './archive.js';
import type { Dossier, DossierRequest } from './dossier.js';
import { refuseTooMuch } from './letters.js';
import { papersOf, type Papers } from './papers.js';
import { listed, notAccepted, noTimeZone } from '../refusing.js';

/** The papers with their manifest: what the log names by its hash. */
export interface GatheredDossier {
  readonly orderId: string;
  readonly personalData: boolean;
  readonly subjects: readonly string[];
  readonly files: readonly DossierFile[];
  readonly manifestSha256: string;
  readonly signer: string;
}

/** Throws Refusal, MasterKeyRefused, as `Dossiers.make` says. */
export async function gatherDossier(
  context: ClientContext,
  orderId: string,
  request: DossierRequest,
): Promise<GatheredDossier> {
  const reader = readerOf(request);
  const personalData = request.withoutPersonalData !== true;
  const papers = await papersOf(context, orderId, personalData);
  const signer = signerOf(dossierKeyOf(await context.sealingKeys()).publicKey);
  const madeAt = new Date(context.clock()).toISOString();
  const { account } = context;
  const summary = summaryOf(papers, { account, madeAt, personalData, signer }, reader);
  const files = [...papers.files, { path: 'summary.txt', content: Buffer.from(summary) }];
  const list = listedFiles(files);
  refuseTooMuch(
    list.length + PROOF_FILES.length,
    list.reduce((sum, { size }) => sum + size, 0),
  );
  const manifest = jsonFile(MANIFEST_FILE, {
    format: DOSSIER_FORMAT,
    account,
    orderId,
    madeAt,
    personalData,
    files: list,
  });
  return {
    orderId,
    personalData,
    subjects: subjectsOf(papers),
    files: [...files, manifest],
    manifestSha256: sha256(manifest.content),
    signer,
  };
}

/** Once the log names the manifest. Throws Refusal `RefusedInThisState` where that log is not as it was written. */
export async function dossierFrom(context: ClientContext, gathered: GatheredDossier): Promise<Dossier> {
  const { database, account, clock, sealingKeys } = context;
  const { orderId, personalData, subjects, files, manifestSha256, signer } = gathered;
  const verdict = await new Operations(context).verify();
  if (!verdict.verified) throw logNotSound(verdict.sequence);
  const { entries, made } = upToMade(await loadOperationsAbout(database, account, subjects), manifestSha256);
  const log = Buffer.from(logPartText(personalData ? entries : entries.map(withoutWho)));
  const statement: DossierStatement = {
    format: DOSSIER_FORMAT,
    account,
    orderId,
    manifestSha256,
    logSha256: sha256(log),
    subjects: [...subjects],
    made,
    signedAt: new Date(clock()).toISOString(),
  };
  const key = dossierKeyOf(await sealingKeys());
  const signature: DossierSignature = {
    statement,
    publicKey: key.publicKey.toString('base64'),
    signature: key.sign(signedBytes(statement)).toString('base64'),
  };
  const all = [...files, { path: LOG_FILE, content: log }, jsonFile(SIGNATURE_FILE, signature)];
  return { orderId, archive: archiveOf(all), personalData, files: all.length, made, signer };
}

/** What the log's entries of this order are about. */
function subjectsOf({ order, certificate, revocations }: Papers): string[] {
  return [
    order.orderId,
    ...(certificate ? [certificate.certificateId] : []),
    ...revocations.map(({ revocationId }) => revocationId),
  ];
}

function upToMade(
  logged: readonly LoggedOperation[],
  manifestSha256: string,
): { readonly entries: LoggedOperation[]; readonly made: DossierStatement['made'] } {
  const made = logged.find(
    ({ outcome, details }) => outcome === 'done' && details.manifestSha256 === manifestSha256,
  );
  // Its writing failed, and that failure was passed over for what was done by then: here nothing was handed out yet.
  if (!made) throw new OrderFailure('DatabaseUnavailable', DATABASE_FAILURES.logNotWritten);
  const entries = logged.filter(({ sequence }) => sequence <= made.sequence);
  return { entries, made: { sequence: made.sequence, hash: made.hash } };
}

function readerOf({ language = 'en', timeZone = DEFAULT_TIME_ZONE }: DossierRequest): Reader {
  if (!LANGUAGES.includes(language)) throw notAccepted('language', listed(LANGUAGES));
  if (!isTimeZone(timeZone)) throw noTimeZone();
  return { language, timeZone };
}

function logNotSound(sequence: number): Refusal {
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      message: {
        zh: `本账号的操作日志从第 ${sequence} 条起与写入时不同:无法签署档案。详情请执行 \`sealflow log verify\``,
        en: `The account's log of operations is not as it was written, from entry ${sequence} on: no dossier can be signed. \`sealflow log verify\` says more`,
      },
    }),
  );
}

function summaryOf(
  papers: Papers,
  made: {
    readonly account: string;
    readonly madeAt: string;
    readonly personalData: boolean;
    readonly signer: string;
  },
  reader: Reader,
): string {
  const { order, company, findings, letters, notices, payment, certificate, revocations } = papers;
  return summaryText(
    {
      ...made,
      ...order,
      company,
      findings,
      letters,
      notices: notices.map(({ postedAt, texts }) => ({ postedAt, subject: texts.subject })),
      payment: payment ?? null,
      certificate: certificate ?? null,
      revocations: revocations.map(({ createdAt, ...each }) => ({ ...each, requestedAt: createdAt })),
    },
    reader,
  );
}
