/** Steps that are taken without a word: what lasts is told all the same, while it lasts; and orders of older programs go on as then. */
import { WorkflowIdReusePolicy } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CERTIFICATE_ORDER_WORKFLOW,
  certificateOrderWorkflowId,
  orderRecollection,
  stepLasts,
} from '../../../workflows/messages.js';
import { DEADLINE, ORDER_STATE, WAITING_ON } from '../../../workflows/search-attributes.js';
import { Gates } from '../../support/gates.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import {
  dvForm,
  ended,
  leftBehind,
  order,
  remoteActivitiesOf,
  settledEvents,
  standing,
  workflowOf,
} from '../../support/orders.js';
import { until } from '../../support/until.js';

const gates = new Gates();
let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld({ changedActivities: gates.around });
});
afterAll(() => world.stop());

/** As Temporal's lists tell it. */
async function toldOf(orderId: string) {
  const { typedSearchAttributes: told } = await workflowOf(world, orderId).describe();
  return {
    state: told.get(ORDER_STATE),
    waitingOn: told.get(WAITING_ON),
    deadline: told.get(DEADLINE)?.toISOString(),
  };
}

async function underWay(orderId: string) {
  const { raw } = await workflowOf(world, orderId).describe();
  const [step] = raw.pendingActivities ?? [];
  return { name: step?.activityType?.name, attempt: step?.attempt };
}

/** Number of temporal.api.enums.v1.EventType: search attributes upserted. */
const UPSERTED = 40;

async function upserts(orderId: string): Promise<number> {
  return (await settledEvents(world, orderId)).filter((type) => type === UPSERTED).length;
}

it('a new order is told of before any worker has heard of it', async () => {
  const orderId = 'unheard-of';
  const gate = gates.at(orderId, 'prepareAndPlace');
  await world.orders.create({ orderId, form: dvForm('unheard-of.example.com') });
  await gate.reached;
  const shown = await world.orders.show(orderId);
  expect(shown).toMatchObject({ state: 'validating', waitingOn: 'ca-placement' });
  expect(shown.nextAction?.en).toBe('Nothing to do: the order is being placed at the CA.');
  const { state, waitingOn, deadline } = shown;
  expect(await toldOf(orderId)).toEqual({ state, waitingOn, deadline });
  const [listed] = await world.orders.list({ waitingOn: 'ca-placement' });
  expect(listed).toMatchObject({ orderId, deadline, nextAction: shown.nextAction });
  expect(await upserts(orderId)).toBe(0);
  gate.open();
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
});

it('a turn that the database server has lost is written once more by the step that it belongs to', async () => {
  const orderId = 'lost-turn';
  const collecting = gates.at(orderId, 'collectCertificate');
  const concluding = gates.at(orderId, 'concludeIssued');
  await world.orders.create({ orderId, form: dvForm('lost-turn.example.com') });
  await collecting.reached;
  const stand = async () => {
    const { rows } = await world.dependencies.database.query(
      `select state, waiting_on, since, deadline, next_action, progress_sequence from orders where order_id = $1`,
      [orderId],
    );
    return rows[0];
  };
  const passed = await stand();
  expect(passed).toMatchObject({ state: 'issuing', waiting_on: 'ca-issuance' });
  await world.dependencies.database.query(
    `update orders set state = 'validating', waiting_on = 'dns', since = now(), deadline = now(), next_action = null,
            progress_sequence = progress_sequence - 1 where order_id = $1`,
    [orderId],
  );
  collecting.open();
  await concluding.reached;
  expect(await stand()).toEqual(passed);
  concluding.open();
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
});

