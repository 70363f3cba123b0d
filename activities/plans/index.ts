/** What follows issuance, one step at a time: what comes next in a plan's life, and the doing of it. */
import type { Database } from '../../db/database.js';
import { markStarted } from '../../db/statements/orders/requests.js';
import { noteEnds } from '../../db/statements/plans/orders.js';
import { certificateStands, markWatched, storePlans } from '../../db/statements/plans/row.js';
import type { FollowPlanRequest, LifecycleActivities } from '../../workflows/activity-contract/plans.js';
import { withClassifiedFailures } from '../failures.js';
import type { Notices } from '../notices/posting.js';
import type { WorkflowStarter } from '../workflow-starter.js';
import { readStanding, stepOf, type PlanStanding } from '../../db/statements/plans/standing.js';
import { openSuccessor, type SuccessorDependencies } from './successor.js';

export interface FollowDependencies {
  readonly database: Database;
  readonly starter: WorkflowStarter;
  /** False where nothing is paid through this installation. */
  readonly takesPayments: boolean;
}

export interface LifecycleDependencies extends FollowDependencies, SuccessorDependencies {
  readonly notices: Notices;
}

export function createLifecycleActivities(dependencies: LifecycleDependencies): LifecycleActivities {
  const { database, notices } = dependencies;
  return withClassifiedFailures({
    followPlan: (request) => followPlan(dependencies, request),
    planNextStep: async ({ planId, now }) =>
      stepOf(await readStanding(database, planId, dependencies), Date.parse(now)),
    openSuccessor: (request) => openSuccessor(dependencies, request),
    noteStarted: (orderId) => markStarted(database, orderId),
    async postNotice({ certificateId, kind, occasion, rung }) {
      const isOver = kind !== 'place-released' && !(await certificateStands(database, certificateId));
      if (!isOver) await notices.post({ subject: { certificateId }, kind, occasion, rung });
    },
  } satisfies LifecycleActivities);
}

/** Begins the plan where an older worker stored its certificate; its lifecycle starts when there is something to do. */
export async function followPlan(
  dependencies: FollowDependencies,
  { planId, now }: FollowPlanRequest,
): Promise<void> {
  const { database, starter } = dependencies;
  const standing = await standingNow(dependencies, planId, now);
  const step = stepOf(standing, Date.parse(now));
  const startDelayMs = 'at' in step ? Math.max(0, Date.parse(step.at) - Date.parse(now)) : 0;
  await starter.followPlan(planId, { startDelayMs });
  await markWatched(database, planId, now);
}

/** What is missing in the records is written first, and they are read again; mostly nothing is. */
async function standingNow(
  dependencies: FollowDependencies,
  planId: string,
  now: string,
): Promise<PlanStanding | undefined> {
  const { database } = dependencies;
  const found = await readStanding(database, planId, dependencies);
  if (found && !found.hasUnnotedEnds) return found;
  await storePlans(database, [planId]);
  await noteEnds(database, planId, now);
  return await readStanding(database, planId, dependencies);
}
