/** The end of every command that places an order, and its option. */
import type { Command } from 'commander';
import type { OrderClient } from '../../order-client.js';
import type { Answering } from '../command.js';
import type { Placed } from './placed.js';

export interface WaitFlags {
  /** False with --no-wait. */
  readonly wait?: boolean;
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
