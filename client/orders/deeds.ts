/** What is done to living orders, as it is told where it can't be done any more. */
import type { Bilingual } from '../../domain/bilingual.js';
import { STATE_WORDS } from '../../domain/orders/status-markdown.js';
import type { OrderState } from '../../domain/orders/states.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';

export const DEEDS = {
  repair: { zh: '修复', en: 'repaired' },
  reroute: { zh: '改用其他连接', en: 'led elsewhere' },
  cancel: { zh: '取消', en: 'cancelled' },
  check: { zh: '检查', en: 'checked' },
  submit: { zh: '提交表单', en: 'submitted' },
  tell: { zh: '接收进展', en: 'told' },
  giveLetter: { zh: '接收确认函', en: 'given a letter' },
  writeAgain: { zh: '重发邮件', en: 'written to again' },
} as const satisfies Readonly<Record<string, Bilingual>>;

export type Deed = (typeof DEEDS)[keyof typeof DEEDS];

/** `RefusedInThisState`: the order is in a state, mostly an end, in which that is not done. */
export function tooLate(state: OrderState, deed: Deed): Refusal {
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      message: {
        zh: `订单${STATE_WORDS[state].zh}:不能再${deed.zh}`,
        en: `The order is ${state}: it can't be ${deed.en}`,
      },
    }),
  );
}
