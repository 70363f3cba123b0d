/** A subscriber has a certificate revoked: asked for once, followed, looked at now, given its letter. */
import { randomUUID } from 'node:crypto';
import {
  listOfPlan,
  readRevocable,
  type RevocableCertificate,
} from '../../db/statements/revocation/revocable-certificates.js';
import {
  insertRevocation,
  removeUnstartedRevocation,
  type NewRevocation,
  type StoredRevocation,
} from '../../db/statements/revocation/row.js';
import { inTransaction } from '../../db/database.js';
import { readAccountRules } from '../../db/statements/accounts/account-rules.js';
import { insertApproval } from '../../db/statements/accounts/approvals.js';
import { askingPerson } from '../approvals/person.js';
import type { RevocationReason } from '../../domain/revocation/words.js';
import { REVOCATION_LETTER } from '../../domain/organization/letter-rules.js';
import type { Brand, CertificateType } from '../../domain/catalogue/words.js';
import { isIdentifier, shownId } from '../../domain/identifiers.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { refusalOfRevocation } from '../../domain/revocation/request-rules.js';
import { acceptedReasons, noLetterOfRevocation, revocationRule } from '../../domain/revocation/rules.js';
import { LONGEST_TEXT, problemOfGiven } from '../../domain/text-input.js';
import type { ClientContext } from '../context.js';
import { refuseUnusable, takeLetter, type LetterUpload } from '../organization/letter-upload.js';
import { revocationLetterView, type RevocationLetterView } from '../organization/letter-views.js';
import { startRevocation, wakeRevocation } from './start.js';
import { ownRevocation, readRevocation, type RevocationView } from './views.js';
import { StartRefused } from '../orders/starting.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { invalid, listed, noSuchCertificate, unusable } from '../refusing.js';

export interface RevokeRequest {
  /** RFC 5280, section 5.3.1, as far as subscribers may use it (BR 4.9.1): one of REVOCATION_REASONS. */
  readonly reason: RevocationReason;
  /** Every living certificate of the plan goes: each by a request of its own. */
  readonly wholePlan?: boolean;
  /** Who asks, in the caller's words; at most 200 characters. Default: the account. */
  readonly requestedBy?: string;
}

export interface RequestedRevocation extends RevocationView {
  /** With `wholePlan`: the requests for the plan's other certificates. */
  readonly others: readonly RevocationView[];
}

export interface RevocationCheck {
  /** False where nobody could be told, or it has ended: it is shown as last recorded. */
  readonly signalled: boolean;
  readonly revocation: RevocationView;
}

export interface UploadedRevocationLetter extends RevocationLetterView {
  /** False: the revocation could not be told. The letter is stored all the same, and found at its next look. */
  readonly signalled: boolean;
}

/**
 * Asks for a certificate, by its id or its order's, to be revoked; from now on it can't be downloaded. Throws Refusal:
 * `NotFound`; `InvalidInput` for an unknown reason; `RefusedInThisState` where it was bought elsewhere, is revoked or
 * expired, or is being revoked. The same request is started again where its start was not certain.
 */
export async function revokeCertificate(
  context: ClientContext,
  id: string,
  request: RevokeRequest,
): Promise<RequestedRevocation> {
  refuseUnusableRequest(request);
  const named = await revocable(context, id, request);
  const others = request.wholePlan ? await othersOfPlan(context, named) : [];
  const revocation = await requestOne(context, named, request);
  const also: RevocationView[] = [];
  for (const other of others) also.push(await requestOne(context, other, request));
  return { ...revocation, others: also };
}

/** Has the revocation look at the CA now. Throws Refusal `NotFound`. */
export async function checkRevocation(context: ClientContext, id: string): Promise<RevocationCheck> {
  const revocation = await ownRevocation(context, id);
  if (revocation.startedAt === null) await startAnew(context, revocation);
  const signalled = revocation.endedAt === null && (await wakeRevocation(context, revocation.revocationId));
  return { signalled, revocation: await readRevocation(context, revocation.revocationId) };
}

/**
 * Stores the stamped letter that asks for the revocation, and tells the revocation. What kind of file it is, its content
 * says. Idempotent by content. Throws Refusal: `NotFound`; `InvalidInput` for a wrong type or size or what can't be shown;
 * `RefusedInThisState` where the brand takes no letter, no second one, or the revocation has ended.
 */
export async function uploadRevocationLetter(
  context: ClientContext,
  id: string,
  upload: LetterUpload,
): Promise<UploadedRevocationLetter> {
  refuseUnusable(upload);
  const revocation = await ownRevocation(context, id);
  if (revocation.endedAt !== null)
    throw refused({
      zh: `此吊销申请已结束(${revocation.state}):不再接收函件`,
      en: `This revocation is ${revocation.state}: it takes no letter`,
    });
  const { letter: rules } = revocationRule(revocation);
  if (!rules) throw new Refusal(noLetterOfRevocation(revocation));
  const { revocationId } = revocation;
  const { stored, signalled } = await takeLetter(context, upload, {
    subject: { revocationId },
    document: REVOCATION_LETTER,
    rules,
    tell: () => wakeRevocation(context, revocationId),
  });
  return { ...revocationLetterView(stored), signalled };
}

