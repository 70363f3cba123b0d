/** The end of every command that places an order, and its option. */
import type { Command } from 'commander';
import type { Bilingual } from '../../../domain/bilingual.js';
import type { OrderClient } from '../../order-client.js';
import type { Answering } from '../command.js';

export interface WaitFlags {
  /** False with --no-wait. */
  readonly wait?: boolean;
}

/** What was placed, whatever it is called where it was. */
export interface Placed {
  readonly orderId: string;
  readonly warnings: readonly Bilingual[];
  readonly replacesOrderId?: string;
  readonly changedFields?: readonly string[];
  readonly predecessorCertificateId?: string;
}

export function withWait(command: Command): Command {
  return command.option('--no-wait');
}

/** Programs get what the client answers, at once; people are told what to do first. */
export async function answerPlaced(
  client: OrderClient,
  placed: Placed,
  { wait = true }: WaitFlags,
  answering: Answering,
): Promise<void> {
  if (answering.json) {
    answering.answer(placed, () => '');
    return;
  }
  const { tellPlaced } = await import('./placed.js');
  await tellPlaced(client, placed, wait, answering);
}
