/** The terms of a plan's next order, by today's catalogue and price list. */
import type { Brand, CertificateType } from '../catalogue/words.js';
import type { StorableOrderForm } from '../orders/form.js';
import { termsFor, withApproval, withPrice, withSignatureHash, type OrderTerms } from '../orders/terms.js';
import { Refusal } from '../refusals.js';

/** Of the order before it. */
export interface PrecedingTerms {
  readonly brand: Brand;
  readonly certificateType: CertificateType;
  readonly names: readonly string[];
  readonly planYears: number;
  readonly terms: OrderTerms;
  /** As in the form. */
  readonly csr: StorableOrderForm['csr'];
}

/** With a price where it is bought anew, costs something, and is paid through this installation. */
export function successorTerms(
  before: PrecedingTerms,
  purpose: 'plan-reissue' | 'renewal',
  { takesPayments, approvesOrders }: { readonly takesPayments: boolean; readonly approvesOrders: boolean },
): OrderTerms {
  const { approval: _before, ...today } = termsOfToday(before);
  const priced = { years: before.planYears, names: before.names, purpose };
  const terms = approvesOrders ? withApproval(today, priced) : today;
  return takesPayments ? withPrice(terms, priced) : terms;
}

/** What is no longer sold goes on under the terms it was sold with: the plan is paid. A price is another matter. */
function termsOfToday({ brand, certificateType, planYears, terms, csr }: PrecedingTerms): OrderTerms {
  try {
    return withSignatureHash(termsFor(brand, certificateType, terms.kind, planYears), csr);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { price: _paid, ...unpaid } = terms;
    return unpaid;
  }
}
