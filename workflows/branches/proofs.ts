/** What a CA wants to be sure of before it issues: the names, and for a company's certificate the company as well. */
import type { OrganizationWay } from '../../domain/catalogue/words.js';
import type { Submission } from '../../domain/orders/terms.js';
import type { OrderInProgress } from '../order-in-progress.js';
import { proveDomainControl } from './domain-validation.js';
import { byApplicationForm } from './organization/application-form.js';
import { byConfirmationLetter } from './organization/confirmation-letter.js';
import { byPhoneAndMailbox } from './organization/phone-and-mailbox.js';
import { byPublicRecord } from './organization/public-record.js';
import { byTwoEmails } from './organization/two-emails.js';
import { OrganizationCheck } from './organization/check.js';
import type { Proof } from './proof.js';
import type { ProofsOfOrder } from './organization/proofs-of-order.js';

/** One module for each way of ordering rules, section 6. */
const WAYS: Record<OrganizationWay, (proofs: ProofsOfOrder) => Promise<Proof>> = {
  'two-emails': byTwoEmails,
  'public-record': byPublicRecord,
  'confirmation-letter': byConfirmationLetter,
  'application-form': byApplicationForm,
  'phone-and-mailbox': byPhoneAndMailbox,
};

export async function giveProofs(order: OrderInProgress, submission: Submission): Promise<Proof> {
  const { organization } = submission.terms;
  const domain = () => proveDomainControl(order, submission);
  if (!organization) return await domain();
  order.progress.know({ terms: submission.terms });
  order.progress.divide();
  return await WAYS[organization.way]({ domain, organization: new OrganizationCheck(order, organization) });
}
