/**
 * One trace for an order, without a word of it in any history: whoever knows the order's id knows the trace. What a client
 * asks, what each worker does and what is told of it meet there, however many months lie between.
 */
import { createHash } from 'node:crypto';

export interface TraceIdentity {
  /** 32 hex digits, as W3C Trace Context has them. */
  readonly traceId: string;
  /** 16 hex digits: of the request that everything else follows from. */
  readonly rootSpanId: string;
}

/** `subject`: an order's id; for what belongs to none, the id of what it is about. */
export function traceIdentityOf(subject: string): TraceIdentity {
  const digest = createHash('sha256').update(`sealflow:${subject}`).digest('hex');
  return { traceId: digest.slice(0, 32), rootSpanId: digest.slice(32, 48) };
}
