/** How long an order waits, and when it reminds: the clock of each of its waits but those of a company. Policy as data. */
import type { WaitPolicies } from '../waits.js';

/**
 * The house's own policy: no CA prescribes how long a subscriber may take. Domain control outlasts one random value
 * (30 days, ordering rules section 5) so that a late subscriber gets a second one; a CA gets the 7 days after which the
 * large reseller closes a silent order (its `DVAuthDeadline`), doubled for holidays.
 */
export const WAIT_POLICIES: WaitPolicies = {
  'subscriber-form': { deadlineDays: 30, reminderDays: [3, 7, 14, 25] },
  'subscriber-dns': { deadlineDays: 60, reminderDays: [0, 1, 3, 7, 14, 25, 45, 55] },
  'subscriber-file': { deadlineDays: 60, reminderDays: [0, 1, 3, 7, 14, 25, 45, 55] },
  'subscriber-caa': { deadlineDays: 60, reminderDays: [0, 1, 3, 7, 14, 25, 45, 55] },
  dns: { deadlineDays: 14, reminderDays: [1, 3, 7] },
  'file-agent': { deadlineDays: 14, reminderDays: [1, 3, 7] },
  'ca-placement': { deadlineDays: 14, reminderDays: [1, 3, 7] },
  'ca-validation': { deadlineDays: 14, reminderDays: [1, 3, 7] },
  'ca-issuance': { deadlineDays: 14, reminderDays: [1, 3, 7] },
  us: { deadlineDays: 14, reminderDays: [1, 3, 7] },
  'subscriber-payment': { deadlineDays: 30, reminderDays: [0, 3, 7, 14, 25] },
};
