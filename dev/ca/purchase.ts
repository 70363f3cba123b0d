/** Certificates of one purchase: a re-issue names the order that began it, and ends with the term that was bought. */
import type { Bilingual } from '../../domain/bilingual.js';
import { CA_STATUS_WORDS } from '../../domain/development/ca-spoken-words.js';
import { ApiError } from './api-error.js';
import type { StoredOrder } from './stored-order.js';

/** What a placement says of the purchase that it belongs to. */
export interface WithinPurchase {
  /** The reference of the order that began the purchase, or of any re-issue of it. */
  readonly reissueOf?: string;
  /** ISO 8601, UTC. */
  readonly validUntil?: string;
}

type Reissue = WithinPurchase & Pick<StoredOrder, 'brand' | 'type' | 'names' | 'accountReference'>;

/** The reference by which a purchase is known: of the order that began it. */
export function purchaseOf({ reference, reissueOf }: Pick<StoredOrder, 'reference' | 'reissueOf'>): string {
  return reissueOf ?? reference;
}

/**
 * What a new order keeps of its purchase. Throws ApiError `order-refused`: nothing was issued under that reference, it is
 * another account's or another product's, its names differ, or its term is over. Another account's order is answered as
 * one that doesn't exist.
 */
export function purchaseFor(
  placement: Reissue,
  named: StoredOrder | undefined,
  now: Date,
): Pick<StoredOrder, 'reissueOf' | 'validUntil'> {
  const { reissueOf, validUntil } = placement;
  if (termIsOver(placement, now))
    throw refusal({
      zh: `所购期限已于 ${validUntil ?? ''} 结束:请重新下单`,
      en: `The term that was bought ended at ${validUntil ?? ''}: order anew`,
    });
  const term = validUntil === undefined ? {} : { validUntil };
  if (reissueOf === undefined) return term;
  return { ...term, reissueOf: purchaseOf(reissuable(placement, named)) };
}

/** True where nothing can be issued any more. */
export function termIsOver({ validUntil }: WithinPurchase, now: Date): boolean {
  return validUntil !== undefined && Date.parse(validUntil) <= now.getTime();
}

function reissuable(placement: Reissue, named: StoredOrder | undefined): StoredOrder {
  const { reissueOf = '', accountReference, brand, type } = placement;
  if (named?.accountReference !== accountReference)
    throw refusal({
      zh: `此账号没有可重新签发的订单 ${reissueOf}`,
      en: `There is no order ${reissueOf} of this account to re-issue`,
    });
  const status = CA_STATUS_WORDS[named.status];
  if (!named.issued)
    throw refusal({
      zh: `订单 ${reissueOf} 的状态是“${status.zh}”:没有可重新签发的证书`,
      en: `The order ${reissueOf} is ${status.en}: there is nothing to re-issue`,
    });
  if (named.brand !== brand || named.type !== type)
    throw refusal({
      zh: `重新签发不能更换产品:原产品为 ${named.brand} ${named.type}`,
      en: `A re-issue keeps its product: that was ${named.brand} ${named.type}`,
    });
  if (!isSameSet(named.names, placement.names))
    throw refusal({
      zh: `重新签发不能更换域名:原域名为 ${named.names.join(', ')}`,
      en: `A re-issue keeps its names: those were ${named.names.join(', ')}`,
    });
  return named;
}

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((name) => others.includes(name));
}

function refusal(words: Bilingual): ApiError {
  return new ApiError('order-refused', words);
}
