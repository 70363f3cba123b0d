/** One order as it stands, and lists of orders. */
import {
  loadValidations,
  type StoredValidation,
  type ValidationStatus,
} from '../../db/statements/control/domain-validations.js';
import { loadLatestFindings, type StoredFinding } from '../../db/statements/control/findings.js';
import { loadOrganizationCheck, type OrganizationCheck } from '../../db/statements/organization/checks.js';
import { countLetters } from '../../db/statements/organization/letters.js';
import { loadForm } from '../../db/statements/orders/row.js';
import type { OrderRecord } from '../../db/statements/orders/views.js';
import { zoneServiceIn } from '../../domain/control/zone-services.js';
import { parseDomainName } from '../../domain/names/domain-names.js';
import type { ValidationMethod } from '../../domain/catalogue/words.js';
import { type DomainValidation } from '../../domain/control/validations.js';
import { isIdentifier } from '../../domain/identifiers.js';
import { orderPageUrls, type OrderPages } from '../../domain/orders/pages.js';
import type { StorableOrderForm } from '../../domain/orders/form.js';
import { hintsOfWait, needsReach } from '../../domain/orders/form-hints.js';
import { actsOf, type ActedOrder } from '../../domain/accounts/order-acts.js';
import { shownAction } from '../../domain/orders/next-action.js';
import { stepText } from '../../domain/orders/steps.js';
import { maskedReach, type MaskedReach } from '../../domain/organization/reach.js';
import { isFinal } from '../../domain/orders/states.js';
import type { OrderTrack } from '../../domain/orders/tracks.js';
import { PARTY_OF, type Wait } from '../../domain/waits.js';
import type { OrderStatus } from '../../workflows/messages.js';
import { ownOrder } from './acting.js';
import {
  caOfOrderView,
  publishingView,
  type OrderCaView,
  type PublishingView,
  type UsedConnectionView,
} from '../connections/ca-of-order.js';
import type { ClientContext } from '../context.js';
import { findingsOn } from '../control/findings-shown.js';
import { statusOf } from '../temporal-calls.js';
import type { OrderSummary, OrderView, TrackView, ValidationView } from './views.js';
import { invalid, listed, notAccepted, unusable } from '../refusing.js';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;

/** Everything known of one order, for the views to be made of. */
export interface OrderFacts {
  readonly record: OrderRecord;
  readonly validations: readonly StoredValidation[];
  readonly findings: readonly StoredFinding[];
  /** The CA's check of the company as last looked at. */
  readonly check?: OrganizationCheck;
  /** Letters or forms that were handed in; told while one is waited for. */
  readonly lettersSent?: number;
  /** Where the CA will write and phone, masked; there only while that is waited for. */
  readonly reach?: MaskedReach;
  /** What the workflow says; absent when it has ended or does not answer. */
  readonly status?: OrderStatus;
  /** Where the order is looked at in a browser. */
  readonly pages: OrderPages;
  /** Undefined until the form is submitted, which decides. */
  readonly ca?: OrderCaView;
  /** Undefined where it names no connections. */
  readonly publishing?: PublishingView;
}

/** The exact state where the workflow answers, what is recorded where it doesn't. Throws Refusal `NotFound`. */
export async function readFacts(context: ClientContext, orderId: string): Promise<OrderFacts> {
  const recorded = await readRecords(context, orderId);
  if (isFinal(recorded.record.state)) return recorded;
  const status = await statusOf(context.temporal, orderId);
  return status ? await withWaitedFor(context, { ...recorded, status }) : recorded;
}

/** From Postgres alone. */
export async function readRecords(context: ClientContext, orderId: string): Promise<OrderFacts> {
  const record = await ownOrder(context, orderId);
  const isSubmitted = record.validationMethod !== null;
  const { connections } = record;
  const [validations, findings, ca, publishing, check] = await Promise.all([
    loadValidations(context.database, orderId),
    loadLatestFindings(context.database, orderId),
    isSubmitted ? caOfOrderView(context, connections ?? undefined) : undefined,
    connections ? publishingView(context, connections) : undefined,
    record.organization ? loadOrganizationCheck(context.database, context.account, orderId) : undefined,
  ]);
  return await withWaitedFor(context, {
    record,
    validations,
    findings,
    pages: orderPageUrls(orderId, context.pages),
    ...(ca && { ca }),
    ...(publishing && { publishing }),
    ...(check && { check }),
  });
}

/** What only some waits need to be told. */
async function withWaitedFor(context: ClientContext, facts: OrderFacts): Promise<OrderFacts> {
  return await withLetters(context, await withReach(context, facts));
}

/** Of a paper that is taken once, it counts whether it was. */
async function withLetters({ database }: ClientContext, facts: OrderFacts): Promise<OrderFacts> {
  const { record, status, lettersSent } = facts;
  const isCounted = waitsOf(record, status).includes('subscriber-application-form');
  if (lettersSent !== undefined || !isCounted) return facts;
  return { ...facts, lettersSent: await countLetters(database, record.orderId) };
}

async function withReach({ database }: ClientContext, facts: OrderFacts): Promise<OrderFacts> {
  const { record, status, reach } = facts;
  if (reach || !waitsOf(record, status).some(needsReach)) return facts;
  const form = (await loadForm(database, record.orderId)) as StorableOrderForm | null | undefined;
  return form ? { ...facts, reach: maskedReach(form) } : facts;
}

/** What is told first, then what the tracks wait for beside it. */
function waitsOf({ waitingOn, tracks }: OrderRecord, status?: OrderStatus): Wait[] {
  const beside = (status ? status.tracks : tracks) ?? [];
  const open = beside.flatMap((track) =>
    track.status === 'open' && track.waitingOn ? [track.waitingOn] : [],
  );
  const first = status ? status.waitingOn : waitingOn;
  return [...new Set([...(first ? [first] : []), ...open])];
}

