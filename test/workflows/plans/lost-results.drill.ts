// A paid plan of one year, of which every step's first result is lost: the orders', the lifecycle's, the mails'. It lives as
// it would have: one order for each certificate, one notice for each rung, one mail for each notice.
import type { WorkflowHandle } from '@temporalio/client';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { paymentKeyOf } from '../../../activities/payments/provider.js';
import {
  certificateLifecycleWorkflowId,
  certificateOrderWorkflowId,
  noticeDeliveryWorkflowId,
} from '../../../workflows/messages.js';
import { livedThrough, issuedInPlan } from '../../support/living-plans.js';
import { lostResults } from '../../support/lost-results.js';
import { order } from '../../support/orders.js';
import { expectOneOrderAtCa } from '../../support/proofs-of-order.js';
import { expectReplays, expectRunReplays } from '../../support/replaying.js';
import { createSkippedTimeWorld, type SkippedTimeWorld } from '../../support/skipped-time.js';
import { until } from '../../support/until.js';

vi.setConfig({ testTimeout: 240_000 });

const DAY_MS = 86_400_000;
const RECIPIENT = 'forgotten@example.com';

const results = lostResults();
let skipped: SkippedTimeWorld;
beforeAll(async () => {
  skipped = await createSkippedTimeWorld({ payments: true, changedActivities: results.loseFirstResults });
});
afterAll(() => skipped.stop());

interface Told {
  readonly noticeId: string;
  readonly what: string;
  readonly mail: string;
}

/** Every notice of the plan's orders and certificates, as `kind rung`, and what became of its mail. */
async function toldOf(planId: string): Promise<Told[]> {
  const { rows } = await skipped.world.dependencies.database.query<Told>(
    `select notice_id as "noticeId", concat_ws(' ', kind, nullif(rung, 0)) as what, outcome as mail
       from account_notices join notice_deliveries using (notice_id)
      where channel = 'mail'
        and (order_id in (select order_id from orders where plan_id = $1)
          or certificate_id in (select certificate_id from certificates where plan_id = $1))
      order by posted_at, rung desc`,
    [planId],
  );
  return rows;
}

async function settledOf(planId: string): Promise<Told[]> {
  return await until('every mail is settled', async () => {
    const told = await toldOf(planId);
    return told.every(({ mail }) => mail !== 'pending') && told;
  });
}

/** All runs of the plan's lifecycle, the newest first. */
async function runsOf(planId: string): Promise<WorkflowHandle[]> {
  const workflowId = certificateLifecycleWorkflowId(planId);
  const runs: WorkflowHandle[] = [];
  for (let runId: string | undefined = ''; runId !== undefined;) {
    const run: WorkflowHandle = skipped.world.temporal.workflow.getHandle(workflowId, runId || undefined);
    runs.push(run);
    const { events } = await run.fetchHistory();
    runId = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || undefined;
  }
  return runs;
}

it('a plan lives to its end as if nothing had been lost', async () => {
  const { world } = skipped;
  const planId = await order(world, 'forgotten.example.com', { planYears: 1, notificationEmail: RECIPIENT });
  await livedThrough(skipped, planId);

  const issued = await issuedInPlan(world.dependencies.database, planId);
  expect(issued.length).toBeGreaterThan(1);
  // Of each number there is one: the next one begins when the last one is about to end.
  issued.slice(1).forEach(({ from }, index) => {
    expect(from).toBeGreaterThan((issued[index]?.to ?? Infinity) - 16 * DAY_MS);
  });
  const { rows } = await world.dependencies.database.query<{ orderId: string }>(
    'select order_id as "orderId" from orders where plan_id = $1',
    [planId],
  );
  expect(rows.map(({ orderId }) => orderId).sort()).toEqual(issued.map(({ orderId }) => orderId).sort());
  for (const { orderId } of issued) {
    await expectOneOrderAtCa(world, orderId, 'issued');
    await expectReplays(world, orderId);
  }

  // The plan is paid once; its later certificates are part of it.
  const [paid, ...others] = await world.paymentControls.holds();
  expect(others).toEqual([]);
  expect(paid).toMatchObject({
    key: paymentKeyOf(planId),
    effects: [{ state: 'held' }, { state: 'captured' }],
    requests: { hold: 1, capture: 1, release: 0, refund: 0 },
  });

  const told = await settledOf(planId);
  expect(told.map(({ what }) => what).sort()).toEqual(
    [
      ...issued.flatMap(() => ['submitted', 'issued']),
      'expiring 30',
      'expiring 14',
      'expiring 7',
      'expiring 3',
      'expiring 1',
      'expired',
    ].sort(),
  );
  const mails = world.mail.mails().filter(({ to }) => to.includes(RECIPIENT));
  expect(mails).toHaveLength(told.filter(({ mail }) => mail === 'delivered').length);
  expect(told.every(({ mail }) => mail === 'delivered')).toBe(true);

  const runs = await runsOf(planId);
  expect(runs.length).toBeGreaterThan(1);
  for (const run of runs) await expectRunReplays(run);

  expectLost(certificateOrderWorkflowId(planId), ['holdPayment', 'concludeIssued', 'capturePayment']);
  expectLost(certificateLifecycleWorkflowId(planId), [
    'planNextStep',
    'openSuccessor',
    'noteStarted',
    'postNotice',
  ]);
  for (const { noticeId } of told) expectLost(noticeDeliveryWorkflowId(noticeId), ['deliverNotice']);
});

function expectLost(workflowId: string, steps: readonly string[]): void {
  expect(results.activitiesOf(workflowId)).toEqual(expect.arrayContaining([...steps]));
}
