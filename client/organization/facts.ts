/** Facts of life that people tell an order: it looks at once, and what the CA says decides. */
import type { WorkflowHandle } from '@temporalio/client';
import type { OrganizationWay } from '../../domain/catalogue/words.js';
import { ORGANIZATION_RULES, type OrganizationStep } from '../../domain/organization/ways.js';
import { PHONE_RESULTS, type PhoneResult } from '../../domain/organization/words.js';
import { Refusal } from '../../domain/refusals.js';
import { emailConfirmed, mailboxConfirmed, phoneCheckReported } from '../../workflows/messages.js';
import { askLivingOrder } from '../orders/acting.js';
import type { ClientContext } from '../context.js';
import { livingOrder, type SubmittedOrder } from './checked-order.js';

const EMAILS = [1, 2] as const;
export type EmailNumber = (typeof EMAILS)[number];

/** The link in one of the CA's e-mails was followed, which one where known (ordering rules, section 6a). */
export async function confirmEmail(
  context: ClientContext,
  orderId: string,
  { email }: { email?: EmailNumber },
): Promise<void> {
  if (email !== undefined && !EMAILS.includes(email)) throw unknown('email', '1 or 2');
  await tell(context, orderId, 'no e-mail to confirm', ['email-1', 'email-2'], (handle) =>
    handle.signal(emailConfirmed, email === undefined ? {} : { email }),
  );
}

/** The CA phoned, or wrote on public record, and was answered or not (ordering rules, section 6a, b and e). */
export async function reportPhoneCheck(
  context: ClientContext,
  orderId: string,
  { result }: { result: PhoneResult },
): Promise<void> {
  if (!PHONE_RESULTS.includes(result)) throw unknown('result', PHONE_RESULTS.join(' or '));
  await tell(context, orderId, 'no phone check', ['phone-call', 'public-record-check'], (handle) =>
    handle.signal(phoneCheckReported, { result }),
  );
}

/** The CA's link in the order's mailbox was followed (ordering rules, section 6e). */
export async function confirmMailbox(context: ClientContext, orderId: string): Promise<void> {
  await tell(context, orderId, 'no mailbox to confirm', ['mailbox'], (handle) =>
    handle.signal(mailboxConfirmed),
  );
}

/** Always refused, with the way out: no CA of ours sends its e-mails again (ordering rules, section 6a). */
export async function refuseResend(context: ClientContext, orderId: string): Promise<never> {
  const { way, brand, type } = await livingOrder(context, orderId, 'written to again');
  throw new Refusal({
    code: 'RefusedInThisState',
    message:
      way === 'two-emails'
        ? "The CA's e-mails can't be sent again, and their address can't be changed. " +
          `\`sealflow order resubmit ${orderId}\` withdraws this order and submits it anew, with the form prefilled`
        : `${brand} ${type} has no e-mails to send again`,
  });
}

async function tell(
  context: ClientContext,
  orderId: string,
  missing: string,
  steps: readonly OrganizationStep[],
  send: (handle: WorkflowHandle) => Promise<void>,
): Promise<void> {
  const order = await livingOrder(context, orderId, 'told');
  if (!asksForOneOf(order.way, steps)) throw notAsked(order, missing);
  await askLivingOrder(context, orderId, 'told', send);
}

function asksForOneOf(way: OrganizationWay | undefined, steps: readonly OrganizationStep[]): boolean {
  return way !== undefined && ORGANIZATION_RULES[way].steps.some((step) => steps.includes(step));
}

function notAsked({ brand, type, way }: SubmittedOrder, missing: string): Refusal {
  const instead = way ? ` (${way})` : ': the CA asks nothing about the company';
  return new Refusal({ code: 'RefusedInThisState', message: `${brand} ${type} has ${missing}${instead}` });
}

function unknown(field: string, accepted: string): Refusal {
  return new Refusal({
    code: 'InvalidInput',
    field,
    message: `${field} is none of the accepted values`,
    accepted,
  });
}
