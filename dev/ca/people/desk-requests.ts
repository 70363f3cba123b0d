/** What the CA's people do with an order, named by the client's reference: errors are told as the command line reads them. */
import { DESK_OF_STEP, type CaDesk } from '../../../domain/development/ca-people.js';
import type { OrganizationStep } from '../../../domain/organization/ways.js';
import { Refusal, type RefusalCode } from '../../../domain/refusals.js';
import { AnsweredError } from '../../answered-error.js';
import type { Answer, ApiRequest, Route } from '../../http-api.js';
import type { OrderStore } from '../order-store.js';
import type { ReceivedLetter } from '../organization/received-letter.js';
import type { StoredOrder } from '../stored-order.js';

/** Throws Refusal `NotFound`. */
export function orderAt(store: OrderStore, reference: string): StoredOrder {
  const order = store.findByReference(reference);
  if (order) return order;
  throw new Refusal({
    code: 'NotFound',
    field: 'order',
    message: `The CA has no order ${reference}`,
    accepted: 'a REFERENCE of `sealflow ca orders`',
  });
}

/** The step of this order that lies at the desk, or lay there last. Throws Refusal where the order never comes to it. */
export function stepAt(order: StoredOrder, desk: CaDesk): OrganizationStep {
  const steps = (order.organization?.steps ?? []).filter(({ step }) => DESK_OF_STEP[step] === desk);
  const [step] = [...steps.filter(({ status }) => status !== 'passed'), ...steps];
  if (step) return step.step;
  throw new Refusal({
    code: 'RefusedInThisState',
    message: `Order ${order.reference} (${order.brand} ${order.type}) never comes to the ${desk} desk`,
  });
}

/** A letter as its reviewer has it before them. */
export function letterAnswer(
  { sha256, contentType, sizeBytes, status, receivedAt }: ReceivedLetter,
  content: Uint8Array,
): Answer {
  const base64 = Buffer.from(content).toString('base64');
  return { json: { sha256, contentType, sizeBytes, status, receivedAt, content: base64 } };
}

const CODES: Readonly<Record<string, RefusalCode>> = {
  'not-found': 'NotFound',
  'bad-request': 'InvalidInput',
};
const STATUS: Record<RefusalCode, number> = { InvalidInput: 400, NotFound: 404, RefusedInThisState: 409 };

/** A route whose refusals carry the codes of the command line. */
export function deskRoute(method: Route['method'], path: string, handle: Route['handle']): Route {
  return { method, path: `/_control/${path}`, handle: async (request) => answered(handle, request) };
}

async function answered(handle: Route['handle'], request: ApiRequest): Promise<Answer> {
  try {
    return await handle(request);
  } catch (error) {
    const refusal = refusalIn(error);
    if (!refusal) throw error;
    const { code, field, message, accepted } = refusal;
    return { status: STATUS[code], json: { error: { code, field, message, accepted } } };
  }
}

function refusalIn(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (!(error instanceof AnsweredError)) return undefined;
  return new Refusal({ code: CODES[error.code] ?? 'RefusedInThisState', message: error.message });
}
