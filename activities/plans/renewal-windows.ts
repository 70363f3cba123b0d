/**
 * CAs are asked when they want certificates replaced, each question when the CA allows it, by a worker beside its orders: a plan
 * that waits costs no history. Its lifecycle hears of it where an answer brings its next step forward.
 */
import { SealedValueError } from '../../db/sealed-values.js';
import {
  forgetRenewalWindow,
  markTold,
  noteAnswer,
  noteSilence,
  takeDueQuestions,
  untoldPlans,
  type AnsweredWindow,
  type DueQuestion,
} from '../../db/statements/plans/renewal-windows.js';
import { readStanding, stepOf, type PlanStanding } from '../../db/statements/plans/standing.js';
import { OrderFailure, type FailureType } from '../../domain/failures.js';
import type { LifecycleStep } from '../../domain/plans/facts.js';
import {
  askedAgainAfter,
  askedAgainAfterSilence,
  askedAgainWhereNothingIsSaid,
  momentWithin,
  RENEWAL_WATCH,
  type RenewalWindow,
} from '../../domain/plans/renewal-window.js';
import type { Clock } from '../attempt-clock.js';
import type { CaRenewalWindow } from '../ca/certificate-authority.js';
import { caFor, type CaDoor } from '../connections/reaching.js';
import { followPlan, type FollowDependencies } from './index.js';

export interface RenewalWatchDependencies extends FollowDependencies, CaDoor {
  readonly clock: Clock;
}

export interface RenewalRound {
  readonly asked: number;
  /** Questions that were not answered. */
  readonly silent: number;
  /** Plans whose next step an answer has brought forward. */
  readonly sooner: number;
}

/**
 * Those of all accounts that are due. Safe beside other workers: each question is one worker's. Ends early once `goesOn` says no:
 * what was taken and not asked is a later round's. Throws OrderFailure where Postgres or Temporal does not answer: what is left is
 * the next round's.
 */
export async function watchRenewalWindows(
  dependencies: RenewalWatchDependencies,
  goesOn: () => boolean = () => true,
): Promise<RenewalRound> {
  const { atMost, atOnce } = RENEWAL_WATCH;
  // What a worker learned that died before it told.
  let sooner = await tellLifecycles(dependencies);
  const round = { silentCas: new Set<string>(), asked: 0, silent: 0 };
  for (let taken = 0; taken < atMost && goesOn();) {
    const due = await dueQuestions(dependencies, Math.min(RENEWAL_WATCH.batch, atMost - taken));
    if (due.length === 0) break;
    taken += due.length;
    for (let first = 0; first < due.length && goesOn(); first += atOnce)
      await Promise.all(due.slice(first, first + atOnce).map((each) => ask(dependencies, each, round)));
    sooner += await tellLifecycles(dependencies);
  }
  return { asked: round.asked, silent: round.silent, sooner };
}

interface Round {
  /** Connections whose CA did not answer in this round: it is not asked about all its other certificates as well. */
  readonly silentCas: Set<string>;
  asked: number;
  silent: number;
}

async function dueQuestions(
  { database, clock }: RenewalWatchDependencies,
  atMost: number,
): Promise<DueQuestion[]> {
  const now = clock();
  return await takeDueQuestions(database, {
    now: new Date(now),
    again: new Date(now + RENEWAL_WATCH.leaseMs),
    atMost,
  });
}

async function ask(dependencies: RenewalWatchDependencies, due: DueQuestion, round: Round): Promise<void> {
  const connectionId = due.terms.connections?.ca ?? '';
  if (round.silentCas.has(connectionId)) return;
  const { database, clock } = dependencies;
  const { certificateId } = due;
  round.asked += 1;
  try {
    const ca = await caFor(dependencies, due);
    if (!ca.renewalWindow) {
      await forgetRenewalWindow(database, certificateId);
      return;
    }
    await answered(dependencies, due, await ca.renewalWindow(due.certificatePem));
  } catch (error) {
    if (!isOfTheCa(error)) throw error;
    round.silent += 1;
    if (!(error instanceof OrderFailure) || error.type !== 'CaProtocolBroken')
      round.silentCas.add(connectionId);
    const retryAfterMs = error instanceof OrderFailure ? error.options.retryAfterMs : undefined;
    const askAt = clock() + askedAgainAfterSilence(retryAfterMs, certificateId);
    await noteSilence(database, certificateId, new Date(askAt));
  }
}

/** What is no answer to the question: the CA's silence or its no, or an access that can't be opened. */
function isOfTheCa(error: unknown): boolean {
  if (error instanceof SealedValueError) return true;
  return error instanceof OrderFailure && !OURS.includes(error.type);
}

const OURS: readonly FailureType[] = ['DatabaseUnavailable', 'TemporalUnavailable', 'TooMuchAtOnce'];

async function answered(
  dependencies: RenewalWatchDependencies,
  { certificateId, planId }: DueQuestion,
  window: CaRenewalWindow | undefined,
): Promise<void> {
  const { database, clock } = dependencies;
  const now = clock();
  const inMs = window ? askedAgainAfter(window.askAgainAfterMs) : askedAgainWhereNothingIsSaid(certificateId);
  const named = window && { start: toTheMillisecond(window.start), end: toTheMillisecond(window.end) };
  const said: AnsweredWindow = {
    start: named?.start ?? null,
    end: named?.end ?? null,
    explanationUrl: window?.explanationUrl ?? null,
  };
  const standing = await readStanding(database, planId, dependencies);
  await noteAnswer(database, certificateId, said, {
    now: new Date(now),
    askAt: new Date(now + inMs),
    untold: standing !== undefined && bringsForward(standing, certificateId, named, now),
  });
}

/** As it is read back: CAs write microseconds, and the moment is made of what stands here. */
function toTheMillisecond(instant: string): string {
  return new Date(Date.parse(instant)).toISOString();
}

/** What the lifecycle waits for lies behind what it would wait for now. One that waits for less finds out by itself. */
function bringsForward(
  standing: PlanStanding,
  certificateId: string,
  window: RenewalWindow | undefined,
  now: number,
): boolean {
  const { facts } = standing;
  if (facts.current?.certificateId !== certificateId) return false;
  const suggestedAt = window && momentWithin(window, certificateId);
  const told = { ...standing, facts: { ...facts, current: { ...facts.current, suggestedAt } } };
  return isSooner(stepOf(told, now), stepOf(standing, now));
}

function isSooner(step: LifecycleStep, before: LifecycleStep): boolean {
  if (!('at' in step)) return false;
  return !('at' in before) || step.at < before.at;
}

/** Idempotent: a lifecycle that hears of it twice looks twice. */
async function tellLifecycles(dependencies: RenewalWatchDependencies): Promise<number> {
  const { database, clock } = dependencies;
  const untold = await untoldPlans(database, RENEWAL_WATCH.atMost);
  for (const { certificateId, planId } of untold) {
    await followPlan(dependencies, { planId, now: new Date(clock()).toISOString() });
    await markTold(database, certificateId);
  }
  return untold.length;
}
