/** A certificate at the reseller, read as the order that it stands for: whose turn it is, what is to be shown, what its company lacks. */
import {
  recordTencentProofs,
  recordTencentProven,
  type HandedInLetter,
} from '../../../../db/statements/connections/tencent-orders.js';
import type { Bilingual } from '../../../../domain/bilingual.js';
import type { OrganizationWay } from '../../../../domain/catalogue/words.js';
import type { DomainValidation } from '../../../../domain/control/validations.js';
import { ORGANIZATION_RULES, type OrganizationStep } from '../../../../domain/organization/ways.js';
import { TENCENT_TEXTS } from '../../../../domain/tencent/ca-texts.js';
import { LETTER_SETTLES_MS } from '../../../../domain/tencent/ordering-policy.js';
import {
  failedReviewOf,
  REVIEW_STAGES,
  reviewStageOf,
  standingOf,
  type ReviewStage,
  type TencentStanding,
} from '../../../../domain/tencent/standing-at-ca.js';
import type { TencentProduct } from '../../../../domain/tencent/products.js';
import { reasonOf } from '../../../../domain/told.js';
import type {
  CaLetter,
  CaOrder,
  CaOrganization,
  CaOrganizationStep,
  CaValidation,
} from '../../certificate-authority.js';
import { productOf, wayOf, type OwnedOrder, type TencentPorts } from './ports.js';
import { namesToProve, proofsOf, showsSame } from './proofs.js';
import type { WireCertificate } from './wire.js';

/** A certificate there, and what is known of it here. */
export interface Standing {
  readonly row: OwnedOrder;
  readonly told: WireCertificate;
  readonly product: TencentProduct;
  readonly way: OrganizationWay | undefined;
  readonly standing: TencentStanding;
  readonly stage: ReviewStage | undefined;
}

export function standing(ports: TencentPorts, row: OwnedOrder, told: WireCertificate): Standing {
  const product = productOf(ports, row);
  return {
    row,
    told,
    product,
    way: wayOf(product),
    standing: standingOf(told.Status),
    stage: reviewStageOf(told.StatusMsg ?? ''),
  };
}

/** What the CA saw of a name when it was asked to look. */
export interface Seen {
  readonly status: 'valid' | 'pending' | 'failed';
  readonly detail?: string | undefined;
}
export type SeenNames = (name: string) => Seen | undefined;

/** Keeps what is to be shown as it was told last: its age is counted from when it was told first. */
export async function orderOf(
  ports: TencentPorts,
  read: Standing,
  seen: SeenNames = () => undefined,
): Promise<CaOrder> {
  const shown = await shownFor(ports, read);
  const { row, standing: stands } = read;
  const status = statusOf(read);
  const reason = reasonFor(ports, read, status);
  const validations = validationsOf(read, shown, status, seen);
  const organization = organizationOf(ports, read, status);
  return {
    caReference: row.certificateId,
    reference: row.reference,
    ...(row.csrPem !== null && { names: row.names }),
    status,
    ...(reason && withoutUndefined(reasonOf(reason))),
    validations,
    ...(organization && { organization }),
    ...(stands === 'to-be-submitted' && { isUnfinished: true }),
    ...(validations.length === 0 && status === 'validating' && { proofsFollow: true }),
  };
}

function withoutUndefined({ reason, reasonChinese }: { reason: string; reasonChinese: string | undefined }) {
  return { reason, ...(reasonChinese !== undefined && { reasonChinese }) };
}

async function shownFor(
  { database, clock }: TencentPorts,
  { row, told, product }: Standing,
): Promise<readonly DomainValidation[]> {
  const auths = told.DvAuthDetail?.DvAuths ?? [];
  if (auths.length === 0) return row.shown;
  const now = new Date(clock());
  const issuedAt = (row.shownAt ?? now).toISOString();
  const { validationMethod: method } = row;
  const names = namesToProve(product, row.names);
  const shown = proofsOf(auths, names, { method, issuedAt });
  if (showsSame(shown, row.shown) && row.shown[0]?.method === method) return row.shown;
  const anew = showsSame(shown, row.shown)
    ? shown
    : proofsOf(auths, names, { method, issuedAt: now.toISOString() });
  await recordTencentProofs(database, row, anew, now);
  return anew;
}

function statusOf({ row, standing: stands, stage, told, way }: Standing): CaOrder['status'] {
  switch (stands) {
    case 'issued':
      return 'issued';
    case 'ended':
      return row.isReworked ? 'validating' : 'cancelled';
    case 'failed':
      return failedReviewOf(told.StatusMsg ?? '') === 'for-good' ? 'refused' : 'validating';
    case 'reviewed':
      if (stage === 'to-be-issued') return 'issuing';
      return way === undefined && row.provenAt !== null ? 'issuing' : 'validating';
    case 'to-be-submitted':
    case 'letter-missing':
    case 'being-cancelled':
    case 'unknown':
      return 'validating';
  }
}

function reasonFor(
  { ca }: TencentPorts,
  { told, standing: stands }: Standing,
  status: CaOrder['status'],
): Bilingual | undefined {
  const said = told.StatusMsg ?? '';
  if (status === 'cancelled') return TENCENT_TEXTS.cancelled(ca);
  if (status === 'refused') return TENCENT_TEXTS.failedForGood(ca, said);
  if (stands === 'failed') return TENCENT_TEXTS.toBeMended(ca, said);
  return stands === 'unknown'
    ? TENCENT_TEXTS.unknownStatus(ca, told.Status, told.StatusName ?? '')
    : undefined;
}

