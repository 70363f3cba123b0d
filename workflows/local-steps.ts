/**
 * Short steps on our own database, done by the worker that has the workflow task. A local activity that is tried again keeps
 * its task alive, and each sign of life is in the history: what does not work out soon goes on as a remote activity, whose
 * retries add nothing to it, however long they take.
 */
import {
  ActivityFailure,
  ApplicationFailure,
  proxyActivities,
  proxyLocalActivities,
  TemporalFailure,
} from '@temporalio/workflow';
import type { Bilingual } from '../domain/bilingual.js';
import { ORDER_REASONS } from '../domain/orders/reason-texts.js';
import type { LocalActivities } from './activity-contract/index.js';
import { LOCAL_STEP, RECORD_STEP } from './activity-options.js';
import { untilRecorded } from './missing-records.js';
import { failureBehind, wasCancelled } from './steps.js';

type Name = keyof LocalActivities;
type Input<N extends Name> = Parameters<LocalActivities[N]>[0];
type Result<N extends Name> = Awaited<ReturnType<LocalActivities[N]>>;

/** One step under every name: its types are told by `localStep`. */
type Step = {
  executeWithOptions(options: { readonly summary?: string }, input: readonly unknown[]): Promise<unknown>;
};

const near = proxyLocalActivities<LocalActivities>(LOCAL_STEP) as unknown as Record<Name, Step>;
const far = proxyActivities<LocalActivities>(RECORD_STEP) as unknown as Record<Name, Step>;

export interface LocalStepOptions {
  /** For Temporal's history, in words. */
  readonly summary?: string;
  /** Told once where the step does not work out soon, and why: it goes on being tried. */
  readonly onTrouble?: (why: Bilingual) => void;
}

/** Rejects where the step fails for good, or is cancelled; waits where a record that it needs is missing. */
export async function localStep<N extends Name>(
  name: N,
  input: Input<N>,
  { summary, onTrouble }: LocalStepOptions = {},
): Promise<Result<N>> {
  const options = summary === undefined ? {} : { summary };
  return await untilRecorded(() => nearThenFar(name, input, options, onTrouble));
}

async function nearThenFar<N extends Name>(
  name: N,
  input: Input<N>,
  options: { readonly summary?: string },
  onTrouble: LocalStepOptions['onTrouble'],
): Promise<Result<N>> {
  try {
    return (await near[name].executeWithOptions(options, [input])) as Result<N>;
  } catch (error) {
    if (!mayWorkLater(error)) throw error;
    onTrouble?.(failureBehind(error)?.words ?? ORDER_REASONS.stepTookTooLong);
  }
  return (await far[name].executeWithOptions(options, [input])) as Result<N>;
}

/** Its attempts are used up. What is not to be tried again, or was cancelled, ends here as it always did. */
function mayWorkLater(error: unknown): boolean {
  // A local activity's failure comes as it is, without the ActivityFailure that a remote one's is wrapped in.
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (!(cause instanceof TemporalFailure) || wasCancelled(error)) return false;
  return !(cause instanceof ApplicationFailure && cause.nonRetryable);
}
