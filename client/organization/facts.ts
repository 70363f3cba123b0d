/** Facts of life that people tell an order: it looks at once, and what the CA says decides. */
import type { WorkflowHandle } from '@temporalio/client';
import { mayBeTold, type ToldFact } from '../../domain/organization/ways.js';
import { command } from '../../domain/commands.js';
import { resubmission } from '../../domain/orders/way-out.js';
import { PHONE_RESULTS, type PhoneResult } from '../../domain/organization/words.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { emailConfirmed, mailboxConfirmed, phoneCheckReported } from '../../workflows/messages.js';
import { askLivingOrder } from '../orders/acting.js';
import { DEEDS } from '../orders/deeds.js';
import { notAccepted } from '../refusing.js';
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
  if (email !== undefined && !EMAILS.includes(email))
    throw notAccepted('email', { zh: '1 或 2', en: '1 or 2' });
  await tell(
    context,
    orderId,
    { zh: '没有需要确认的邮件', en: 'no e-mail to confirm' },
    'email-confirmed',
    (handle) => handle.signal(emailConfirmed, email === undefined ? {} : { email }),
  );
}

/** The CA phoned, or wrote on public record, and was answered or not (ordering rules, section 6a, b and e). */
export async function reportPhoneCheck(
  context: ClientContext,
  orderId: string,
  { result }: { result: PhoneResult },
): Promise<void> {
  if (!PHONE_RESULTS.includes(result))
    throw notAccepted('result', { zh: PHONE_RESULTS.join(' 或 '), en: PHONE_RESULTS.join(' or ') });
  await tell(context, orderId, { zh: '没有电话核实', en: 'no phone check' }, 'phone-result', (handle) =>
    handle.signal(phoneCheckReported, { result }),
  );
}

/** The CA's link in the order's mailbox was followed (ordering rules, section 6e). */
export async function confirmMailbox(context: ClientContext, orderId: string): Promise<void> {
  await tell(
    context,
    orderId,
    { zh: '没有需要确认的邮箱', en: 'no mailbox to confirm' },
    'mailbox-confirmed',
    (handle) => handle.signal(mailboxConfirmed),
  );
}

/** Always refused, with the way out: no CA of ours sends its e-mails again (ordering rules, section 6a). */
export async function refuseResend(context: ClientContext, orderId: string): Promise<never> {
  const { way, brand, type, keyHasPassword } = await livingOrder(context, orderId, DEEDS.writeAgain);
  const order = { orderId, state: 'validating', hasForm: true, keyHasPassword } as const;
  const resubmit = command(resubmission(order, '--contact-file FILE.yaml') ?? `order show ${orderId}`);
  throw new Refusal(
    refusalDetails('RefusedInThisState', {
      message:
        way === 'two-emails'
          ? {
              zh: `CA 的邮件不能重发,地址也不能更改。${resubmit} 会取消此订单并重新提交,表单已预先填好`,
              en:
                "The CA's e-mails can't be sent again, and their address can't be changed. " +
                `${resubmit} withdraws this order and submits it anew, with the form prefilled`,
            }
          : {
              zh: `${brand} ${type} 没有可以重发的邮件`,
              en: `${brand} ${type} has no e-mails to send again`,
            },
    }),
  );
}

async function tell(
  context: ClientContext,
  orderId: string,
  missing: Bilingual,
  fact: ToldFact,
  send: (handle: WorkflowHandle) => Promise<void>,
): Promise<void> {
  const order = await livingOrder(context, orderId, DEEDS.tell);
  if (!mayBeTold(fact, order.way)) throw notAsked(order, missing);
  await askLivingOrder(context, orderId, DEEDS.tell, send);
}

function notAsked({ brand, type, way }: SubmittedOrder, missing: Bilingual): Refusal {
  const instead: Bilingual = way
    ? { zh: `(${way})`, en: ` (${way})` }
    : { zh: ':CA 不核实企业信息', en: ': the CA asks nothing about the company' };
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      message: {
        zh: `${brand} ${type} ${missing.zh}${instead.zh}`,
        en: `${brand} ${type} has ${missing.en}${instead.en}`,
      },
    }),
  );
}
