/** Tests of the doors: the refusal that a call must end with. */
import { Refusal } from '../../domain/refusals.js';

export function refusalFrom(attempt: () => unknown): Refusal {
  try {
    attempt();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}
