/** Tests of the doors: the refusal that a call must end with, and nothing else. */
import { Refusal } from '../../domain/refusals.js';

export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  const outcome = await call.then(
    () => new Error('Nothing was refused.'),
    (error: unknown) => error,
  );
  if (outcome instanceof Refusal) return outcome;
  throw outcome;
}