describe('a first try that takes long', () => {
  it.each([
    ['publishAndConfirm', 'validating', 'dns'],
    ['collectCertificate', 'issuing', 'ca-issuance'],
  ] as const)('of %s is told while it is under way', async (step, state, waitingOn) => {
    const orderId = `slow-${step.toLowerCase()}`;
    const gate = gates.at(orderId, step);
    await world.orders.create({ orderId, form: dvForm(`${orderId}.example.com`) });
    await gate.reached;
    // The row, the query and the details know at once.
    const shown = await world.orders.show(orderId);
    expect(shown).toMatchObject({ state, waitingOn });
    const [listed] = await world.orders.list({ waitingOn });
    expect(listed).toMatchObject({ orderId, state, deadline: shown.deadline, nextAction: shown.nextAction });

    await until('Temporal’s lists tell', async () => (await toldOf(orderId)).waitingOn === waitingOn);
    expect(await toldOf(orderId)).toEqual({ state, waitingOn, deadline: shown.deadline });
    expect(await underWay(orderId)).toEqual({ name: step, attempt: 1 });
    gate.open();
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    // Nobody was told of what did not last, and what did was not tried a second time.
    const steps = await remoteActivitiesOf(world, orderId);
    expect(steps).toEqual(['prepareAndPlace', 'publishAndConfirm', 'collectCertificate', 'concludeIssued']);
  });
});

describe('a first try that does not settle it', () => {
  it('is told at once, and tried again with patience: no try adds to the history', async () => {
    await world.caControls.beHostile({ mode: 'server-error', path: 'status' });
    const orderId = await order(world, 'silent-ca.example.com');
    await until('Temporal’s lists tell', async () => (await toldOf(orderId)).waitingOn === 'ca-issuance');
    expect(await world.orders.show(orderId)).toMatchObject({ state: 'issuing', waitingOn: 'ca-issuance' });
    await until('a patient try', async () => ((await underWay(orderId)).attempt ?? 0) >= 2);
    const before = await settledEvents(world, orderId);
    const { attempt } = await world.orders.why(orderId);
    expect(attempt).toMatchObject({ activity: 'collectCertificate' });
    expect(attempt?.lastFailure).toContain('500');
    await until('another try', async () => ((await underWay(orderId)).attempt ?? 0) >= 4);
    expect(await settledEvents(world, orderId)).toEqual(before);
    await world.caControls.bePeaceful();
    await world.orders.check(orderId, { waitMs: 0 });
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    expect(await leftBehind(world, orderId)).toEqual([]);
  });

  it('of a look, publishes no second time', async () => {
    await world.caControls.beHostile({ mode: 'server-error', path: 'validate' });
    const orderId = await order(world, 'looked-once.example.com');
    await standing(world, orderId, 'ca-validation');
    await world.caControls.bePeaceful();
    await world.orders.check(orderId, { waitMs: 0 });
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    const steps = await remoteActivitiesOf(world, orderId);
    expect(steps).toContain('confirmDomainControl');
    expect(steps).not.toContain('publishValidations');
  });
});

it('what is told of a turn that is over, or never was, says nothing', async () => {
  const orderId = await order(world, 'told-too-late.example.com', { validation: 'manual-dns' });
  await standing(world, orderId, 'subscriber-dns');
  const before = await upserts(orderId);
  for (const turn of [0, 1, 7]) await workflowOf(world, orderId).signal(stepLasts, turn);
  // Answered after whatever came before.
  await world.orders.check(orderId, { waitMs: 0 });
  expect(await upserts(orderId)).toBe(before);
  await world.orders.cancel(orderId);
  expect(await ended(world, orderId)).toMatchObject({ state: 'cancelled' });
});

it('an order that an older program started takes the steps of then', async () => {
  const orderId = 'of-before';
  const gate = gates.at(orderId, 'prepareAndPlace');
  await world.orders.create({ orderId, form: dvForm('of-before.example.com') });
  await gate.reached;
  const { input } = await workflowOf(world, orderId).query(orderRecollection);
  const { steps: _steps, first: _first, ...ofBefore } = input;
  await workflowOf(world, orderId).terminate();
  const { runId } = await workflowOf(world, orderId).describe();
  await world.temporal.workflow.start(CERTIFICATE_ORDER_WORKFLOW, {
    workflowId: certificateOrderWorkflowId(orderId),
    taskQueue: world.taskQueue,
    args: [ofBefore],
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
  });
  gate.open();
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  expect((await workflowOf(world, orderId).describe()).runId).not.toBe(runId);
  expect(await remoteActivitiesOf(world, orderId)).toEqual([
    'placeOrder',
    'publishValidations',
    'confirmDomainControl',
    'collectCertificate',
    'removeValidations',
  ]);
  expect(await leftBehind(world, orderId)).toEqual([]);
});
