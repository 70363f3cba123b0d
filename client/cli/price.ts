/** A price before it is taken: shown, asked for at a terminal, and passed on as what was seen. */
import { amountFrom, amountOf, moneyText } from '../../domain/catalogue/money.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import type { Quote } from '../orders/quoting.js';
import type { Answering } from './command.js';
import type { Language, Terminal } from './terminal.js';
import { facts } from './text.js';
import {
  approvalText,
  caText,
  confirmText,
  freePlanText,
  fundsText,
  heldText,
  HINTS_HEADING,
  namesText,
  NO_AMOUNT,
  NOT_AGREED,
  placesText,
  planText,
  PRICE_LABELS,
  priceText,
  productText,
  STEPS_HEADING,
  YES,
} from './texts/price.js';

export interface PriceFlags {
  /** Whatever it costs. */
  readonly yes?: true;
  /** What was seen, in yuan. */
  readonly price?: string;
}

/** What a request passes on: the amount that its caller has seen and agreed to. */
export interface AgreedPrice {
  readonly expectedPrice?: number;
}

/**
 * Shows a person what it costs, and asks. Programs, scripts and `--json` say what they saw: with neither `--price` nor `--yes`
 * only what costs nothing passes the client's door. Throws Refusal `price`, and where a person does not agree.
 */
export async function askedPrice(
  quote: () => Promise<Quote>,
  { yes, price }: PriceFlags,
  { json, language }: Answering,
  terminal: Terminal,
): Promise<AgreedPrice> {
  const { ask } = terminal;
  const seen = price === undefined ? undefined : amountSeen(price);
  if (json || (!ask && !yes)) return yes ? withAmount(seen) : { expectedPrice: seen ?? 0 };
  const quoted = await quote();
  const text = quoteText(quoted, language);
  if (ask) terminal.write(text);
  else terminal.writeError(text);
  const amount = amountOf(quoted.price ?? undefined);
  if (ask && quoted.price && !yes && seen === undefined) {
    const answer = await ask(confirmText(moneyText(quoted.price), quoted)[language]);
    if (!YES.includes(answer.trim().toLowerCase()))
      throw new Refusal(refusalDetails('InvalidInput', { field: 'price', ...NOT_AGREED }));
  }
  return { expectedPrice: seen ?? amount };
}

/** What is bought, what it costs, what is held, for how long, and what comes. */
export function quoteText(quote: Quote, language: Language): string {
  const isFree = quote.type === 'dv-free';
  const label = (name: keyof typeof PRICE_LABELS) => PRICE_LABELS[name][language];
  const table = facts([
    [label('product'), productText(quote)[language]],
    [label('names'), namesText(quote)[language]],
    [label('ca'), caText(quote)[language]],
    [label('price'), priceText(quote)[language]],
    [label('approval'), approvalText(quote)?.[language]],
    [label('held'), heldText(quote)?.[language]],
    [label('plan'), (isFree ? freePlanText : planText)(quote)[language]],
    [label('funds'), fundsText(quote)?.[language]],
    [label('places'), placesText(quote)?.[language]],
  ]);
  const steps = quote.steps.map((step, index) => `  ${index + 1}. ${step[language]}\n`);
  const hints = [...quote.hints, ...quote.warnings].map((hint) => `  - ${hint[language]}\n`);
  return [
    table,
    `${STEPS_HEADING[language]}\n`,
    ...steps,
    ...(hints.length > 0 ? [`${HINTS_HEADING[language]}\n`, ...hints] : []),
    '\n',
  ].join('');
}

function amountSeen(text: string): number {
  const amount = amountFrom(text);
  if (amount !== undefined) return amount;
  throw new Refusal(refusalDetails('InvalidInput', { field: 'price', ...NO_AMOUNT }));
}

function withAmount(seen: number | undefined): AgreedPrice {
  return seen === undefined ? {} : { expectedPrice: seen };
}
