/** The stores compared, and one difference mended, at an operator's word: the doors to CA and money are the worker's. */
import { proxyActivities } from '@temporalio/workflow';
import type { StoreRepairOutcome, StoresComparison } from '../domain/stores/words.js';
import type { StoreActivities } from './activity-contract/stores.js';
import { STORES_STEP } from './activity-options.js';
import type { StoresRepairInput } from './messages.js';

const steps = proxyActivities<StoreActivities>(STORES_STEP);

export async function storesComparison(): Promise<StoresComparison> {
  return await steps.compareStores.executeWithOptions({ summary: 'what differs between the stores' }, []);
}

export async function storesRepair({ finding }: StoresRepairInput): Promise<StoreRepairOutcome> {
  const summary = `${finding.repair ?? 'nothing'}: ${finding.subject}`;
  return await steps.repairStores.executeWithOptions({ summary }, [finding]);
}
