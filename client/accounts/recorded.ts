/** Every operation that changes something, or hands out a private key, stands in the account's log before it is done. */
import { OrderFailure } from '../../domain/failures.js';
import type { OperationDetails, OperationOutcome } from '../../domain/accounts/operations-log.js';
import { isIdentifier } from '../../domain/identifiers.js';
import { Refusal } from '../../domain/refusals.js';
import type { ClientContext } from '../context.js';
import { Unavailable } from '../unavailable.js';

export interface Operation<Result = unknown> {
  /** Noun and verb, such as `order.cancel`. */
  readonly operation: string;
  /** The id of what it is about; left out where it is made by the operation. */
  readonly subject?: string;
  /** Public values only, see client/accounts/public-details.ts. */
  readonly details?: OperationDetails;
  /** The id of what was made. */
  readonly made?: (result: Result) => string;
  /** What came of it, told where it is done: public values as well. */
  readonly told?: (result: Result) => OperationDetails;
  /** The order that runs from now on, where the work left that to be noted with its end. */
  readonly started?: (result: Result) => string | undefined;
}

/** Into which log, as whom, at what time. */
export type Recording = Pick<ClientContext, 'clock' | 'actor' | 'origin' | 'log' | 'traceRequest'>;

/** Fields of our forms; a field that nobody knows may be anything, a person's name for instance. */
const USABLE_FIELD = /^[a-zA-Z][a-zA-Z0-9]{0,40}(\[\d+\]|\.[a-zA-Z][a-zA-Z0-9]{0,40}|\.\d+)*$/;

/**
 * Runs `work` between two entries of the account's log: what is asked, and how that ended. Throws what `work` throws, and
 * OrderFailure `DatabaseUnavailable`, before anything is done, where the log can't be written.
 */
export async function recorded<Result>(
  context: Recording,
  operation: Operation<Result>,
  work: () => Promise<Result>,
): Promise<Result> {
  const began = Date.now();
  const asked = await write(context, operation, 'asked', {});
  try {
    const result = await work();
    const subject = operation.made?.(result) ?? operation.subject;
    const started = operation.started?.(result);
    const more = { ...operation.told?.(result), asked };
    await ending(
      write(context, { ...operation, subject }, 'done', more, started === undefined ? [] : [started]),
    );
    await traced(context, { ...operation, subject }, 'done', began);
    return result;
  } catch (error) {
    const outcome = error instanceof Refusal ? 'refused' : 'failed';
    await ending(write(context, operation, outcome, { asked, ...reasonOf(error) }));
    await traced(context, operation, outcome, began);
    throw error;
  }
}

/** Requests whose subject is an order; the others have no trace to stand in. */
const OF_ORDERS = /^(order|letter)\./;
const MAKING_ORDERS = /^(order\.(create|resubmit)|certificate\.(reissue|renew|replace|upgrade))$/;

async function traced(
  { traceRequest }: Recording,
  { operation, subject }: Pick<Operation, 'operation' | 'subject'>,
  outcome: OperationOutcome,
  began: number,
): Promise<void> {
  if (!traceRequest || !isIdentifier(subject)) return;
  const isFirst = MAKING_ORDERS.test(operation) && outcome === 'done';
  if (!isFirst && !OF_ORDERS.test(operation)) return;
  await traceRequest({ operation, orderId: subject, isFirst, outcome, began, ended: Date.now() });
}

async function write(
  { clock, actor, origin, log }: Recording,
  { operation, subject, details = {} }: Pick<Operation, 'operation' | 'subject' | 'details'>,
  outcome: OperationOutcome,
  more: OperationDetails,
  started: readonly string[] = [],
): Promise<number> {
  // Whatever else callers hand in as an id is not kept.
  const known = isIdentifier(subject) ? subject : null;
  const entry = {
    at: new Date(clock()).toISOString(),
    actor,
    origin,
    operation,
    subject: known,
    details: outcome === 'asked' ? details : more,
    outcome,
  };
  return await log.append(entry, { started });
}

/** What was asked stands in the log; that its end could not be written changes nothing of what was done. */
async function ending(written: Promise<number>): Promise<void> {
  await written.catch(() => undefined);
}

/** Codes and fields, never words: these may repeat what was typed. */
function reasonOf(error: unknown): OperationDetails {
  if (error instanceof Refusal) {
    const { code, field } = error;
    return { code, ...(field !== undefined && USABLE_FIELD.test(field) && { field }) };
  }
  if (error instanceof OrderFailure) return { code: error.type };
  if (error instanceof Unavailable) return { code: error.code };
  return { code: 'Failed' };
}
