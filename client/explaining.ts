/** Why an order stands where it stands: who has to act, what is missing, what every source said last. */
import type { WorkflowExecutionDescription } from '@temporalio/client';
import { isFinal } from '../domain/order.js';
import type { ClientContext } from './context.js';
import { findingsBeside, findingsOn } from './findings-shown.js';
import { currentValidations, orderView, readFacts, type OrderFacts } from './reading.js';
import { withoutInsisting } from './temporal-calls.js';
import type { AttemptView, WhyView } from './views.js';

/** Throws Refusal `NotFound`. */
export async function explainOrder(context: ClientContext, orderId: string): Promise<WhyView> {
  const [facts, description] = await Promise.all([
    readFacts(context, orderId),
    withoutInsisting(context.temporal, orderId, (handle) => handle.describe()),
  ]);
  return whyView(facts, description && attemptOf(description));
}

export function whyView(facts: OrderFacts, attempt: AttemptView | undefined): WhyView {
  const view = orderView(facts);
  return {
    ...view,
    validations: view.validations.map((validation) => ({
      ...validation,
      findings: findingsOn(validation, facts.findings),
    })),
    otherFindings: findingsBeside(currentValidations(facts), facts.findings),
    attempt: isFinal(view.state) ? null : (attempt ?? null),
  };
}

/** The activity that has been tried most often: the one that waits. */
function attemptOf({ raw }: WorkflowExecutionDescription): AttemptView | undefined {
  const pending = [...(raw.pendingActivities ?? [])];
  const [longest] = pending.sort((a, b) => (b.attempt ?? 0) - (a.attempt ?? 0));
  if (!longest) return undefined;
  return {
    activity: longest.activityType?.name ?? '',
    attempt: longest.attempt ?? 1,
    lastFailure: longest.lastFailure?.message ?? null,
    nextAttemptAt: isoTime(longest.scheduledTime),
  };
}

function isoTime(time: { seconds?: unknown } | null | undefined): string | null {
  const seconds = Number(time?.seconds ?? Number.NaN);
  return Number.isFinite(seconds) ? new Date(seconds * 1000).toISOString() : null;
}
