/** Where a revocation stands, written for people; at its end: what follows from it, whoever died in between. */
import type { Database } from '../../db/database.js';
import {
  loadRevocationEnd,
  recordRevocationProgress,
  revocationExists,
} from '../../db/statements/revocation/ends.js';
import { recordMissing } from '../../domain/failures.js';
import type { RevocationState } from '../../domain/revocation/words.js';
import type { NoticeKind } from '../../domain/notices/words.js';
import type { RevocationProgressRecord } from '../../domain/revocation/stand.js';
import type { Notices } from '../notices/posting.js';
import { recordStand } from '../recording.js';
import type { WorkflowStarter } from '../workflow-starter.js';

export interface EndingDependencies {
  readonly database: Database;
  readonly notices: Notices;
  readonly starter: WorkflowStarter;
}

/** What follows from an end is done each time that it is recorded: whoever recorded it first may have died here. */
export async function recordRevocation(
  { database, notices, starter }: EndingDependencies,
  progress: RevocationProgressRecord,
): Promise<void> {
  const { revocationId } = progress;
  const isWritten = await recordStand(
    progress,
    `sealflow certificate revocation show ${revocationId}`,
    (stand) => recordRevocationProgress(database, stand),
  );
  if (!isWritten && !(await revocationExists(database, revocationId)))
    throw recordMissing({ record: 'revocation', id: revocationId });
  const kind = NOTICE_OF[progress.state];
  if (!kind) return;
  const end = await loadRevocationEnd(database, revocationId);
  if (end?.state !== progress.state) return;
  await notices.post({ subject: { revocationId }, kind, occasion: kind, rung: 0 });
  await starter.followPlan(end.planId, { startDelayMs: 0 });
}

const NOTICE_OF: Partial<Record<RevocationState, NoticeKind>> = {
  revoked: 'revoked',
  refused: 'revocation-refused',
};
