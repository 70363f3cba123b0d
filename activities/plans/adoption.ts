/** Certificates that were issued before plans were watched, or whose order could not tell: their lifecycles begin now. */
import { unwatchedPlans } from '../../db/statements/plans/row.js';
import { followPlan, type FollowDependencies } from './index.js';

/** Plans looked up at a time. */
const BATCH = 100;

/**
 * Idempotent. Certificates that have expired are left alone: nobody waits for a notice of that. Resolves to how many plans
 * are watched from now on. `now`: milliseconds since the epoch.
 */
export async function adoptUnwatched(dependencies: FollowDependencies, now: number): Promise<number> {
  const at = new Date(now).toISOString();
  let adopted = 0;
  for (;;) {
    const plans = await unwatchedPlans(dependencies.database, at, BATCH);
    for (const { planId } of plans) await followPlan(dependencies, { planId, now: at });
    adopted += plans.length;
    if (plans.length < BATCH) return adopted;
  }
}
