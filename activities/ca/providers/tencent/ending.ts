/** How an order ends at the reseller: withdrawn, issued, revoked; and the papers that it takes. */
import { hash as digestOf } from 'node:crypto';
import {
  addTencentLetter,
  recordTencentRevocation,
  recordTencentRevocationAsked,
  removeTencentLetter,
  type LetterFolder,
} from '../../../../db/statements/connections/tencent-orders.js';
import { isFileMethod } from '../../../../domain/control/methods.js';
import { OrderFailure } from '../../../../domain/failures.js';
import { ORGANIZATION_RULES } from '../../../../domain/organization/ways.js';
import { revocationRule } from '../../../../domain/revocation/rules.js';
import type { RevocationReason } from '../../../../domain/revocation/words.js';
import { TENCENT_TEXTS } from '../../../../domain/tencent/ca-texts.js';
import { SOON_MS } from '../../../../domain/tencent/ordering-policy.js';
import { standingOf } from '../../../../domain/tencent/standing-at-ca.js';
import { TENCENT_STATUS } from '../../../../domain/tencent/status.js';
import type { CaRevocation, CaValidation } from '../../certificate-authority.js';
import { TencentRefusal } from './client.js';
import { described, orderCalled, productOf, wayOf, type OwnedOrder, type TencentPorts } from './ports.js';
import { proofsOf } from './proofs.js';
import { papers } from './reading.js';
import { WireDone, WireLetterTaken, type WireCertificate } from './wire.js';

/** Before it is handed in the purchase is cancelled, afterwards the review (tencent-ssl-api, section 8). */
export async function cancel(
  ports: TencentPorts,
  caReference: string,
): Promise<'cancelled' | 'already-issued'> {
  const { client, ca } = ports;
  await orderCalled(ports, caReference);
  const asked = { CertificateId: caReference };
  let { Status } = await described(ports, caReference);
  const action = cancellingOf(Status);
  if (action !== undefined) {
    await client.call(action, asked, WireDone);
    ({ Status } = await described(ports, caReference));
  }
  const standing = standingOf(Status);
  if (standing === 'issued') return 'already-issued';
  // What failed there is stopped; its money is asked back for in the console, as that of what was cancelled.
  if (standing === 'ended' || standing === 'failed') return 'cancelled';
  throw new OrderFailure('CaUnavailable', TENCENT_TEXTS.beingCancelled(ca), { retryAfterMs: SOON_MS });
}

function cancellingOf(status: number): 'CancelCertificateOrder' | 'CancelAuditCertificate' | undefined {
  const standing = standingOf(status);
  if (standing === 'to-be-submitted') return 'CancelCertificateOrder';
  return standing === 'reviewed' || standing === 'letter-missing' ? 'CancelAuditCertificate' : undefined;
}

interface Letter {
  readonly contentType: string;
  readonly content: Uint8Array;
}

/** Throws OrderFailure `LetterRefusedByCa`. */
export async function handInLetter(ports: TencentPorts, caReference: string, letter: Letter): Promise<void> {
  const row = await orderCalled(ports, caReference);
  const way = wayOf(productOf(ports, row));
  if (way === undefined || ORGANIZATION_RULES[way].document === undefined)
    throw new OrderFailure('LetterRefusedByCa', TENCENT_TEXTS.takesNoLetter(ports.ca));
  await send(
    ports,
    row,
    { folder: 'letters', action: 'UploadConfirmLetter', field: 'ConfirmLetter' },
    letter,
  );
}

/** Throws OrderFailure `LetterRefusedByCa`. */
export async function handInRevocationLetter(
  ports: TencentPorts,
  caReference: string,
  letter: Letter,
): Promise<void> {
  const row = await orderCalled(ports, caReference);
  if (revocationRule(productOf(ports, row)).proof !== 'letter')
    throw new OrderFailure('LetterRefusedByCa', TENCENT_TEXTS.takesNoLetter(ports.ca));
  await send(
    ports,
    row,
    { folder: 'revocation_letters', action: 'UploadRevokeLetter', field: 'RevokeLetter' },
    letter,
  );
}

interface LetterCall {
  readonly folder: LetterFolder;
  readonly action: string;
  readonly field: string;
}

/** Noted before it is sent: what the service has received it does not tell. */
async function send(
  { database, client, ca, clock }: TencentPorts,
  row: OwnedOrder,
  { folder, action, field }: LetterCall,
  { content }: Letter,
): Promise<void> {
  const noted = { sha256: digestOf('sha256', content, 'hex'), at: new Date(clock()).toISOString() };
  await addTencentLetter(database, row, folder, noted);
  const refuse = async (words: OrderFailure['words']): Promise<never> => {
    await removeTencentLetter(database, row, folder, noted);
    throw new OrderFailure('LetterRefusedByCa', words);
  };
  const asked = { CertificateId: row.certificateId, [field]: Buffer.from(content).toString('base64') };
  try {
    const { IsSuccess } = await client.call(action, asked, WireLetterTaken);
    if (!IsSuccess) return await refuse(TENCENT_TEXTS.letterNotTaken(ca));
  } catch (error) {
    if (!(error instanceof TencentRefusal) || !error.isSurelyNotDone) throw error;
    if (error.type === 'OrderRefusedByCa') return await refuse(error.words);
    await removeTencentLetter(database, row, folder, noted);
    throw error;
  }
}

