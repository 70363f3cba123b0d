/** Recording where something stands, whatever was said of it: words that the database does not take must not stop an order. */
import { StatementRefused } from '../db/database.js';
import type { NextAction } from '../domain/orders/next-action.js';
import { reasonOf } from '../domain/told.js';
import { actionNotRecorded, wordsNotRecorded } from '../domain/orders/unrecorded.js';

interface Told {
  readonly reason?: string;
  readonly reasonChinese?: string;
  readonly nextAction?: NextAction;
  readonly tracks?: readonly Told[];
}

/**
 * Writes the stand; where Postgres refuses it, the same stand once more without the words of others. `command`: what tells
 * them all the same. Resolves to what `write` tells: whether there was such a row. Throws StatementRefused where it is not the words.
 */
export async function recordStand<Stand extends Told>(
  stand: Stand,
  command: string,
  write: (stand: Stand) => Promise<boolean>,
): Promise<boolean> {
  try {
    return await write(stand);
  } catch (error) {
    if (!(error instanceof StatementRefused)) throw error;
    return await write(withoutWords(stand, command, error));
  }
}

function withoutWords<Stand extends Told>(stand: Stand, command: string, { code }: StatementRefused): Stand {
  const plain = <Part extends Told>(part: Part): Part => ({
    ...part,
    ...(part.reason !== undefined && reasonOf(wordsNotRecorded(`SQLSTATE ${code}`))),
    ...(part.nextAction && { nextAction: actionNotRecorded(command) }),
  });
  return { ...plain(stand), ...(stand.tracks && { tracks: stand.tracks.map(plain) }) };
}
