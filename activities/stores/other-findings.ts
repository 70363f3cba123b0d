/** What else lives in two stores: revocations, plans that are watched, notices on their way. */
import {
  openRevocations,
  pageOfPlans,
  pendingNotices,
  readRecordedRevocation,
} from '../../db/statements/stores/facts.js';
import { readStanding, stepOf } from '../../db/statements/plans/standing.js';
import { OTHER_LACKS } from '../../domain/stores/lack-texts.js';
import { lacksOf, type StoreFinding } from '../../domain/stores/words.js';
import type { StoresDependencies } from './dependencies.js';

export async function findingsOfOthers(dependencies: StoresDependencies): Promise<StoreFinding[]> {
  const findings: StoreFinding[] = [];
  for (const { revocationId } of await openRevocations(dependencies.database))
    findings.push(...found(await revocationFinding(dependencies, revocationId)));
  for await (const revocationId of dependencies.workflows.listRevocations())
    if (!(await readRecordedRevocation(dependencies.database, revocationId)))
      findings.push(...found(await revocationFinding(dependencies, revocationId)));
  for await (const { planId, account } of watchedPlans(dependencies))
    findings.push(...found(await planFinding(dependencies, planId, account)));
  for (const { noticeId } of await pendingNotices(dependencies.database))
    findings.push(...found(await noticeFinding(dependencies, noticeId)));
  return findings;
}

/** A lifecycle tells of an expiry on its day; a worker that was down for a month tells late, and no later. The house's own. */
const STILL_WATCHED_DAYS = 31;

const PLANS_AT_ONCE = 2_000;

async function* watchedPlans({ database }: Pick<StoresDependencies, 'database'>) {
  for (let after = ''; ;) {
    const page = await pageOfPlans(database, STILL_WATCHED_DAYS, { after, limit: PLANS_AT_ONCE });
    yield* page.filter(({ watched }) => watched);
    const last = page.at(-1);
    if (!last || page.length < PLANS_AT_ONCE) return;
    after = last.planId;
  }
}

function found(finding: StoreFinding | undefined): StoreFinding[] {
  return finding ? [finding] : [];
}

export async function revocationFinding(
  { database, workflows }: StoresDependencies,
  revocationId: string,
): Promise<StoreFinding | undefined> {
  const workflow = await workflows.revocation(revocationId);
  const row = await readRecordedRevocation(database, revocationId);
  const of = { subject: revocationId, account: row?.account ?? null };
  if (!row)
    return workflow?.runs
      ? {
          ...of,
          repair: 'rebuild-revocation',
          ...lacksOf(OTHER_LACKS.noRevocationRow),
        }
      : undefined;
  if (row.hasEnded) return undefined;
  if (workflow?.runs) {
    const { waitingOn } = workflow;
    // Its first words may be on their way.
    if (waitingOn === null || waitingOn === 'records' || waitingOn === row.waitingOn) return undefined;
    return {
      ...of,
      repair: 'rebuild-revocation',
      ...lacksOf(OTHER_LACKS.otherWait(row.waitingOn, waitingOn)),
    };
  }
  return workflow
    ? { ...of, repair: 'end-revocation', ...lacksOf(OTHER_LACKS.revocationEnded(row.state)) }
    : { ...of, repair: 'start-revocation', ...lacksOf(OTHER_LACKS.noRevocationWorkflow(row.state)) };
}

export async function planFinding(
  dependencies: StoresDependencies,
  planId: string,
  account: string | null,
): Promise<StoreFinding | undefined> {
  const { database, workflows, clock } = dependencies;
  const step = stepOf(await readStanding(database, planId, dependencies), clock());
  if (step.do === 'end' || (await workflows.lifecycle(planId)) === 'runs') return undefined;
  return {
    repair: 'follow-plan',
    subject: planId,
    account,
    ...lacksOf(OTHER_LACKS.unwatchedPlan(step.do)),
  };
}

export async function noticeFinding(
  { database, workflows }: StoresDependencies,
  noticeId: string,
): Promise<StoreFinding | undefined> {
  const standing = await workflows.delivery(noticeId);
  const [pending] = await pendingNotices(database, noticeId);
  if (!pending || standing === 'runs') return undefined;
  const of = { subject: noticeId, account: pending.account };
  const channels = pending.channels.join(', ');
  return standing === 'ended'
    ? { ...of, repair: 'settle-notice', ...lacksOf(OTHER_LACKS.deliveredUnrecorded(channels)) }
    : { ...of, repair: 'deliver-notice', ...lacksOf(OTHER_LACKS.undelivered(channels)) };
}
