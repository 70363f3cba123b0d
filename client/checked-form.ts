/** The whole check of an order form at the door: nothing is stored or started for a form that does not pass. */
import { refuseUnlessSold } from '../domain/catalogue.js';
import { checkPastedCsr } from '../domain/csr.js';
import { checkOrder, type ParsedOrder } from '../domain/order-checks.js';
import { parseDraft, parseOrderForm, storableForm, type OrderDraft } from '../domain/order-form.js';
import type { Bilingual, Submission } from '../domain/order.js';
import type { SubmittedForm } from '../db/statements/order-requests.js';

export interface CheckedForm {
  readonly brand: OrderDraft['brand'];
  readonly type: OrderDraft['type'];
  readonly submitted: SubmittedForm;
  /** Readable: seal it before it is stored. */
  readonly keyPassword: string | undefined;
  readonly warnings: readonly Bilingual[];
}

/** Throws Refusal with every problem of the form, the pasted CSR included. */
export async function checkForm(input: unknown): Promise<CheckedForm> {
  const order = checkOrder(parseOrderForm(input));
  await refuseUnusableCsr(order);
  const { form, kind, names, validationMethod, terms, warnings } = order;
  return {
    brand: form.brand,
    type: form.type,
    submitted: { kind, names, validationMethod, terms, form: storableForm(form) },
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

/** What the workflow is told of the form: no more than this may reach a history. */
export function submissionOf({
  names,
  validationMethod,
  terms,
}: Pick<SubmittedForm, 'names' | 'validationMethod' | 'terms'>): Submission {
  return { names, validationMethod, terms };
}

async function refuseUnusableCsr({ form, names, certificateNames, terms }: ParsedOrder): Promise<void> {
  if (form.csr.mode !== 'paste') return;
  await checkPastedCsr(form.csr.pem, { names, certificateNames, keyAlgorithms: terms.keyAlgorithms });
}
