/** Plans on skipped time: how they are lived through from one step of their lifecycle to the next, and what they were issued. */
import type { LifecycleStep } from '../../domain/plans/facts.js';
import type { Database } from '../../db/database.js';
import { workflowOf } from './orders.js';
import type { SkippedTimeWorld } from './skipped-time.js';
import { until } from './until.js';

type DatedStep = Extract<LifecycleStep, { at: string }>;

export interface IssuedInPlan {
  /** Counts the plan's certificates from 1. */
  readonly number: number;
  readonly certificateId: string;
  readonly orderId: string;
  /** Its validity; milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
}

/** Oldest first. */
export async function issuedInPlan(database: Database, planId: string): Promise<IssuedInPlan[]> {
  const { rows } = await database.query<IssuedInPlan>(
    `select row_number() over (order by not_before)::int as number, certificate_id as "certificateId", order_id as "orderId",
            (extract(epoch from not_before) * 1000)::float8 as "from", (extract(epoch from not_after) * 1000)::float8 as "to"
       from certificates where plan_id = $1 order by not_before`,
    [planId],
  );
  return rows;
}

/** Lets time pass, step by step, until the plan has so many certificates and its lifecycle waits again. */
export async function livedUntil(
  skipped: SkippedTimeWorld,
  planId: string,
  certificates: number,
): Promise<readonly IssuedInPlan[]> {
  for (;;) {
    const at = await nextMoment(skipped, planId);
    const issued = await issuedInPlan(skipped.world.dependencies.database, planId);
    if (issued.length >= certificates) return issued;
    if (at === undefined) throw new Error(`The life of ${planId} ended after ${issued.length} certificates`);
    await skipped.advanceTo(at);
  }
}

/** Lets time pass, step by step, until nothing is left to do for the plan. */
export async function livedThrough(skipped: SkippedTimeWorld, planId: string): Promise<void> {
  for (;;) {
    const at = await nextMoment(skipped, planId);
    if (at === undefined) return;
    await skipped.advanceTo(at);
  }
}

/** Lets time pass, step by step, until this is what the plan's lifecycle waits for. */
export async function livedUntilStep<Do extends DatedStep['do']>(
  skipped: SkippedTimeWorld,
  planId: string,
  what: Do,
): Promise<Extract<DatedStep, { do: Do }>> {
  for (;;) {
    const step = await nextStep(skipped, planId);
    if (step.do === what) return step as Extract<DatedStep, { do: Do }>;
    if (!('at' in step)) throw new Error(`The life of ${planId} ended without ${what}`);
    await skipped.advanceTo(Date.parse(step.at));
  }
}

/**
 * Until this is what the plan's lifecycle waits for, and no day passes meanwhile: after somebody changed the plan, what was decided
 * before must not lead time on.
 */
export async function decidedStep<Do extends DatedStep['do']>(
  skipped: SkippedTimeWorld,
  planId: string,
  what: Do,
): Promise<Extract<DatedStep, { do: Do }>> {
  return await until(`${planId} waits for ${what}`, async () => {
    const step = await nextStep(skipped, planId);
    return step.do === what && (step as Extract<DatedStep, { do: Do }>);
  });
}

/** When the plan's lifecycle wants to do something next; undefined once it is over. */
async function nextMoment(skipped: SkippedTimeWorld, planId: string): Promise<number | undefined> {
  const step = await nextStep(skipped, planId);
  return 'at' in step ? Date.parse(step.at) : undefined;
}

/** While an order is under way, no day passes. */
async function nextStep(skipped: SkippedTimeWorld, planId: string): Promise<LifecycleStep> {
  return await until(`${planId} waits for its next step`, async () => {
    const newest = (await issuedInPlan(skipped.world.dependencies.database, planId)).at(-1);
    if (!newest || !(await haveAllOrdersEnded(skipped, planId))) return false;
    const decided = skipped.steps.get(planId);
    return decided && isToCome(decided, newest, skipped.now()) && decided;
  });
}

/** What was decided before the newest certificate came, or is being done now, is nothing to wait for. */
function isToCome(step: LifecycleStep, newest: IssuedInPlan, now: number): boolean {
  if (step.do === 'end') return true;
  if (step.do === 'wait' || Date.parse(step.at) <= now) return false;
  if ('certificateId' in step) return step.certificateId === newest.certificateId;
  return step.do === 'renew' || step.number === newest.number + 1;
}

async function haveAllOrdersEnded({ world }: SkippedTimeWorld, planId: string): Promise<boolean> {
  const { rows } = await world.dependencies.database.query<{ orderId: string }>(
    'select order_id as "orderId" from orders where plan_id = $1',
    [planId],
  );
  const stands = rows.map(async ({ orderId }) => (await workflowOf(world, orderId).describe()).status.name);
  return (await Promise.all(stands)).every((status) => status === 'COMPLETED');
}
