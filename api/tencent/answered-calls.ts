/** What is written down of a call: who asked for which action, and how that ended; nothing of what was said. */
import type { FastifyBaseLogger } from 'fastify';

/** One call as it was answered. */
export interface AnsweredCall {
  readonly requestId: string;
  readonly action: string | undefined;
  readonly keyId: string | undefined;
  /** Of the error that was answered. */
  readonly code: string | undefined;
  /** What an operator has to look into. Its message may hold what is nobody's business. */
  readonly unexpected: unknown;
  /** Where the answer is not what the contract says; typed clients refuse it. */
  readonly misfits: readonly string[];
}

/** By the id that the caller has as well. Of an error of ours its kind and place, never its message: that may quote what was sent. */
export function loggedCall(
  logger: Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>,
  { unexpected, misfits, ...call }: AnsweredCall,
): void {
  if (misfits.length > 0) logger.warn({ ...call, misfits }, 'An answer does not fit the contract');
  if (unexpected === undefined) logger.info(call, 'Answered');
  else logger.error({ ...call, ...kindOf(unexpected) }, 'Failed');
}

function kindOf(thrown: unknown): object {
  if (!(thrown instanceof Error)) return { kind: typeof thrown };
  const code = 'type' in thrown ? thrown.type : 'code' in thrown ? thrown.code : undefined;
  // The stack begins with the message, however many lines that has.
  const frames = (thrown.stack ?? '').replace(thrown.message, '').split('\n');
  const at = frames.filter((line) => /^\s+at /.test(line));
  return {
    kind: thrown.name,
    ...(typeof code === 'string' && { reason: code }),
    at: at.map((line) => line.trim()),
  };
}
