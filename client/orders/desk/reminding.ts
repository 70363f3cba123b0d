/** The subscriber of an order told once more, by a worker, which has the channels. */
import type { AskedReminder } from '../../../domain/notices/asked-again.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import { timeInWords } from '../../../domain/time-zone.js';
import type { Wait } from '../../../domain/waits.js';
import { ASKED_REMINDER_WORKFLOW, askedReminderWorkflowId } from '../../../domain/workflow-names.js';
import type { ClientContext } from '../../context.js';
import { answerOfWorker } from '../../control/worker-answers.js';
import { ownOrder } from '../acting.js';

export interface RemindedView {
  readonly orderId: string;
  readonly noticeId: string;
  readonly wait: Wait;
  /** When the next one may be asked for; ISO 8601, UTC. */
  readonly nextAt: string;
}

/** Throws Refusal: `NotFound`; `RefusedInThisState` where it is not their turn, or they were told on this day of the wait. Unavailable. */
export async function remindSubscriber(context: ClientContext, orderId: string): Promise<RemindedView> {
  await ownOrder(context, orderId);
  const asked = await answerOfWorker<AskedReminder>(
    context,
    ASKED_REMINDER_WORKFLOW,
    askedReminderWorkflowId(orderId),
    [orderId],
  );
  if (asked.outcome === 'not-their-turn') throw notTheirTurn();
  const { wait, nextAt } = asked;
  if (asked.outcome === 'told') throw toldToday(nextAt);
  return { orderId, noticeId: asked.noticeId, wait, nextAt };
}

function notTheirTurn(): Refusal {
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      field: 'orderId',
      message: { zh: '此订单现在不在等待订购方', en: 'It is not the turn of whoever ordered it' },
      accepted: {
        zh: '正在等待订购方的订单:`party` 为 subscriber',
        en: 'an order that waits for whoever ordered it: its `party` is subscriber',
      },
    }),
  );
}

function toldToday(nextAt: string): Refusal {
  const next = timeInWords(nextAt);
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      field: 'orderId',
      message: { zh: '此次等待今天已提醒过', en: 'They were reminded of this wait today' },
      accepted: { zh: `每天一次:${next.zh}起可再次提醒`, en: `once a day: from ${next.en} on` },
    }),
  );
}