export function orderView(facts: OrderFacts): OrderView {
  const validations = currentValidations(facts);
  const { record, status, reach } = facts;
  const summary = summaryOf(record, status);
  const { brand, type, state, waitingOn, payment } = summary;
  const validation = validations[0]?.method ?? record.validationMethod ?? undefined;
  const product = { brand, type, validation };
  const { needsApproval } = record;
  const acted = actedOrder(facts, summary);
  return {
    ...summary,
    acts: actsOf({ ...acted, hasProofs: validations.length > 0 }),
    validations: validations.map((proof) => validationView(proof, facts.findings)),
    step: stepText({ ...product, state, waitingOn, needsApproval, isPaid: payment !== null }) ?? null,
    hints: isFinal(state)
      ? []
      : waitsOf(record, status).flatMap((wait) => hintsOfWait({ ...product, waitingOn: wait, reach })),
    source: facts.status || isFinal(facts.record.state) ? 'workflow' : 'records',
    pages: facts.pages,
    ca: facts.ca ?? null,
    publishesBy: facts.publishing ? publishesBy(facts.publishing, validation) : [],
  };
}

function actedOrder(
  { record, status, check, lettersSent = 0 }: OrderFacts,
  { state, tracks, replacedByOrderId }: OrderSummary,
): Omit<ActedOrder, 'hasProofs'> {
  return {
    state,
    tracks,
    lettersSent,
    waits: waitsOf(record, status),
    brand: record.brand,
    hasForm: record.validationMethod !== null,
    organization: record.organization ?? undefined,
    passed: (check?.steps ?? []).flatMap(({ step, status: of }) => (of === 'passed' ? [step] : [])),
    isReplaced: replacedByOrderId !== null,
  };
}

function publishesBy(
  { dns, files }: PublishingView,
  method: ValidationMethod | undefined,
): readonly UsedConnectionView[] {
  if (method === 'auto-dns') return dns;
  return method === 'auto-file' ? files : [];
}

export function summaryOf(record: OrderRecord, status?: OrderStatus): OrderSummary {
  const {
    progressSequence: _sequence,
    validationMethod: _method,
    connections: _connections,
    needsApproval: _approval,
    organization: _organization,
    ...recorded
  } = record;
  const waitingOn = status ? (status.waitingOn ?? null) : recorded.waitingOn;
  const tracks = (status ? status.tracks : recorded.tracks) ?? [];
  const stand = { ...recorded, ...(status && standOf(status)) };
  return {
    ...stand,
    nextAction: stand.nextAction && shownAction(stand.nextAction),
    waitingOn,
    party: waitingOn && PARTY_OF[waitingOn],
    tracks: tracks.map(trackView),
  };
}

function trackView({ track, status, waitingOn, ...stand }: OrderTrack): TrackView {
  return {
    track,
    status,
    waitingOn: waitingOn ?? null,
    party: waitingOn ? PARTY_OF[waitingOn] : null,
    since: stand.since ?? null,
    deadline: stand.deadline ?? null,
    expectedBy: stand.expectedBy ?? null,
    nextAction: stand.nextAction ? shownAction(stand.nextAction) : null,
    reason: stand.reason ?? null,
    reasonChinese: stand.reasonChinese ?? null,
  };
}

function standOf(status: OrderStatus) {
  return {
    state: status.state,
    since: status.since ?? null,
    deadline: status.deadline ?? null,
    nextAction: status.nextAction ?? null,
    reason: status.reason ?? null,
    reasonChinese: status.reasonChinese ?? null,
    certificateId: status.certificateId ?? null,
  };
}

/** The workflow's proofs are the newest; whether the CA is satisfied with each is in the records. */
export function currentValidations({ status, validations }: OrderFacts): readonly StoredValidation[] {
  if (!status || status.validations.length === 0) return validations;
  return status.validations.map((proof) => ({ ...proof, status: statusIn(validations, proof) }));
}

function statusIn(validations: readonly StoredValidation[], proof: DomainValidation): ValidationStatus {
  const recorded = validations.find(({ name, method }) => name === proof.name && method === proof.method);
  return recorded?.status ?? 'pending';
}

function validationView(
  { name, method, record, file, status }: StoredValidation,
  findings: readonly StoredFinding[],
): ValidationView {
  const found = findingsOn({ name, method }, findings);
  const [lastFinding = null] = found;
  const zoneHeldBy = zoneServiceIn(found) ?? null;
  return { name, method, record: record ?? null, file: file ?? null, status, zoneHeldBy, lastFinding };
}

export function refuseUnknown(field: string, value: string | undefined, accepted: readonly string[]): void {
  if (value === undefined || accepted.includes(value)) return;
  throw notAccepted(field, listed(accepted));
}

/** What a list may be narrowed to: an id, whether there is such a thing or not. Throws Refusal `InvalidInput`. */
export function refuseNoId(field: string, id: string | undefined): void {
  if (id === undefined || isIdentifier(id)) return;
  throw invalid(
    field,
    { zh: `${field} 不是任何对象的编号`, en: `${field} is no id of anything` },
    { zh: '订单、证书等的编号', en: 'the id of an order, a certificate and so on' },
  );
}

export function limitOf(limit = DEFAULT_LIMIT): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw unusable('limit', {
    zh: `1 到 ${MAX_LIMIT} 之间的整数`,
    en: `a whole number from 1 to ${MAX_LIMIT}`,
  });
}

/** Throws Refusal `InvalidInput`, field `name`. */
export function normalizedName(text: string): string {
  const parsed = parseDomainName(text);
  if (parsed.name !== undefined) return parsed.name;
  throw invalid('name', parsed.problem, parsed.accepted);
}
