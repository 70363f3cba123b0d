/**
 * What follows issuance: a plan's certificates are watched, the next one is ordered in time, people are told in time, until
 * the plan is over. What comes next is decided from the records, once per step; between two steps there is one timer.
 */
import {
  condition,
  continueAsNew,
  ParentClosePolicy,
  setCurrentDetails,
  setHandler,
  startChild,
  WorkflowIdReusePolicy,
  workflowInfo,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { LifecycleStep } from '../domain/plans/facts.js';
import { QUEUE_PRIORITY } from '../domain/queue-priorities.js';
import { describeStep, stepInWords } from '../domain/plans/lifecycle-words.js';
import { occasionOfRenewal } from '../domain/plans/renewal-notice.js';
import type { SuccessorOrder } from './activity-contract/plans.js';
import {
  certificateChanged,
  certificateOrderWorkflowId,
  orderWorkflowOf,
  type CertificateLifecycleInput,
} from './messages.js';
import { attributesOfNewOrder } from './search-attributes.js';
import { localStep } from './local-steps.js';

type DatedStep = Extract<LifecycleStep, { at: string }>;

/** Events after which the history is begun anew, though Temporal would bear more: a lifecycle lives for years. */
const LONG_HISTORY = 500;

/** What this run has heard of and not looked at yet. */
interface News {
  changed: boolean;
  /** An order that this run began has ended. */
  orderEnded: boolean;
}

/** Resolves to why the plan's life is over. */
export async function certificateLifecycle(input: CertificateLifecycleInput): Promise<string> {
  const { planId } = input;
  const news: News = { changed: false, orderEnded: false };
  const isChanged = () => news.changed;
  setHandler(certificateChanged, () => {
    news.changed = true;
  });
  for (;;) {
    if (beginsAnew(news)) await continueAsNew<typeof certificateLifecycle>({ planId });
    news.changed = false;
    const now = Date.now();
    const asked = { planId, now: new Date(now).toISOString() };
    const step = await localStep('planNextStep', asked, { summary: 'what comes next' });
    setCurrentDetails(describeStep(planId, step));
    if (step.do === 'end' && !isChanged()) return step.reason;
    const isDue = await dueUnless(step, now, isChanged);
    if (isDue) await take(planId, isDue, news);
  }
}

/** The step, once it is due; undefined where something changed before: it is decided anew. */
async function dueUnless(
  step: LifecycleStep,
  now: number,
  changed: () => boolean,
): Promise<DatedStep | undefined> {
  if (step.do === 'end') return undefined;
  if (step.do === 'wait') {
    await condition(changed);
    return undefined;
  }
  const left = Date.parse(step.at) - now;
  const { zh, en } = stepInWords(step);
  const summary = `${zh} ${en}`;
  const isOvertaken = left > 0 ? await condition(changed, left, { summary }) : changed();
  return isOvertaken ? undefined : step;
}

async function take(planId: string, step: DatedStep, news: News): Promise<void> {
  switch (step.do) {
    case 'announce-expiry':
      await announce(step.certificateId, 'expiring', step.days);
      break;
    case 'announce-expired':
      await announce(step.certificateId, 'expired');
      break;
    case 'announce-renewal':
      await announceRenewal(step);
      break;
    case 'announce-place-released':
      await announce(step.certificateId, 'place-released');
      break;
    case 'reissue':
      await order(planId, 'plan-reissue', step, news);
      break;
    case 'renew':
      await order(planId, 'renewal', { number: 1, attempt: step.attempt }, news);
      break;
  }
}

async function announce(
  certificateId: string,
  kind: 'expiring' | 'expired' | 'place-released',
  rung = 0,
): Promise<void> {
  const summary = `${kind} ${rung || ''}`.trim();
  await localStep('postNotice', { certificateId, kind, occasion: kind, rung }, { summary });
}

async function announceRenewal(step: Extract<LifecycleStep, { do: 'announce-renewal' }>): Promise<void> {
  const { certificateId, renewsAt, amount, currency } = step;
  const occasion = occasionOfRenewal({ amount, currency, at: Date.parse(renewsAt) });
  const told = { certificateId, kind: 'renewing', occasion, rung: 0 } as const;
  await localStep('postNotice', told, { summary: 'the price of the renewal' });
}

/** The next certificate is an order like any other: it outlives this run, and tells how it ended. */
async function order(
  planId: string,
  purpose: 'plan-reissue' | 'renewal',
  { number, attempt }: { readonly number: number; readonly attempt: number },
  news: News,
): Promise<void> {
  const summary = `${purpose} ${number}, attempt ${attempt}`;
  const now = new Date(Date.now()).toISOString();
  const opened = await localStep('openSuccessor', { planId, purpose, number, attempt, now }, { summary });
  if (opened) await start(opened, news);
}

async function start({ input, summary, details }: SuccessorOrder, news: News): Promise<void> {
  const ended = () => {
    news.orderEnded = true;
    news.changed = true;
  };
  try {
    const child = await startChild(orderWorkflowOf(input), {
      workflowId: certificateOrderWorkflowId(input.orderId),
      args: [input],
      typedSearchAttributes: attributesOfNewOrder(input),
      priority: { priorityKey: QUEUE_PRIORITY.ofPlan },
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      staticSummary: summary,
      ...(details !== undefined && { staticDetails: details }),
    });
    // How it ended is in the records.
    child.result().then(ended, ended);
  } catch (error) {
    // Started before, and this run did not hear of it.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  await localStep('noteStarted', input.orderId, { summary: 'it runs' });
}

/** A history for each certificate: what has ended need not be replayed for years. */
function beginsAnew({ orderEnded }: News): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  return orderEnded || continueAsNewSuggested || historyLength > LONG_HISTORY;
}
