/** How a request to revoke begins, goes on and ends, by the rules of domain/revocation/rules.ts. */
import { certificateNamesOf } from '../../../domain/catalogue/complimentary.js';
import { kindOf } from '../../../domain/names/kinds.js';
import type { RevocationReason } from '../../../domain/revocation/words.js';
import type { Bilingual } from '../../../domain/bilingual.js';
import { quoted } from '../../../domain/told.js';
import { readIssued } from '../../../domain/certificates/issued.js';
import {
  afterRejectedLetter,
  REVOCATION_PROOF_DAYS,
  revocationRule,
} from '../../../domain/revocation/rules.js';
import { ApiError, notIssued } from '../api-error.js';
import { newValidations } from '../challenges.js';
import type { Look } from '../domain-look.js';
import { judgedLetters } from '../organization/received-letter.js';
import { detailOf } from '../organization/words.js';
import type { StoredOrder } from '../stored-order.js';
import type { StoredRevocation } from './stored-revocation.js';

const DAY_MS = 86_400_000;

/** An order with a request that nobody has decided yet. */
export type Revoking = StoredOrder & { readonly revocation: StoredRevocation };

/** The request as the brand's proof begins it. A certificate that was revoked already needs none. */
export function newRevocation(order: StoredOrder, reason: RevocationReason, now: Date): StoredRevocation {
  const { proof } = revocationRule(order);
  const at = now.toISOString();
  return {
    reason,
    proof,
    status: order.revoked ? 'revoked' : 'pending',
    turn: proof === 'manual-review' ? 'ca' : 'subscriber',
    requestedAt: at,
    since: at,
    validations: proof === 'domain-control' && !order.revoked ? freshValidations(order, now) : [],
    letters: [],
  };
}

/** Throws ApiError: `not-issued`, `revocation-refused` for what has expired. */
export function refuseUnrevocable({ issued, status, revoked }: StoredOrder, now: Date): void {
  if (!issued) throw notIssued(status);
  const { notAfter } = readIssued(issued.certificatePem);
  if (!revoked && new Date(notAfter) <= now)
    throw new ApiError('revocation-refused', {
      zh: `证书已于 ${notAfter} 过期:无需吊销`,
      en: `The certificate expired at ${notAfter}: nothing is to be revoked`,
    });
}

/** The order as time has left it: the same object where nothing has happened by itself. */
export function settled(order: StoredOrder, now: Date): StoredOrder {
  const { revocation, revoked } = order;
  if (revocation?.status !== 'pending') return order;
  if (revoked) return withRevocation(order, { ...revocation, status: 'revoked', since: revoked.at });
  if (revocation.proof !== 'domain-control' || !isOverdue(revocation, now)) return order;
  const missing = revocation.validations.find(({ status }) => status !== 'valid');
  return refusedFor(order, revocation, noProofOf(missing?.name ?? '-'), now);
}

/** Irreversible: the next CRL shows it. The first reason stays. */
export function revokedOrder({ revocation, ...order }: Revoking, now: Date): StoredOrder {
  const at = now.toISOString();
  const revoked = order.revoked ?? { at, reason: revocation.reason };
  const letters = judgedLetters(revocation.letters, 'accepted');
  return {
    ...order,
    revoked,
    revocation: {
      ...revocation,
      status: 'revoked',
      since: at,
      detail: undefined,
      detailChinese: undefined,
      letters,
    },
  };
}

/** What was seen once stays seen; all names proven end the request. */
export function afterLook(order: Revoking, looks: readonly Look[], now: Date): StoredOrder {
  const validations = order.revocation.validations.map((validation) => {
    const look = looks.find(({ randomValue }) => randomValue === validation.randomValue);
    if (!look || validation.status === 'valid') return validation;
    const { status, detail, detailChinese } = look;
    const seen = { ...validation, status, detail, detailChinese };
    return look.status === 'valid' ? { ...seen, validatedAt: now.toISOString() } : seen;
  });
  const looked = { ...order, revocation: { ...order.revocation, validations } };
  return validations.every(({ status }) => status === 'valid') ? revokedOrder(looked, now) : looked;
}

/** A reviewer's no: another letter where the brand takes one, unless it is for good. */
export function returned(order: Revoking, reason: string, forGood: boolean, now: Date): StoredOrder {
  const { revocation } = order;
  const letters = judgedLetters(revocation.letters, 'rejected', reason);
  const rejected = { ...revocation, letters };
  const mayTryAgain = revocation.proof === 'letter' && afterRejectedLetter(order) === 'another';
  if (forGood || !mayTryAgain) return refusedFor(order, rejected, quoted(reason), now);
  return withRevocation(order, {
    ...rejected,
    turn: 'subscriber',
    since: now.toISOString(),
    ...detailOf(quoted(reason)),
  });
}

function freshValidations({ brand, names, validations }: StoredOrder, now: Date) {
  const [first] = validations;
  if (!first) return [];
  return newValidations(certificateNamesOf({ brand, kind: kindOf(names), names }), {
    brand,
    method: first.method,
    now,
  });
}

function noProofOf(name: string): Bilingual {
  return {
    zh: `${REVOCATION_PROOF_DAYS} 天内没有证明对 ${name} 的控制权`,
    en: `no proof of control over ${name} within ${REVOCATION_PROOF_DAYS} days`,
  };
}

function isOverdue({ requestedAt }: StoredRevocation, now: Date): boolean {
  return now.getTime() >= Date.parse(requestedAt) + REVOCATION_PROOF_DAYS * DAY_MS;
}

function refusedFor(
  order: StoredOrder,
  revocation: StoredRevocation,
  why: Bilingual,
  now: Date,
): StoredOrder {
  return withRevocation(order, {
    ...revocation,
    status: 'refused',
    since: now.toISOString(),
    ...detailOf(why),
  });
}

function withRevocation(order: StoredOrder, revocation: StoredRevocation): Revoking {
  return { ...order, revocation };
}
