/** What tests of orders do over and over: order, wait for a stand or the end, look at the history and at what is left. */
import { join } from 'node:path';
import type { OrderFormInput } from '../../client/orders/creating.js';
import type { OrderView } from '../../client/orders/views.js';
import { FileFolder } from '../../dev/web/file-folder.js';
import { isFinal, type OrderState } from '../../domain/orders/states.js';
import type { Wait } from '../../domain/waits.js';
import { certificateOrderWorkflowId, type OrderStatus } from '../../workflows/messages.js';
import type { OrderWorld } from './order-world.js';
import { until } from './until.js';

/** Elliptic keys are made in a moment; RSA is ordered where RSA is the point. */
export const ECC = { mode: 'generate', algorithm: 'ecc-p256', hash: 'sha256' } as const;

/** A TrustAsia DV order by automatic DNS, unless the fields say otherwise. */
export function dvForm(name: string, fields: Partial<OrderFormInput> = {}): OrderFormInput {
  return { brand: 'trustasia', type: 'dv', names: [name], validation: 'auto-dns', csr: ECC, ...fields };
}

/** Resolves to the order's id. */
export async function order(
  world: OrderWorld,
  name: string,
  fields: Partial<OrderFormInput> = {},
): Promise<string> {
  const { orderId } = await world.orders.create({ form: dvForm(name, fields) });
  return orderId;
}

/** Waits until the order is in this state or waits for this; fails at once when it ended otherwise. */
export async function standing(
  world: OrderWorld,
  orderId: string,
  stand: OrderState | Wait,
): Promise<OrderView> {
  const view = await until(`order ${orderId} at ${stand}`, async () => {
    const shown = await world.orders.show(orderId);
    return (shown.state === stand || shown.waitingOn === stand || isFinal(shown.state)) && shown;
  });
  if (view.state === stand || view.waitingOn === stand) return view;
  throw new Error(`Order ${orderId} ended as ${view.state}: ${view.reason ?? 'no reason'}`);
}

export function workflowOf(world: OrderWorld, orderId: string) {
  return world.temporal.workflow.getHandle(certificateOrderWorkflowId(orderId));
}

/** The workflow's result: how the order ended. */
export async function ended(world: OrderWorld, orderId: string): Promise<OrderStatus> {
  return (await workflowOf(world, orderId).result()) as OrderStatus;
}

export async function eventsOf(world: OrderWorld, orderId: string) {
  const { events } = await workflowOf(world, orderId).fetchHistory();
  return events ?? [];
}

/** Numbers of temporal.api.enums.v1.EventType: a workflow task scheduled, started, completed. */
const WORKFLOW_TASK_UNDER_WAY: readonly number[] = [5, 6];
const WORKFLOW_TASK: readonly number[] = [...WORKFLOW_TASK_UNDER_WAY, 7];

/**
 * The types of all events but workflow tasks, once none of these is under way: an order says where it stands before the
 * task that brought it there is on record. The tasks themselves don't count: the server keeps the empty one of a refused
 * update where it writes an activity's retry at the same moment.
 */
export async function settledEvents(world: OrderWorld, orderId: string): Promise<number[]> {
  return await until('no workflow task is under way', async () => {
    const types = (await eventsOf(world, orderId)).map(({ eventType }) => Number(eventType));
    const last = types.at(-1) ?? 0;
    return !WORKFLOW_TASK_UNDER_WAY.includes(last) && types.filter((type) => !WORKFLOW_TASK.includes(type));
  });
}

/**
 * Has the order look at the world now. It says where it stands a moment before it begins to wait there: asked until it looks. One that
 * has ended meanwhile has looked by itself.
 */
export async function looksNow(world: OrderWorld, orderId: string): Promise<void> {
  await until(`${orderId} looks`, async () => {
    if (isFinal((await world.orders.show(orderId)).state)) return true;
    return await world.orders.check(orderId, { waitMs: 0 });
  });
}

/** The names of the remote activities in the history, in the order in which they were scheduled. */
export async function remoteActivitiesOf(world: OrderWorld, orderId: string): Promise<string[]> {
  const events = await eventsOf(world, orderId);
  return events.flatMap(({ activityTaskScheduledEventAttributes: scheduled }) =>
    scheduled ? [scheduled.activityType?.name ?? ''] : [],
  );
}

/** Does by hand what a subscriber is told to do: every record set, every file served. */
export async function actAsSubscriber(world: OrderWorld, { validations }: OrderView): Promise<void> {
  const files = new FileFolder(join(world.dataDir, 'www'));
  for (const { record, file } of validations) {
    if (record) await world.dns.zone.set(record.name, record.type, record.value);
    if (!file) continue;
    const { hostname, pathname } = new URL(file.url);
    const place = files.placeOf(hostname, pathname);
    if (place === undefined) throw new Error(`The web server has no place for ${file.url}`);
    await files.write(place, Buffer.from(file.content));
  }
}

/** What is still published of an order: records and rows of what we published. Empty when we left nothing behind. */
export async function leftBehind(world: OrderWorld, orderId: string): Promise<string[]> {
  const { rows } = await world.dependencies.database.query<{ target: string }>(
    'select target from published_validations where order_id = $1',
    [orderId],
  );
  const { validations } = await world.orders.show(orderId);
  const records = validations.flatMap(({ name }) => world.dns.zone.list(name));
  return [
    ...rows.map(({ target }) => target),
    ...records.filter(({ type }) => type === 'TXT').map(({ name, value }) => `${name} ${value}`),
  ];
}

/** The order's status at the CA; throws where the CA has not exactly one order of ours. */
export async function statusAtCa(world: OrderWorld, orderId: string): Promise<string> {
  const [only, ...others] = await world.caControls.ordersOf(orderId);
  if (!only || others.length > 0) throw new Error(`The CA has ${only ? 1 + others.length : 0} such orders`);
  return only.status;
}
