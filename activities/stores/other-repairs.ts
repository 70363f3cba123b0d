/** Mending what else lives in two stores: orders that moved, revocations, plans that are watched, notices on their way. */
import { loadOrder } from '../../db/statements/orders/row.js';
import { loadRevocation } from '../../db/statements/revocation/row.js';
import { orderOfCertificate } from '../../db/statements/stores/inputs.js';
import { pendingNotices, readRecordedRevocation } from '../../db/statements/stores/facts.js';
import {
  beginRevocationAnew,
  rebuildRevocation,
  settleDelivered,
} from '../../db/statements/stores/rebuilding.js';
import { revocationRule, revocationWaits } from '../../domain/revocation/rules.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { OrderFailure, recordMissing } from '../../domain/failures.js';
import { REPAIR_DONE, REPAIR_FAILURES } from '../../domain/stores/lack-texts.js';
import type { StoreRepair } from '../../domain/stores/words.js';
import { discreetCa } from '../ca/discreet-ca.js';
import { loadPlacedOrder } from '../ca/order-at-ca.js';
import { caFor } from '../connections/reaching.js';
import { followPlan } from '../plans/index.js';
import { recordRevocation } from '../revocation/ending.js';
import type { StoresDependencies } from './dependencies.js';
import { giveUpAtFirstCa } from './moved-orders.js';

type OtherRepairWork = (dependencies: StoresDependencies, subject: string) => Promise<Bilingual>;

export const OTHER_REPAIRS: Partial<Readonly<Record<StoreRepair, OtherRepairWork>>> = {
  'cancel-at-first-ca': giveUpAtFirstCa,
  'start-revocation': startRevocation,
  'rebuild-revocation': rebuild,
  'end-revocation': endRevocation,
  'follow-plan': async (dependencies, planId) => {
    await followPlan(dependencies, { planId, now: new Date(dependencies.clock()).toISOString() });
    return REPAIR_DONE.watchedAgain;
  },
  'deliver-notice': async ({ database, starter }, noticeId) => {
    const [pending] = await pendingNotices(database, noticeId);
    if (pending) await starter.deliverNotice(noticeId, pending.channels);
    return REPAIR_DONE.onItsWay;
  },
  'settle-notice': async ({ database }, noticeId) => {
    await settleDelivered(database, noticeId);
    return REPAIR_DONE.recordedDelivered;
  },
};

async function startRevocation(
  { database, workflows }: StoresDependencies,
  revocationId: string,
): Promise<Bilingual> {
  const revocation = await loadRevocation(database, revocationId);
  if (!revocation) throw recordMissing({ record: 'revocation', id: revocationId });
  const { certificateId, account, brand, type, orderId } = revocation;
  await beginRevocationAnew(database, revocationId);
  await workflows.startRevocationAnew(
    { revocationId, certificateId, waits: revocationWaits({ brand, type }) },
    { orderId, account, names: (await loadOrder(database, orderId))?.names ?? [] },
  );
  return REPAIR_DONE.startedAnew;
}

async function rebuild(
  { database, workflows }: StoresDependencies,
  revocationId: string,
): Promise<Bilingual> {
  const told = await workflows.revocationStatusOf(revocationId);
  const order = told && (await orderOfCertificate(database, told.certificateId));
  const isWritten =
    order &&
    (await rebuildRevocation(database, {
      ...told,
      orderId: order.orderId,
      account: order.account,
      proof: revocationRule(order).proof,
    }));
  if (!isWritten) throw new OrderFailure('OrderDataUnusable', REPAIR_FAILURES.orderFirst);
  return REPAIR_DONE.rowAsWorkflow;
}

/** As its workflow ended: a second request would be another one to the CA. */
async function endRevocation(dependencies: StoresDependencies, revocationId: string): Promise<Bilingual> {
  const { database, workflows } = dependencies;
  const row = await readRecordedRevocation(database, revocationId);
  const told = await workflows.revocationStatusOf(revocationId);
  if (!row || !told || (told.state !== 'revoked' && told.state !== 'refused'))
    return await startRevocation(dependencies, revocationId);
  const { state, reason, reasonChinese } = told;
  await recordRevocation(dependencies, {
    revocationId,
    sequence: row.sequence + 1,
    state,
    ...(reason !== undefined && { reason, reasonChinese }),
    ...(state === 'revoked' && (await revokedAtOf(dependencies, revocationId))),
  });
  return REPAIR_DONE.endedAs(state);
}

async function revokedAtOf(
  dependencies: StoresDependencies,
  revocationId: string,
): Promise<{ revokedAt?: string }> {
  const { database } = dependencies;
  const revocation = await loadRevocation(database, revocationId);
  if (!revocation) throw recordMissing({ record: 'revocation', id: revocationId });
  const order = await loadPlacedOrder(database, revocation.orderId);
  const discreet = await discreetCa(database, await caFor(dependencies, order), order);
  const { revokedAt } = (await discreet.findRevocation(order.caReference)) ?? {};
  return revokedAt === undefined ? {} : { revokedAt };
}
