/** Reminders of a revocation's wait: the newest rung that is due, as a notice; the same one is never posted twice. */
import { dueReminders, ladderOf, type StartedWait } from '../../domain/waits.js';
import type { Clock } from '../attempt-clock.js';
import type { Notices } from '../notices/posting.js';

export async function remindOfRevocation(
  { notices, clock }: { readonly notices: Notices; readonly clock: Clock },
  revocationId: string,
  wait: StartedWait,
): Promise<void> {
  const rung = dueReminders(wait, clock()).at(-1);
  if (rung === undefined) return;
  await notices.post({ subject: { revocationId }, kind: 'waiting', occasion: ladderOf(wait), rung, wait });
}
