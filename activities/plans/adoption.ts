/** Certificates that were issued before plans were watched, or whose order could not tell: their lifecycles begin now. */
import { unwatchedPlans } from '../../db/statements/plans/row.js';
import { OrderFailure } from '../../domain/failures.js';
import { followPlan, type FollowDependencies } from './index.js';

/** Plans looked up at a time. */
const BATCH = 100;

export interface Adoption {
  /** How many plans are watched from now on. */
  readonly watched: number;
  /** Ids of plans that could not be, whatever stands in their rows: they keep no other plan from it. */
  readonly passedOver: readonly string[];
}

/**
 * Idempotent. Certificates that have expired are left alone: nobody waits for a notice of that. `now`: milliseconds since the
 * epoch. Throws OrderFailure where Postgres or Temporal does not answer: then it is tried again as a whole.
 */
export async function adoptUnwatched(dependencies: FollowDependencies, now: number): Promise<Adoption> {
  const at = new Date(now).toISOString();
  const passedOver: string[] = [];
  let watched = 0;
  for (let after = ''; ;) {
    const plans = await unwatchedPlans(dependencies.database, at, { after, limit: BATCH });
    for (const { planId } of plans) {
      if (await isAdopted(dependencies, planId, at)) watched += 1;
      else passedOver.push(planId);
    }
    const last = plans.at(-1);
    if (!last || plans.length < BATCH) return { watched, passedOver };
    after = last.planId;
  }
}

async function isAdopted(dependencies: FollowDependencies, planId: string, now: string): Promise<boolean> {
  try {
    await followPlan(dependencies, { planId, now });
    return true;
  } catch (error) {
    if (error instanceof OrderFailure) throw error;
    return false;
  }
}
