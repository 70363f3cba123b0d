/** An automatic order of which one merged step dies after one of its lines: it ends as it would have, and nothing is there twice. */
import { expect } from 'vitest';
import { loadKey } from '../../../db/statements/certificates/keys.js';
import { certificateOrderWorkflowId } from '../../../domain/workflow-names.js';
import { MortalSteps } from '../../support/mortal-steps.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { dvForm, ended, leftBehind, remoteActivitiesOf } from '../../support/orders.js';
import { expectMatchingCertificate, expectOneOrderAtCa } from '../../support/proofs-of-order.js';
import { expectReplays } from '../../support/replaying.js';
import { until } from '../../support/until.js';

/** The four that an order with automatic DNS takes. */
export const MERGED_STEPS = [
  'prepareAndPlace',
  'publishAndConfirm',
  'collectCertificate',
  'concludeIssued',
] as const;
export type MergedStep = (typeof MERGED_STEPS)[number];

export interface MortalWorld {
  readonly world: OrderWorld;
  readonly steps: MortalSteps;
}

const RECIPIENT = 'subscriber@example.com';

/** Call `world.stop()` in `afterAll`. */
export async function createMortalWorld(): Promise<MortalWorld> {
  const steps = new MortalSteps();
  const world = await createOrderWorld({
    watchedDatabase: steps.database,
    changedDoors: steps.door,
    changedActivities: steps.around,
  });
  await world.orders.notices.setPreferences({ mailAddress: RECIPIENT });
  return { world, steps };
}

/** The lines of each step of an order whose worker lives. */
export async function linesOfAll({
  world,
  steps,
}: MortalWorld): Promise<Record<MergedStep, readonly string[]>> {
  const orderId = 'lives';
  await world.orders.create({ orderId, form: dvForm('lives.example.com') });
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  expect(await remoteActivitiesOf(world, orderId)).toEqual([...MERGED_STEPS]);
  const lines = (step: MergedStep) => steps.linesOf(certificateOrderWorkflowId(orderId), step);
  return Object.fromEntries(MERGED_STEPS.map((step) => [step, lines(step)])) as Record<
    MergedStep,
    readonly string[]
  >;
}

/** `after`: so many lines. */
export async function playDeathAfter(mortal: MortalWorld, step: MergedStep, after: number): Promise<void> {
  const { world, steps } = mortal;
  const orderId = `dies-${step.toLowerCase()}-${after}`;
  const name = `${orderId}.example.com`;
  const workflowId = certificateOrderWorkflowId(orderId);
  steps.diesAfter(workflowId, step, after);
  await world.orders.create({ orderId, form: dvForm(name) });
  const { state, reason, certificateId } = await ended(world, orderId);
  expect({ state, reason }).toEqual({ state: 'issued', reason: undefined });
  expect(steps.hasDied(workflowId, step)).toBe(true);

  expect(await world.orders.show(orderId)).toMatchObject({ state: 'issued', waitingOn: null });
  // A second attempt is one that lasts: people are told, and it may go on with steps of one thing each.
  expect(await remoteActivitiesOf(world, orderId)).toEqual(expect.arrayContaining([...MERGED_STEPS]));
  await expectOneOrderAtCa(world, orderId, 'issued');
  const key = await loadKey(world.dependencies.database, orderId);
  expect(key).toBeDefined();
  await expectMatchingCertificate(world.orders, orderId, key?.spkiSha256);
  expect(await certificatesOf(world, orderId)).toEqual([certificateId]);
  expect(await leftBehind(world, orderId)).toEqual([]);
  expect(await world.dependencies.workflows.lifecycle(orderId)).toBe('runs');
  await until(`${orderId} is told`, async () =>
    (await mailsOf(world, orderId)).every((told) => !told.endsWith('pending')),
  );
  expect(await mailsOf(world, orderId)).toEqual(['issued delivered', 'submitted delivered']);
  await expectReplays(world, orderId);
}

async function certificatesOf(world: OrderWorld, orderId: string): Promise<string[]> {
  const { rows } = await world.dependencies.database.query<{ id: string }>(
    'select certificate_id as id from certificates where order_id = $1',
    [orderId],
  );
  return rows.map(({ id }) => id);
}

/** Every mail about the order, with what became of it. */
async function mailsOf(world: OrderWorld, orderId: string): Promise<string[]> {
  const { rows } = await world.dependencies.database.query<{ told: string }>(
    `select concat_ws(' ', kind, outcome) as told
       from account_notices join notice_deliveries using (notice_id)
      where channel = 'mail'
        and (order_id = $1 or certificate_id in (select certificate_id from certificates where order_id = $1))
        and kind in ('submitted', 'issued')
      order by 1`,
    [orderId],
  );
  return rows.map(({ told }) => told);
}
