/** Delegated names are looked at: on a schedule, when somebody asks, and before an order relies on them. */
import type { Database } from '../../db/database.js';
import {
  delegationOfOrder,
  loadDelegation,
  noteLook,
  takeDueDelegations,
  type DelegationRow,
} from '../../db/statements/control/delegations.js';
import { dnsConnectionsFor } from '../../db/statements/connections/of-account.js';
import type { Bilingual } from '../../domain/bilingual.js';
import {
  DELEGATION_WATCH,
  delegationState,
  problemOfRecord,
  recordAfter,
  targetOf,
  type DelegationState,
} from '../../domain/control/delegation.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import type { DelegationActivities } from '../../workflows/activity-contract/control.js';
import type { Clock } from '../attempt-clock.js';
import type { AliasLookup } from '../dns/alias-lookup.js';
import { dnsFor, type PublishingDoors } from '../connections/reaching.js';
import { withClassifiedFailures } from '../failures.js';
import type { Notices } from '../notices/posting.js';

export interface DelegationDependencies extends PublishingDoors {
  readonly database: Database;
  readonly aliases: AliasLookup;
  readonly notices: Notices;
  readonly clock: Clock;
}

export function createDelegationActivities(dependencies: DelegationDependencies): DelegationActivities {
  return withClassifiedFailures({
    async zoneServing({ account, name }) {
      const dns = await dnsConnectionsFor(dependencies.database, account);
      const services = await dnsFor(dependencies, { terms: { connections: { dns } } });
      return (await services.zoneOf?.(name)) ?? null;
    },
    async lookAtDelegation(delegationId) {
      const delegation = await loadDelegation(dependencies.database, delegationId);
      if (delegation) await lookAt(dependencies, delegation);
    },
  } satisfies DelegationActivities);
}

/** Those of all accounts that are due. Safe beside other workers: each is one worker's. Throws where the database is gone. */
export async function watchDelegations(
  dependencies: DelegationDependencies,
): Promise<{ readonly looked: number; readonly broken: number }> {
  const { database, clock } = dependencies;
  const { atMost, atOnce, otherwiseEveryMs } = DELEGATION_WATCH;
  const now = clock();
  const due = await takeDueDelegations(database, {
    now: new Date(now),
    again: new Date(now + otherwiseEveryMs),
    atMost,
  });
  let broken = 0;
  for (let first = 0; first < due.length; first += atOnce) {
    const found = await Promise.all(
      due.slice(first, first + atOnce).map((delegation) => lookAt(dependencies, delegation)),
    );
    broken += found.filter((delegation) => delegation?.state === 'broken').length;
  }
  return { looked: due.length, broken };
}

/** Looks, writes down what was found, and tells of a loss that lasts. */
async function lookAt(
  { database, aliases, notices, clock }: DelegationDependencies,
  delegation: DelegationRow,
): Promise<DelegationRow | undefined> {
  const { delegationId, records } = delegation;
  const target = targetOf(delegation);
  const seen = await Promise.all(
    records.map(async (record) => recordAfter(record, await aliases(record.name), target)),
  );
  const now = clock();
  const state = delegationState(seen);
  const after = await noteLook(database, delegationId, {
    records: seen,
    state,
    now: new Date(now),
    lookAt: new Date(now + untilNextLook(state)),
  });
  if (after?.state === 'broken' && now - Date.parse(after.since) >= DELEGATION_WATCH.toldAfterMs)
    // The same loss is the same notice, however often it is seen.
    await notices.post({
      subject: { delegationId },
      kind: 'delegation-broken',
      occasion: after.since,
      rung: 0,
    });
  return after;
}

function untilNextLook(state: DelegationState): number {
  const { standingEveryMs, brokenEveryMs, otherwiseEveryMs } = DELEGATION_WATCH;
  if (state === 'standing') return standingEveryMs;
  return state === 'broken' ? brokenEveryMs : otherwiseEveryMs;
}

/** What an order's record has to do with a delegation of its account. */
export interface OrdersDelegation {
  readonly target: string;
  /** What is wrong with the record's CNAME; undefined where it stands, or nobody tells. */
  readonly problem?: Bilingual;
}

/** Undefined where the name is not delegated, or its proof is no TXT record. Looked at anew: an order relies on it. */
export async function delegationFor(
  { database, aliases }: Pick<DelegationDependencies, 'database' | 'aliases'>,
  orderId: string,
  { name, record }: Pick<DomainValidation, 'name' | 'record'>,
): Promise<OrdersDelegation | undefined> {
  if (record?.type !== 'TXT') return undefined;
  const delegation = await delegationOfOrder(database, orderId, name);
  if (!delegation) return undefined;
  const target = targetOf(delegation);
  const unseen = { name: record.name, state: 'unknown', hasStood: false } as const;
  const seen = recordAfter(unseen, await aliases(record.name), target);
  const { state } = seen;
  return state === 'standing' || state === 'unknown'
    ? { target }
    : { target, problem: problemOfRecord(seen, target) };
}
