/** What a caller said an order would cost, compared with what it costs: nobody pays an amount that was never seen. */
import { Refusal, refusalDetails, type RefusalDetails } from '../refusals.js';
import { amountOf, moneyText } from './money.js';
import type { Price } from './prices.js';

/** The amount that a caller saw, in fen; undefined: whatever it costs. Throws Refusal `expectedPrice`. */
export function refuseOtherPrice(price: Price | undefined, expected: number | undefined): void {
  const refusal = refusalOfPrice(price, expected);
  if (refusal) throw new Refusal(refusal);
}

/** Undefined where the price is the expected one. */
export function refusalOfPrice(
  price: Price | undefined,
  expected: number | undefined,
): RefusalDetails | undefined {
  const amount = amountOf(price);
  if (expected === undefined || expected === amount) return undefined;
  const [actual, seen] = [amount, expected].map((fen) => moneyText({ amount: fen, currency: 'CNY' }));
  const flag = `\`--price ${(amount / 100).toFixed(2)}\``;
  // What other programs hand in may be anything.
  const isAmount = Number.isSafeInteger(expected) && expected >= 0;
  return refusalDetails(isAmount ? 'RefusedInThisState' : 'InvalidInput', {
    field: 'expectedPrice',
    message: isAmount ? otherPrice(actual, seen, expected) : NO_AMOUNT,
    accepted: {
      zh: `${amount}(即 ${actual};命令行中用 ${flag},或用 \`--yes\` 接受任何价格)`,
      en: `${amount} (${actual}; on the command line ${flag}, or \`--yes\` for whatever it costs)`,
    },
  });
}

function otherPrice(actual = '', seen = '', expected: number) {
  if (expected === 0)
    return {
      zh: `此订单的价格为 ${actual},尚未经过确认;未扣除任何款项。`,
      en: `This order costs ${actual}, which nobody has agreed to: nothing was done`,
    };
  return {
    zh: `此订单的价格为 ${actual},不是 ${seen};未扣除任何款项。`,
    en: `This order costs ${actual}, not ${seen}: nothing was done`,
  };
}

const NO_AMOUNT = { zh: '价格必须是以分为单位的整数。', en: 'expectedPrice is not a whole number of fen' };
