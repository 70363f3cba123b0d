/** The whole check of an order form at the door: nothing is stored or started for a form that does not pass. */
import { refuseUnlessSold } from '../../domain/catalogue/products.js';
import { companyKeyOf } from '../../domain/organization/company-identity.js';
import { checkPastedCsr, type CsrFacts } from '../../domain/certificates/csr.js';
import { checkOrder, type ParsedOrder } from '../../domain/orders/checks.js';
import {
  parseDraft,
  storableForm,
  type OrderDraft,
  type OrderForm,
  type ResolvedOrderForm,
} from '../../domain/orders/form.js';
import { withApproval, withPrice, type Submission } from '../../domain/orders/terms.js';
import type { Bilingual } from '../../domain/bilingual.js';
import type { SubmittedForm } from '../../db/statements/orders/requests.js';
import { withChosenConnections, type PlacedFor } from '../connections/choosing.js';
import type { ClientContext } from '../context.js';
import { requestHash } from './identity.js';
import { refuseUnusableReuse } from '../organization/reused.js';
import { withSavedCopies } from '../organization/saved-copies.js';

export interface CheckedForm {
  readonly brand: OrderDraft['brand'];
  readonly type: OrderDraft['type'];
  readonly submitted: SubmittedForm;
  /** Readable: seal it before it is stored. */
  readonly keyPassword: string | undefined;
  readonly warnings: readonly Bilingual[];
}

/**
 * Throws Refusal with every problem of the form: saved companies and people that are not there, then the rules, then the
 * pasted CSR. The terms have a price where the order is paid through this installation; `placedFor` tells what was paid before, and where.
 */
export async function checkForm(
  context: Pick<ClientContext, 'database' | 'account' | 'temporal' | 'takesPayments'>,
  asGiven: OrderForm,
  placedFor: PlacedFor = { purpose: 'purchase' },
): Promise<CheckedForm> {
  const resolved = await withSavedCopies(context, asGiven);
  const order = checkOrder(resolved);
  const form = withContact(resolved, order);
  const csr = await readPasted(order);
  await refuseUnusableReuse(context, resolved, order.terms);
  const { kind, names, validationMethod, warnings } = order;
  const { purpose } = placedFor;
  const { terms: chosen, approvesOrders } = await withChosenConnections(
    context,
    order.terms,
    names,
    placedFor,
  );
  const priced = { years: form.planYears, names, purpose };
  const terms = approvesOrders ? withApproval(chosen, priced) : chosen;
  return {
    brand: form.brand,
    type: form.type,
    submitted: {
      kind,
      names,
      validationMethod,
      terms: context.takesPayments ? withPrice(terms, priced) : terms,
      form: storableForm(form),
      ...(form.company && { companyKey: companyKeyOf(form.company) }),
      ...(csr && { csrSpkiSha256: csr.spkiSha256 }),
    },
    keyPassword: form.keyPassword,
    warnings,
  };
}

/** Brand and type of an order whose form comes later. Throws Refusal. */
export function checkDraft(input: unknown): OrderDraft {
  const draft = parseDraft(input);
  refuseUnlessSold(draft.brand, draft.type);
  return draft;
}

/**
 * The request as it was given, as one word: a saved company is its id, so that the same request stays the same when that
 * company is edited. Of a password only that there is one: its hash would let whoever reads the table guess.
 */
export function hashOfRequest({ brand, type }: OrderDraft, form: OrderForm | undefined): string {
  return requestHash({
    brand,
    type,
    form: form ? storableForm(form) : null,
    hasKeyPassword: form?.keyPassword !== undefined,
  });
}

/** What the workflow is told of the form: no more than this may reach a history. */
export function submissionOf({
  names,
  validationMethod,
  terms,
}: Pick<SubmittedForm, 'names' | 'validationMethod' | 'terms'>): Submission {
  return { names, validationMethod, terms };
}

/** Whom the CA writes to and calls is the manager, unless somebody else is named (ordering rules, section 4). */
function withContact(form: ResolvedOrderForm, { terms }: ParsedOrder): ResolvedOrderForm {
  return terms.organization && form.contact === undefined ? { ...form, contact: 'same-as-manager' } : form;
}

/** Undefined where none was pasted. Throws Refusal where it can't be used. */
async function readPasted({
  form,
  names,
  certificateNames,
  terms,
}: ParsedOrder): Promise<CsrFacts | undefined> {
  if (form.csr.mode !== 'paste') return undefined;
  return await checkPastedCsr(form.csr.pem, { names, certificateNames, keyAlgorithms: terms.keyAlgorithms });
}
