/** An order's papers: all that is recorded of it, as files. Never a private key, a password or a token. */
import { loadCsr } from '../../db/statements/certificates/keys.js';
import { readCertificate, readRootCertificate } from '../../db/statements/certificates/views.js';
import { loadAllFindings } from '../../db/statements/control/findings.js';
import { listDeliveries } from '../../db/statements/notices/deliveries.js';
import { listNotices, type NoticeRecord } from '../../db/statements/notices/views.js';
import { loadForm, loadOrder } from '../../db/statements/orders/row.js';
import { listDetails } from '../../db/statements/organization/details.js';
import { readPayment } from '../../db/statements/payments/views.js';
import { listRevocationsOfOrder } from '../../db/statements/revocation/row.js';
import { jsonFile, type DossierFile } from '../../domain/dossiers/manifest.js';
import { formWithoutPeople } from '../../domain/dossiers/without-people.js';
import type { WhyView } from '../orders/views.js';
import type { ClientContext } from '../context.js';
import { certificateView } from '../certificates/reading.js';
import { withLineBreak } from '../certificates/text-files.js';
import { explainOrder } from '../orders/explaining.js';
import { lettersOf, type LetterPapers } from './letters.js';

/** The papers as they are told, and what of them the summary tells as well. */
export interface Papers {
  readonly order: WhyView;
  readonly company: string | null;
  readonly findings: number;
  readonly letters: LetterPapers['views'];
  readonly notices: readonly NoticeRecord[];
  readonly payment: Awaited<ReturnType<typeof readPayment>>;
  readonly certificate: Awaited<ReturnType<typeof readCertificate>>;
  readonly revocations: Awaited<ReturnType<typeof listRevocationsOfOrder>>;
  readonly files: readonly DossierFile[];
}

/** Throws Refusal `NotFound`. */
export async function papersOf(
  context: ClientContext,
  orderId: string,
  personalData: boolean,
): Promise<Papers> {
  const { database, account } = context;
  const explained = await explainOrder(context, orderId);
  const order = personalData ? explained : { ...explained, ...NO_LABELS };
  const [stored, form, findings, payment, certificate, revocations] = await Promise.all([
    loadOrder(database, orderId),
    loadForm(database, orderId),
    loadAllFindings(database, orderId),
    readPayment(database, account, orderId),
    readCertificate(database, account, orderId),
    listRevocationsOfOrder(database, account, orderId),
  ]);
  const ids = [
    orderId,
    ...(certificate ? [certificate.certificateId] : []),
    ...revocations.map(({ revocationId }) => revocationId),
  ];
  const notices = await noticesAbout(context, ids);
  const letters = await lettersOf(database, orderId, revocations, personalData);
  const shownForm = personalData ? (form ?? null) : formWithoutPeople(form);
  return {
    order,
    company: companyIn(shownForm),
    findings: findings.length,
    letters: letters.views,
    notices,
    payment,
    certificate,
    revocations,
    files: [
      // What is being tried at this moment is no record of the order.
      jsonFile('order.json', {
        ...order,
        attempt: undefined,
        attempts: undefined,
        pages: undefined,
        caReference: stored?.caReference ?? null,
      }),
      jsonFile('form.json', shownForm),
      jsonFile('terms.json', stored?.terms ?? null),
      jsonFile('findings.json', findings),
      jsonFile('changed-details.json', await changedDetails(context, orderId, personalData)),
      jsonFile('notices.json', await withDeliveries(context, notices)),
      jsonFile('payment.json', payment ?? null),
      ...letters.files,
      ...(await certificateFiles(context, certificate, personalData)),
      ...(personalData ? await csrFile(context, orderId) : []),
      ...(revocations.length === 0
        ? []
        : [jsonFile('revocations.json', revocations.map(personalData ? asIs : withoutRequester))]),
    ],
  };
}

const NO_LABELS = { alias: null, tags: [], project: null } as const;

function asIs<Value>(value: Value): Value {
  return value;
}

function withoutRequester<Given extends { readonly requestedBy: string }>(revocation: Given) {
  return { ...revocation, requestedBy: null };
}

function companyIn(form: unknown): string | null {
  const { company } = (form ?? {}) as { company?: { fullName?: unknown } };
  return typeof company?.fullName === 'string' ? company.fullName : null;
}

async function changedDetails({ database }: ClientContext, orderId: string, personalData: boolean) {
  const changed = await listDetails(database, orderId);
  return personalData ? changed : changed.map((each) => ({ ...each, details: null, createdBy: null }));
}

const NOTICES_AT_ONCE = 500;

/** Oldest first. */
async function noticesAbout(
  { database, account }: ClientContext,
  ids: readonly string[],
): Promise<NoticeRecord[]> {
  const found: NoticeRecord[] = [];
  for (const about of ids) {
    let after: Awaited<ReturnType<typeof listNotices>>['next'];
    do {
      const page = await listNotices(database, account, {
        about,
        limit: NOTICES_AT_ONCE,
        ...(after && { after }),
      });
      found.push(...page.rows);
      after = page.next;
    } while (after);
  }
  return found.sort((one, other) => one.postedAt.localeCompare(other.postedAt));
}

async function withDeliveries({ database }: ClientContext, notices: readonly NoticeRecord[]) {
  const told = [];
  for (const notice of notices)
    told.push({ ...notice, deliveries: await listDeliveries(database, notice.noticeId) });
  return told;
}

/** Of an SM2 pair both certificates; the other's key, sealed for the signing key, is no paper. */
async function certificateFiles(
  { database, account, clock }: ClientContext,
  certificate: Papers['certificate'],
  personalData: boolean,
): Promise<DossierFile[]> {
  if (!certificate) return [];
  const { certificatePem, chainPem, encryption, ...record } = certificate;
  const rootPem = await readRootCertificate(database, account, record.certificateId);
  const view = certificateView(record, clock());
  return [
    jsonFile('certificate/certificate.json', personalData ? view : { ...view, ...NO_LABELS }),
    ...pemFile('certificate/certificate.pem', certificatePem),
    ...pemFile('certificate/encryption-certificate.pem', encryption?.certificatePem),
    ...pemFile('certificate/chain.pem', chainPem),
    ...pemFile('certificate/root.pem', rootPem),
  ];
}

async function csrFile({ database }: ClientContext, orderId: string): Promise<DossierFile[]> {
  return pemFile('certificate/request.csr', await loadCsr(database, orderId));
}

function pemFile(path: string, pem: string | null | undefined): DossierFile[] {
  return pem ? [{ path, content: Buffer.from(withLineBreak(pem)) }] : [];
}
