/** What the CA's people do with an order, named by the client's reference. */
import { DESK_OF_STEP, type CaDesk } from '../../../domain/development/ca-people.js';
import type { OrganizationStep } from '../../../domain/organization/ways.js';
import { DESK_WORDS } from '../../../domain/development/ca-spoken-words.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import type { Answer } from '../../http-api.js';
import type { OrderStore } from '../order-store.js';
import type { ReceivedLetter } from '../organization/received-letter.js';
import type { StoredOrder } from '../stored-order.js';

/** Throws Refusal `NotFound`. */
export function orderAt(store: OrderStore, reference: string): StoredOrder {
  const order = store.findByReference(reference);
  if (order) return order;
  throw new Refusal(
    refusalDetails('NotFound', {
      field: 'order',
      message: { zh: `CA 没有订单 ${reference}`, en: `The CA has no order ${reference}` },
      accepted: {
        zh: '`sealflow ca orders` 列出的参考号',
        en: 'a REFERENCE of `sealflow ca orders`',
      },
    }),
  );
}

/** The step of this order that lies at the desk, or lay there last. Throws Refusal where the order never comes to it. */
export function stepAt(order: StoredOrder, desk: CaDesk): OrganizationStep {
  const steps = (order.organization?.steps ?? []).filter(({ step }) => DESK_OF_STEP[step] === desk);
  const [step] = [...steps.filter(({ status }) => status !== 'passed'), ...steps];
  if (step) return step.step;
  const { reference, brand, type } = order;
  const called = DESK_WORDS[desk];
  throw new Refusal(
    refusalDetails('RefusedInThisState', {
      message: {
        zh: `订单 ${reference}(${brand} ${type})不经过${called.zh}岗位`,
        en: `Order ${reference} (${brand} ${type}) never comes to the ${called.en} desk`,
      },
    }),
  );
}

/** A letter as its reviewer has it before them. */
export function letterAnswer(
  { sha256, contentType, sizeBytes, status, receivedAt }: ReceivedLetter,
  content: Uint8Array,
): Answer {
  const base64 = Buffer.from(content).toString('base64');
  return { json: { sha256, contentType, sizeBytes, status, receivedAt, content: base64 } };
}
