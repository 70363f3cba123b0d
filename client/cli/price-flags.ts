/** The options of every command that takes money; what they mean is loaded by the command that runs (price.ts). */
import type { Command } from 'commander';
import type { Quote } from '../orders/quoting.js';
import type { Answering } from './command.js';
import type { AgreedPrice, PriceFlags } from './price.js';
import type { Terminal } from './terminal.js';

export type { AgreedPrice, PriceFlags };

export function withPriceFlags(command: Command): Command {
  return command.option('--yes').option('--price <amount>');
}

/** Shows a person what it costs, and asks. Throws Refusal where nobody agrees. */
export async function agreedPrice(
  quote: () => Promise<Quote>,
  flags: PriceFlags,
  answering: Answering,
  terminal: Terminal,
): Promise<AgreedPrice> {
  const { askedPrice } = await import('./price.js');
  return await askedPrice(quote, flags, answering, terminal);
}
