/** Why an order stands where it stands: who has to act, what is missing, what every source said last. */
import { arrayFromPayloads, defaultPayloadConverter } from '@temporalio/common';
import { chineseIn } from '../../domain/failures.js';
import type { WorkflowExecutionDescription } from '@temporalio/client';
import type { OrganizationCheck } from '../../db/statements/organization/checks.js';
import { isFinal } from '../../domain/orders/states.js';
import type { ClientContext } from '../context.js';
import { findingsBeside, findingsOn } from '../control/findings-shown.js';
import { currentValidations, orderView, readFacts, type OrderFacts } from './reading.js';
import { withoutInsisting } from '../temporal-calls.js';
import type { AttemptView, OrganizationView, WhyView } from './views.js';

/** Throws Refusal `NotFound`. */
export async function explainOrder(context: ClientContext, orderId: string): Promise<WhyView> {
  const facts = await readFacts(context, orderId);
  const description = await withoutInsisting(context.temporal, orderId, (handle) => handle.describe());
  return whyView(facts, description ? attemptsOf(description) : []);
}

export function whyView(facts: OrderFacts, attempts: readonly AttemptView[]): WhyView {
  const view = orderView(facts);
  const underWay = isFinal(view.state) ? [] : attempts;
  return {
    ...view,
    validations: view.validations.map((validation) => ({
      ...validation,
      findings: findingsOn(validation, facts.findings),
    })),
    otherFindings: findingsBeside(currentValidations(facts), facts.findings),
    organization: facts.check ? organizationView(facts.check) : null,
    attempt: underWay[0] ?? null,
    attempts: underWay,
  };
}

function organizationView({ steps, validatedAt, ...check }: OrganizationCheck): OrganizationView {
  return {
    ...check,
    validatedAt: validatedAt ?? null,
    steps: steps.map(({ step, status, reason = null, reasonChinese = null }) => ({
      step,
      status,
      reason,
      reasonChinese,
    })),
  };
}

type PendingFailure = NonNullable<
  WorkflowExecutionDescription['raw']['pendingActivities']
>[number]['lastFailure'];

/** The activity that has been tried most often, the one that waits, first. */
function attemptsOf({ raw }: WorkflowExecutionDescription): AttemptView[] {
  const pending = [...(raw.pendingActivities ?? [])].sort((a, b) => (b.attempt ?? 0) - (a.attempt ?? 0));
  return pending.map(({ activityType, attempt, lastFailure, scheduledTime }) => ({
    activity: activityType?.name ?? '',
    attempt: attempt ?? 1,
    lastFailure: lastFailure?.message ?? null,
    lastFailureChinese: chineseOf(lastFailure),
    nextAttemptAt: isoTime(scheduledTime),
  }));
}

/** As the worker told it beside the message (domain/failures.ts). */
function chineseOf(failure: PendingFailure): string | null {
  const { payloads } = failure?.applicationFailureInfo?.details ?? {};
  return chineseIn(arrayFromPayloads(defaultPayloadConverter, payloads)) ?? null;
}

function isoTime(time: { seconds?: unknown } | null | undefined): string | null {
  const seconds = Number(time?.seconds ?? Number.NaN);
  return Number.isFinite(seconds) ? new Date(seconds * 1000).toISOString() : null;
}