/** RFC 5280, section 5.3.1, as people at the reseller read it. */
const REASONS: Readonly<Record<RevocationReason, string>> = {
  unspecified: '其他',
  keyCompromise: '私钥泄露',
  affiliationChanged: '企业信息变更',
  superseded: '证书已被替换',
  cessationOfOperation: '不再使用',
};

/** The first request stands: what is being revoked, or is revoked, is not asked for again. */
export async function askToRevoke(
  ports: TencentPorts,
  caReference: string,
  reason: RevocationReason,
): Promise<CaRevocation> {
  const row = await orderCalled(ports, caReference);
  const before = await described(ports, caReference);
  await recordTencentRevocationAsked(ports.database, row, new Date(ports.clock()));
  if (isRevoking(before.Status)) return await revocationOf(ports, row, before);
  const asked = { CertificateId: caReference, Reason: REASONS[reason] };
  await ports.client.call('RevokeCertificate', asked, WireDone);
  return await revocationOf(ports, row, await described(ports, caReference));
}

/** Undefined where none was asked for. */
export async function knownRevocation(
  ports: TencentPorts,
  caReference: string,
): Promise<CaRevocation | undefined> {
  const row = await orderCalled(ports, caReference);
  const told = await described(ports, caReference);
  if (row.revocationAskedAt === null && !isRevoking(told.Status)) return undefined;
  return await revocationOf(ports, row, told);
}

/** What was never delivered. The service wants its proof for that as well: until it is revoked an operator gives that in its console. */
export async function revokeUndelivered(
  ports: TencentPorts,
  caReference: string,
  reason: RevocationReason,
): Promise<void> {
  const { status } = await askToRevoke(ports, caReference, reason);
  if (status === 'revoked') return;
  throw new OrderFailure('CaUnavailable', TENCENT_TEXTS.revocationWantsProof(ports.ca));
}

function isRevoking(status: number): boolean {
  const { revoking, revoked, revocationLetterMissing } = TENCENT_STATUS;
  return [revoking, revoked, revocationLetterMissing].some((known) => known === status);
}

async function revocationOf(
  ports: TencentPorts,
  row: OwnedOrder,
  told: WireCertificate,
): Promise<CaRevocation> {
  const { database, clock, ca } = ports;
  const product = productOf(ports, row);
  const { proof } = revocationRule(product);
  const isRevoked = told.Status === TENCENT_STATUS.revoked;
  const { letters, lacksOne } = papers(ports, { told }, row.revocationLetters, isRevoked);
  const common = { proof, validations: validationsOf(row, told), letters };
  if (isRevoked) {
    const revokedAt = await recordTencentRevocation(database, row, new Date(clock()));
    return { ...common, status: 'revoked', revokedAt: revokedAt.toISOString() };
  }
  if (!isRevoking(told.Status)) {
    const { zh, en } = TENCENT_TEXTS.revocationFailed(ca);
    return { ...common, status: 'refused', detail: en, detailChinese: zh };
  }
  const isOpen = common.validations.length > 0 || lacksOne !== undefined;
  return {
    ...common,
    status: 'pending',
    turn: isOpen ? 'subscriber' : 'ca',
    ...(lacksOne && { detail: lacksOne.en, detailChinese: lacksOne.zh }),
  };
}

/** What is to be shown before a revocation (`DvRevokeAuthDetail`), name by name. */
function validationsOf(
  { names, validationMethod, revocationAskedAt }: OwnedOrder,
  told: WireCertificate,
): CaValidation[] {
  if (told.Status !== TENCENT_STATUS.revoking) return [];
  const isByFile = told.DvRevokeAuthDetail.some(
    ({ DvAuthVerifyType }) => DvAuthVerifyType?.toUpperCase() === 'FILE',
  );
  const method =
    isByFile === isFileMethod(validationMethod) ? validationMethod : isByFile ? 'file' : 'manual-dns';
  const issuedAt = (revocationAskedAt ?? new Date()).toISOString();
  const bases = [...new Set(names.map((name) => name.replace(/^\*\./, '')))];
  return proofsOf(told.DvRevokeAuthDetail, bases, { method, issuedAt }).map((proof) => ({
    ...proof,
    status: 'pending',
  }));
}