async function revocable(
  { database, account, clock }: ClientContext,
  id: string,
  { reason }: RevokeRequest,
): Promise<OrderedCertificate> {
  const found = isIdentifier(id) ? await readRevocable(database, account, id) : undefined;
  if (!found) throw noSuchCertificate(shownId(id));
  const { underWay } = found;
  if (underWay && (underWay.started || underWay.reason !== reason))
    throw refused({
      zh: `吊销已在进行(原因 ${underWay.reason}):进展请执行 \`sealflow certificate revocation show ${found.certificateId}\``,
      en: `Its revocation is under way already (reason ${underWay.reason}): \`sealflow certificate revocation show ${found.certificateId}\` tells how far it is`,
    });
  const refusal = refusalOfRevocation({ ...found, isOurs: isOrdered(found) }, clock());
  if (refusal !== undefined) throw refused(refusal);
  return found as OrderedCertificate;
}

type OrderedCertificate = RevocableCertificate & {
  readonly orderId: string;
  readonly brand: Brand;
  readonly type: CertificateType;
};

function isOrdered(certificate: RevocableCertificate): certificate is OrderedCertificate {
  const { orderId, brand, type } = certificate;
  return orderId !== null && brand !== null && type !== null;
}

/** The plan's other certificates that can be revoked, and are not being revoked. */
async function othersOfPlan(
  { database, account, clock }: ClientContext,
  { certificateId, planId }: OrderedCertificate,
): Promise<OrderedCertificate[]> {
  if (planId === null) return [];
  const all = await listOfPlan(database, account, planId);
  return all
    .filter(isOrdered)
    .filter(
      (other) =>
        other.certificateId !== certificateId &&
        other.underWay?.started !== true &&
        refusalOfRevocation({ ...other, isOurs: true }, clock()) === undefined,
    );
}

/** The row first, then the workflow: what was asked for is never lost, and never asked for twice. */
async function requestOne(
  context: ClientContext,
  certificate: OrderedCertificate,
  { reason, requestedBy }: RevokeRequest,
): Promise<RevocationView> {
  const { certificateId, orderId, names, underWay } = certificate;
  const revocationId = underWay?.revocationId ?? `revocation_${randomUUID()}`;
  const isThere =
    underWay !== null ||
    (await store(context, {
      revocationId,
      certificateId,
      orderId,
      account: context.account,
      reason,
      proof: revocationRule(certificate).proof,
      requestedBy: requestedBy?.trim() ?? context.account,
      requestedAt: new Date(context.clock()).toISOString(),
    }));
  if (!isThere)
    throw refused({
      zh: '刚刚有人申请吊销这张证书:吊销已在进行',
      en: 'Somebody else asked at this moment for it to be revoked: its revocation is under way',
    });
  await startOrRemove(context, { revocationId, certificateId, orderId, names, ...productOf(certificate) });
  return await readRevocation(context, revocationId);
}

/** With who asks, where its account wants a second person's word. */
async function store(context: ClientContext, revocation: NewRevocation): Promise<boolean> {
  const { database, account } = context;
  const { approvesRevocations } = await readAccountRules(database, account);
  if (!approvesRevocations) return await insertRevocation(database, revocation);
  return await inTransaction(database, async (transaction) => {
    const isInserted = await insertRevocation(transaction, revocation);
    const { orderId, revocationId } = revocation;
    const requestedBy = await askingPerson(context, transaction);
    if (isInserted) await insertApproval(transaction, { orderId, revocationId, account, requestedBy });
    return isInserted;
  });
}

function productOf({ brand, type }: { readonly brand: Brand; readonly type: CertificateType }) {
  return { product: { brand, type } };
}

async function startOrRemove(
  context: ClientContext,
  revocation: Parameters<typeof startRevocation>[1],
): Promise<void> {
  try {
    await startRevocation(context, revocation);
  } catch (error) {
    if (error instanceof StartRefused)
      await removeUnstartedRevocation(context.database, revocation.revocationId);
    throw error;
  }
}

/** A crash came between storing the request and starting it. */
async function startAnew(context: ClientContext, revocation: StoredRevocation): Promise<void> {
  const { revocationId, certificateId, orderId } = revocation;
  const found = await readRevocable(context.database, context.account, certificateId);
  const names = found?.names ?? [];
  await startOrRemove(context, { revocationId, certificateId, orderId, names, ...productOf(revocation) });
}

/** Other programs, and the command line, hand in what people typed. */
function refuseUnusableRequest({ reason, requestedBy }: RevokeRequest): void {
  const reasons: readonly string[] = acceptedReasons();
  if (!reasons.includes(reason)) throw unusable('reason', listed(reasons));
  const problem = requestedBy === undefined ? undefined : problemOfGiven(requestedBy);
  if (problem !== undefined)
    throw invalid(
      'requestedBy',
      { zh: `requestedBy ${problem.zh}`, en: `requestedBy ${problem.en}` },
      {
        zh: `申请人,一行文字,最多 ${LONGEST_TEXT} 个字符`,
        en: `who asks, in at most ${LONGEST_TEXT} characters on one line`,
      },
    );
}

function refused(message: Bilingual): Refusal {
  return new Refusal(refusalDetails('RefusedInThisState', { message }));
}