/** Once the CA asks for nothing more, every name is proven, by whatever it was. */
function validationsOf(
  { row, product, stage }: Standing,
  shown: readonly DomainValidation[],
  status: CaOrder['status'],
  seen: SeenNames,
): CaValidation[] {
  const isProven = status === 'issued' || status === 'issuing' || stage === 'to-be-issued';
  if (isProven && shown.length === 0) {
    const { validationMethod: method } = row;
    const issuedAt = (row.shownAt ?? new Date(0)).toISOString();
    return namesToProve(product, row.names).map((name) => ({ name, method, issuedAt, status: 'valid' }));
  }
  return shown.map((proof): CaValidation => {
    if (isProven || row.provenAt !== null) return { ...proof, status: 'valid' };
    const { status: found = 'pending', detail } = seen(proof.name) ?? {};
    return { ...proof, status: found, ...(detail !== undefined && { detail }) };
  });
}

/** The CA was seen to be satisfied with every name, or is no more. */
export async function keepProven(
  ports: TencentPorts,
  row: OwnedOrder,
  isProven: boolean,
): Promise<OwnedOrder> {
  const at = isProven ? new Date(ports.clock()) : null;
  if ((row.provenAt !== null) === isProven) return row;
  await recordTencentProven(ports.database, row, at);
  return { ...row, provenAt: at };
}

/** Undefined where no company is checked. The service tells how far a review has come, not who of the company it waits for. */
function organizationOf(
  ports: TencentPorts,
  read: Standing,
  status: CaOrder['status'],
): CaOrganization | undefined {
  const { way } = read;
  if (way === undefined) return undefined;
  const isDone = status === 'issued' || status === 'issuing';
  const { letters, lacksOne } = papers(ports, read, read.row.letters, isDone);
  const steps = ORGANIZATION_RULES[way].steps.map((step): CaOrganizationStep =>
    isDone ? { step, status: 'passed' } : told(step, stepOf(ports, read, step, lacksOne)),
  );
  return { status: isDone ? 'valid' : 'pending', reused: false, steps, letters };
}

type StepStanding = { readonly status: CaOrganizationStep['status']; readonly words?: Bilingual | undefined };

function told(step: OrganizationStep, { status, words }: StepStanding): CaOrganizationStep {
  if (words === undefined) return { step, status };
  const { zh, en } = words;
  return { step, status, detail: en, ...(zh !== en && { detailChinese: zh }) };
}

function stepOf(
  { ca }: TencentPorts,
  read: Standing,
  step: OrganizationStep,
  lacksOne: Bilingual | undefined,
): StepStanding {
  const { standing: stands, stage, told: said, way, row } = read;
  const text = said.StatusMsg ?? '';
  const takesPaper = ORGANIZATION_RULES[way ?? 'public-record'].document !== undefined;
  if (stands === 'failed') return { status: 'with-subscriber', words: TENCENT_TEXTS.toBeMended(ca, text) };
  if (stands === 'unknown')
    return { status: 'with-ca', words: TENCENT_TEXTS.unknownStatus(ca, said.Status, said.StatusName ?? '') };
  if (stands === 'letter-missing' && !takesPaper)
    return { status: 'with-subscriber', words: TENCENT_TEXTS.letterInConsole(ca) };
  const words = wordsOfStage(ca, text, stage);
  if (step === 'letter' || step === 'application-form') {
    if (stands === 'letter-missing')
      return lacksOne ? { status: 'with-subscriber', words: lacksOne } : { status: 'with-ca', words };
    // Whoever has taken the form shows what is to be proven; a letter is under review until the names are asked for.
    const isTaken = stands === 'reviewed' && (step === 'application-form' || stage === 'control');
    return isTaken ? { status: 'passed' } : { status: 'with-ca', words };
  }
  // Its mails go out once control of the names is shown (ordering rules, section 6a).
  if ((step === 'email-1' || step === 'email-2') && row.provenAt !== null)
    return { status: 'with-subscriber', words: TENCENT_TEXTS.mailsNotTold(ca) };
  return { status: 'with-ca', words };
}

function wordsOfStage(ca: string, text: string, stage: ReviewStage | undefined): Bilingual | undefined {
  if (stage) return TENCENT_TEXTS.contactedByCa(ca, REVIEW_STAGES[stage]);
  return text === '' ? undefined : TENCENT_TEXTS.said(ca, text);
}

/**
 * What was handed in, as far as the service tells: it names no document, and says only that one is missing. `lacksOne`: it waits for
 * one, and why.
 */
export function papers(
  { ca, clock }: TencentPorts,
  { told: { Status, StatusMsg = '' } }: Pick<Standing, 'told'>,
  handedIn: readonly HandedInLetter[],
  isDone: boolean,
): { readonly letters: CaLetter[]; readonly lacksOne: Bilingual | undefined } {
  const newest = handedIn.at(-1);
  const isMissing = MISSING.includes(Status);
  const isUnderWay = newest !== undefined && clock() - Date.parse(newest.at) < LETTER_SETTLES_MS;
  const said = reviewStageOf(StatusMsg) === undefined ? StatusMsg : '';
  const rejection = TENCENT_TEXTS.letterRejected(ca, said);
  const letters = handedIn.map((letter): CaLetter => {
    if (letter === newest && isDone) return { sha256: letter.sha256, status: 'accepted' };
    if (letter === newest && (!isMissing || isUnderWay))
      return { sha256: letter.sha256, status: 'in-review' };
    return { sha256: letter.sha256, status: 'rejected', reason: rejection.en, reasonChinese: rejection.zh };
  });
  if (!isMissing || isUnderWay) return { letters, lacksOne: undefined };
  return { letters, lacksOne: newest ? rejection : TENCENT_TEXTS.letterMissing(ca) };
}

/** Section 4.1: of the order, and of a revocation. */
const MISSING: readonly number[] = [8, 12];
