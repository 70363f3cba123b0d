/** What the verification of an account's log costs: the first one, and one that begins at its checkpoint. */
import { Operations, type VerifyOptions } from '../client/accounts/operations.js';
import type { ClientContext } from '../client/context.js';
import type { Database } from '../db/database.js';
import type { MasterKey } from '../db/sealed-values.js';
import { appendOperations } from '../db/statements/accounts/operations.js';
import type { OperationEntry } from '../domain/accounts/operations-log.js';
import { timed, type TimedWork } from './timed-work.js';

export interface LogVerificationFigures {
  readonly entries: number;
  readonly whole: TimedWork;
  /** With `newEntries` since. */
  readonly fromCheckpoint: TimedWork;
  readonly newEntries: number;
}

export const LOG_ENTRIES = 200_000;
const NEW_ENTRIES = 1_000;
const APPENDED_AT_ONCE = 5_000;

/** Into the log of an account of its own, which nobody else writes. `masterKeys`: the installation's. */
export async function measureLogVerification(
  database: Database,
  masterKeys: readonly MasterKey[],
  { account = 'bench-log', entries = LOG_ENTRIES } = {},
): Promise<LogVerificationFigures> {
  const operations = new Operations(contextOf(database, masterKeys, account));
  await append(database, account, entries);
  const whole = await verified(operations, { whole: true });
  await append(database, account, NEW_ENTRIES);
  const fromCheckpoint = await verified(operations);
  return { entries, whole, fromCheckpoint, newEntries: NEW_ENTRIES };
}

/** All that reading a log takes: neither Temporal nor a queue. */
function contextOf(
  database: Database,
  masterKeys: readonly MasterKey[],
  account: string,
): Pick<ClientContext, 'database' | 'masterKeys' | 'sealingKeys' | 'account' | 'clock'> {
  return {
    database,
    masterKeys,
    sealingKeys: () => Promise.resolve(masterKeys),
    account,
    clock: () => Date.now(),
  };
}

async function append(database: Database, account: string, count: number): Promise<void> {
  for (let begun = 0; begun < count; begun += APPENDED_AT_ONCE) {
    const length = Math.min(APPENDED_AT_ONCE, count - begun);
    await appendOperations(
      database,
      account,
      Array.from({ length }, (_, index) => entryOf(begun + index)),
    );
  }
}

function entryOf(index: number): OperationEntry {
  const isAsked = index % 2 === 0;
  return {
    at: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
    actor: 'bench',
    origin: 'bench@host',
    operation: 'order.create',
    subject: `ord_${index >> 1}`,
    details: isAsked
      ? { brand: 'trustasia', type: 'dv', validation: 'auto-dns', names: [`n${index}.example.com`] }
      : { asked: index },
    outcome: isAsked ? 'asked' : 'done',
  };
}

async function verified(operations: Operations, options: VerifyOptions = {}): Promise<TimedWork> {
  const { result, took } = await timed(() => operations.verify(options));
  if (!result.verified) throw new Error(`The log does not stand: ${result.problem} at ${result.sequence}.`);
  return took;
}
