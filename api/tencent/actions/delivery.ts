/** What became of an answer: who buys is told apart by it from who repeats a request whose answer was lost. */
import type { TencentCall } from '../action.js';

export type AnswerOutcome = 'delivered' | 'lost';

const waiting = new WeakMap<TencentCall, (outcome: AnswerOutcome) => Promise<void>>();

/** An action wants to know. */
export function whenAnswered(call: TencentCall, tell: (outcome: AnswerOutcome) => Promise<void>): void {
  waiting.set(call, tell);
}

/**
 * For the server, once the response was written as a whole (`delivered`) or its connection ended before (`lost`). Does nothing for
 * calls whose action does not ask. Never throws: nobody is there to be told.
 */
export async function answerLeft(call: TencentCall, outcome: AnswerOutcome): Promise<void> {
  const tell = waiting.get(call);
  waiting.delete(call);
  await tell?.(outcome).catch(() => undefined);
}
