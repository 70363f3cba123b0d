/** What an operator may have done with the stores: compared, and one difference mended at a time. */
import type { Bilingual } from '../../domain/bilingual.js';
import { quoted } from '../../domain/told.js';
import type { StoreFinding, StoreRepair, StoreRepairOutcome } from '../../domain/stores/words.js';
import type { StoreActivities } from '../../workflows/activity-contract/stores.js';
import { withClassifiedFailures } from '../failures.js';
import { compareStores } from './comparison.js';
import type { StoresDependencies } from './dependencies.js';
import { exactOrder } from './order-facts.js';
import { ORDER_REPAIRS } from './order-repairs.js';
import { movedFinding } from './moved-orders.js';
import { noticeFinding, planFinding, revocationFinding } from './other-findings.js';
import { OTHER_REPAIRS } from './other-repairs.js';

export function createStoreActivities(dependencies: StoresDependencies): StoreActivities {
  return withClassifiedFailures({
    compareStores: () => compareStores(dependencies),
    repairStores: (finding) => repair(dependencies, finding),
  } satisfies StoreActivities);
}

async function repair(
  dependencies: StoresDependencies,
  { repair: asked, subject, account }: StoreFinding,
): Promise<StoreRepairOutcome> {
  if (asked === null) return { outcome: 'not-needed' };
  const mendOrder = ORDER_REPAIRS[asked];
  if (mendOrder) {
    const exact = await exactOrder(dependencies, subject);
    if (exact.diagnosis?.repair !== asked) return { outcome: 'not-needed' };
    return mended(await mendOrder(dependencies, exact));
  }
  const found = await lookOf(asked)(dependencies, subject, account);
  if (found?.repair !== asked) return { outcome: 'not-needed' };
  return mended((await OTHER_REPAIRS[asked]?.(dependencies, subject)) ?? quoted(''));
}

function mended(told: Bilingual): StoreRepairOutcome {
  return { outcome: 'mended', told: told.en, toldChinese: told.zh };
}

type Look = (
  dependencies: StoresDependencies,
  subject: string,
  account: string | null,
) => Promise<StoreFinding | undefined>;

function lookOf(repair: StoreRepair): Look {
  if (repair === 'cancel-at-first-ca') return movedFinding;
  if (repair === 'follow-plan') return planFinding;
  return repair === 'deliver-notice' || repair === 'settle-notice' ? noticeFinding : revocationFinding;
}
