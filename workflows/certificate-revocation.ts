/** A certificate is taken out of use on its subscriber's word: asked for once, proven as the brand wants, ended by the CA. */
import { CancellationScope, TemporalFailure } from '@temporalio/workflow';
import type { Bilingual } from '../domain/bilingual.js';
import { REVOCATION_REASONS } from '../domain/orders/reason-texts.js';
import { quoted, wordsOfReason } from '../domain/told.js';
import type { RevocationOutcome, RevocationStanding } from './activity-contract/revocation.js';
import { PATIENT_STEP, WORLD_STEP } from './activity-options.js';
import type { CertificateRevocationInput, RevocationStatus } from './messages.js';
import { RevocationInProgress } from './revocation-in-progress.js';
import { compensation, failureBehind, patient, ranOutOfTime, wasCancelled, within, world } from './steps.js';
import type { StartedWait } from '../domain/waits.js';

type Ending = { state: 'revoked'; revokedAt: string } | { state: 'refused'; reason: Bilingual };
type Pending = Extract<RevocationStanding, { status: 'pending' }>;

const NOT_IN_TIME: Ending = { state: 'refused', reason: REVOCATION_REASONS.notInTime };

export async function certificateRevocation(input: CertificateRevocationInput): Promise<RevocationStatus> {
  const revocation = new RevocationInProgress(input);
  const ending = await pursue(revocation).catch((error: unknown): Ending => {
    // Anything else is a bug of ours: the revocation stays where it is until the corrected code picks it up.
    if (!(error instanceof TemporalFailure)) throw error;
    return refusalOf(error);
  });
  return await CancellationScope.nonCancellable(() => conclude(revocation, ending));
}

/** The end is told first: removing what was published may take as long as the DNS provider likes. */
async function conclude(revocation: RevocationInProgress, ending: Ending): Promise<RevocationStatus> {
  const status = await revocation.end(ending.state, ending);
  if (revocation.showedControl) {
    const options = { summary: 'remove what was published' };
    await compensation.removeRevocationProof.executeWithOptions(options, [revocation.revocationId]);
  }
  return status;
}

async function pursue(revocation: RevocationInProgress): Promise<Ending> {
  const approval = await revocation.approved();
  if (approval === 'expired') return { state: 'refused', reason: REVOCATION_REASONS.notApproved };
  if (approval === 'declined') return { state: 'refused', reason: REVOCATION_REASONS.declined };
  let standing = await ask(revocation);
  while (standing.status === 'pending') {
    const next = await awaitChange(revocation, standing);
    if (next === 'deadline-passed') return NOT_IN_TIME;
    standing = next;
    revocation.changes += 1;
  }
  return standing.status === 'revoked'
    ? { state: 'revoked', revokedAt: standing.revokedAt }
    : { state: 'refused', reason: wordsOfReason(standing) ?? quoted('') };
}

async function ask(revocation: RevocationInProgress): Promise<RevocationStanding> {
  const wait = await revocation.waitOn('ca-revocation', []);
  return await world.requestRevocation.executeWithOptions(within(wait, WORLD_STEP, 'ask the CA to revoke'), [
    revocation.revocationId,
  ]);
}

/** One party's turn, until the CA says something else. */
async function awaitChange(
  revocation: RevocationInProgress,
  { waitingOn, validations, ...standing }: Pending,
): Promise<RevocationStanding | 'deadline-passed'> {
  const wait = await revocation.waitOn(waitingOn, validations, wordsOfReason(standing));
  let isAsked = false;
  for (;;) {
    const looked = await look(revocation, wait, isAsked);
    isAsked = looked === 'interrupted';
    if (looked === 'interrupted') continue;
    if (looked.outcome === 'deadline-passed') return 'deadline-passed';
    if (looked.outcome === 'standing') return looked.standing;
    await handIn(revocation, wait, looked.letterId);
  }
}

async function look(
  revocation: RevocationInProgress,
  wait: StartedWait,
  isAsked: boolean,
): Promise<RevocationOutcome | 'interrupted'> {
  const { revocationId, changes } = revocation;
  const options = within(wait, PATIENT_STEP, wait.wait, { isExpectedAtOnce: isAsked });
  return await revocation.interruptible(() =>
    patient.awaitRevocation.executeWithOptions(options, [{ revocationId, wait, changes }]),
  );
}

/** A letter that the CA takes is seen at the next look; one that it does not take leaves the turn where it is, and says why. */
async function handIn(revocation: RevocationInProgress, wait: StartedWait, letterId: string): Promise<void> {
  const options = within(wait, WORLD_STEP, 'hand the letter in');
  const request = { revocationId: revocation.revocationId, letterId };
  const handedIn = await world.handInRevocationLetter.executeWithOptions(options, [request]);
  if (handedIn.outcome === 'refused') await revocation.tell(wait, wordsOfReason(handedIn));
}

function refusalOf(error: TemporalFailure): Ending {
  if (wasCancelled(error)) return { state: 'refused', reason: REVOCATION_REASONS.stopped };
  if (ranOutOfTime(error)) return NOT_IN_TIME;
  return { state: 'refused', reason: failureBehind(error)?.words ?? REVOCATION_REASONS.stepFailed };
}
