/** Where a revocation stands, written for people; at its end: what follows from it, whoever died in between. */
import type { Database } from '../../db/database.js';
import { planOfRevocation, recordRevocationProgress } from '../../db/statements/revocation-ends.js';
import type { NoticeKind } from '../../domain/notices.js';
import type { RevocationProgressRecord } from '../../workflows/activity-contract.js';
import type { Notices } from '../notices/notices.js';
import type { WorkflowStarter } from '../workflow-starter.js';

export interface EndingDependencies {
  readonly database: Database;
  readonly notices: Notices;
  readonly starter: WorkflowStarter;
}

export async function recordRevocation(
  dependencies: EndingDependencies,
  progress: RevocationProgressRecord,
): Promise<void> {
  await recordRevocationProgress(dependencies.database, progress);
  const { revocationId, state } = progress;
  if (state === 'revoked') await announce(dependencies, revocationId, 'revoked');
  if (state === 'refused') await announce(dependencies, revocationId, 'revocation-refused');
}

/** Told each time that the end is recorded, though only the first one counts: the one before may have died here. */
async function announce(
  { database, notices, starter }: EndingDependencies,
  revocationId: string,
  kind: Extract<NoticeKind, 'revoked' | 'revocation-refused'>,
): Promise<void> {
  await notices.post({ subject: { revocationId }, kind, occasion: kind, rung: 0 });
  const planId = await planOfRevocation(database, revocationId);
  if (planId !== undefined) await starter.followPlan(planId, { startDelayMs: 0 });
}
