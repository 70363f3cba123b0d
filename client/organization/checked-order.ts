/** The order whose company is being checked: what letters and facts of life need to know of it before they are taken. */
import { loadOrder } from '../../db/statements/orders/row.js';
import { type OrganizationWay } from '../../domain/catalogue/words.js';
import { isFinal } from '../../domain/orders/states.js';
import type { LetterAddressee } from '../../domain/organization/letter-rules.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { ownOrder } from '../orders/acting.js';
import { tooLate, type Deed } from '../orders/deeds.js';
import type { ClientContext } from '../context.js';

export interface SubmittedOrder extends LetterAddressee {
  readonly orderId: string;
  /** Absent where the CA asks nothing about the organization. */
  readonly way: OrganizationWay | undefined;
  readonly names: readonly string[];
  /** Where it is submitted anew, the new key needs one of its own. */
  readonly keyHasPassword: boolean;
}

/** Throws Refusal: `NotFound`, also for another account's; `RefusedInThisState` until the form is handed in. */
export async function submittedOrder(context: ClientContext, orderId: string): Promise<SubmittedOrder> {
  const { brand, type, names, state } = await ownOrder(context, orderId);
  const terms = (await loadOrder(context.database, orderId))?.terms;
  if (!terms)
    throw new Refusal(
      refusalDetails('RefusedInThisState', {
        message: isFinal(state)
          ? {
              zh: '此订单的表单从未提交',
              en: 'The form of this order was never handed in',
            }
          : {
              zh: `此订单的表单尚未提交:请执行 \`sealflow order submit ${orderId}\``,
              en: `The form of this order has not been handed in yet: \`sealflow order submit ${orderId}\` does that`,
            },
      }),
    );
  return {
    orderId,
    brand,
    type,
    names,
    way: terms.organization?.way,
    keyHasPassword: terms.keyHasPassword === true,
  };
}

/** As `submittedOrder`; RefusedInThisState also where it has ended. `deed`: what it can't be any more. */
export async function livingOrder(
  context: ClientContext,
  orderId: string,
  deed: Deed,
): Promise<SubmittedOrder> {
  const { state } = await ownOrder(context, orderId);
  if (isFinal(state)) throw tooLate(state, deed);
  return await submittedOrder(context, orderId);
}
