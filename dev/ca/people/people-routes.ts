/** The doors to the CA's desks: what waits, what is decided, which letters and mails there are, what happens by itself. */
import { z } from 'zod';
import { inBoth } from '../../../domain/bilingual.js';
import { CA_DESKS } from '../../../domain/development/ca-people.js';
import { ORGANIZATION_STEPS } from '../../../domain/organization/ways.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import { controlRoute } from '../../control-route.js';
import type { ApiRequest, Route } from '../../http-api.js';
import type { OrganizationDesk } from '../organization/organization-desk.js';
import type { OrderStore } from '../order-store.js';
import type { StoredOrder } from '../stored-order.js';
import { standingOf } from './confirmations.js';
import { letterAnswer, orderAt, stepAt } from './desk-requests.js';
import { PolicyBody, type PolicySwitch } from './policy.js';
import type { Postman } from './postman.js';
import { waitingItems } from './waiting-list.js';

export interface PeopleApi {
  readonly store: OrderStore;
  readonly desk: OrganizationDesk;
  readonly postman: Postman;
  readonly policy: PolicySwitch;
}

/** `desk`: its step of the order. `step`: that one, such as a mail's that is confirmed on the phone. */
const AtDesk = { desk: z.enum(CA_DESKS).optional(), step: z.enum(ORGANIZATION_STEPS).optional() };
const PassBody = z.strictObject(AtDesk);
const reason = z.string().trim().min(1).max(500);
const ReturnBody = z.strictObject({ ...AtDesk, reason });
const RejectBody = z.strictObject({ reason });

/** Below `/_control/`; `:id` is the client's reference of the order. */
export function peopleRoutes(api: PeopleApi): Route[] {
  return [...decisionRoutes(api), ...paperRoutes(api), ...policyRoutes(api.policy)];
}

function decisionRoutes({ store, desk }: PeopleApi): Route[] {
  return [
    controlRoute('GET', 'organization', () => ({ json: { waiting: waitingItems(store.all()) } })),
    controlRoute('POST', 'organization/:id/pass', async (request) => {
      const order = orderAt(store, request.id);
      return stepsOf(await desk.passStep(order.id, stepIn(order, await request.body(PassBody))));
    }),
    controlRoute('POST', 'organization/:id/return', async (request) => {
      const order = orderAt(store, request.id);
      const body = await request.body(ReturnBody);
      return stepsOf(await desk.returnStep(order.id, stepIn(order, body), body.reason));
    }),
    controlRoute('POST', 'organization/:id/reject', async (request) => {
      const { reason: why } = await request.body(RejectBody);
      return stepsOf(await desk.rejectOrder(orderAt(store, request.id).id, why));
    }),
    controlRoute('POST', 'organization/:id/issue', async ({ id }) =>
      stepsOf(await desk.issueOrder(orderAt(store, id).id)),
    ),
    controlRoute('POST', 'organization/:id/cancel', async ({ id }) =>
      stepsOf(await desk.cancelOrder(orderAt(store, id).id)),
    ),
    controlRoute('POST', 'organization/:id/phone-call', async ({ id }) =>
      stepsOf(await desk.demandPhoneCall(orderAt(store, id).id)),
    ),
  ];
}

function paperRoutes({ store, desk, postman }: PeopleApi): Route[] {
  return [
    controlRoute('GET', 'organization/:id/letter', async (request) => {
      const letter = letterOf(orderAt(store, request.id), request);
      return letterAnswer(letter, await desk.readLetter(letter));
    }),
    controlRoute('GET', 'organization/:id/mails', ({ id }) => {
      const order = orderAt(store, id);
      const mails = (order.mails ?? []).map((mail) => {
        const { step, to, messageId, sentAt = null } = mail;
        // The code is in the mail alone: whoever confirms has to read it there.
        return { step, to, messageId, sentAt, standing: standingOf(order, mail), link: postman.linkOf(mail) };
      });
      return { json: { mails } };
    }),
  ];
}

function policyRoutes(policy: PolicySwitch): Route[] {
  const shown = () => ({ json: { policy: policy.current } });
  return [
    controlRoute('GET', 'policy', shown),
    controlRoute('POST', 'policy', async (request) => {
      await policy.set(await request.body(PolicyBody));
      return shown();
    }),
    controlRoute('DELETE', 'policy', async () => {
      await policy.set(undefined);
      return shown();
    }),
  ];
}

function stepIn(order: StoredOrder, { desk, step }: z.output<typeof PassBody>) {
  if (step !== undefined) return step;
  if (desk !== undefined) return stepAt(order, desk);
  throw new Refusal(
    refusalDetails('InvalidInput', {
      field: 'desk',
      message: { zh: '既没有给出岗位(desk),也没有给出步骤', en: 'Neither desk nor step is given' },
      accepted: inBoth(CA_DESKS.join(', ')),
    }),
  );
}

/** The newest, or the one of `?sha256=`. */
function letterOf(order: StoredOrder, { query }: ApiRequest) {
  const wanted = query.get('sha256');
  const letters = order.organization?.letters ?? [];
  const letter = wanted === null ? letters.at(-1) : letters.find(({ sha256 }) => sha256 === wanted);
  if (letter) return letter;
  throw new Refusal(
    refusalDetails('NotFound', {
      message: {
        zh: `CA 没有订单 ${order.reference} 的此函件`,
        en: `The CA has no such letter for order ${order.reference}`,
      },
    }),
  );
}

function stepsOf({ reference, status, reason: why, reasonChinese, organization }: StoredOrder) {
  const steps = (organization?.steps ?? []).map(({ step, status: stepStatus, detail, detailChinese }) => ({
    step,
    status: stepStatus,
    detail: detail ?? null,
    detailChinese,
  }));
  return { json: { order: reference, status, reason: why ?? null, reasonChinese, steps } };
}
