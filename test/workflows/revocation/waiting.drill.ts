/** Days of waiting for what a CA wants to see before it revokes, skipped: what they cost, who is reminded, how they end. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NoticeRequest } from '../../../domain/notices/words.js';
import { certificateRevocationWorkflowId } from '../../../workflows/messages.js';
import { actUntilEnd, orderForCompany } from '../../support/organization-orders.js';
import { actAsSubscriber, ended, order, standing } from '../../support/orders.js';
import { refusalOf } from '../../support/refusal-of.js';
import { revocationAt, revocationEnd, revokedSerials } from '../../support/revocations.js';
import { createSkippedTimeWorld, type SkippedTimeWorld } from '../../support/skipped-time.js';

const DAY_MS = 86_400_000;
/** An attempt that Temporal took up late believes in the time it was meant for: one look later it knows. */
const ONE_LOOK_MS = 2 * 3_600_000;
const TIMEOUT_MS = 240_000;

let skipped: SkippedTimeWorld;
const posted: NoticeRequest[] = [];
beforeAll(async () => {
  const notices = {
    post: (notice: NoticeRequest) => Promise.resolve(void posted.push(notice)),
    postWithin: () => Promise.resolve(() => Promise.resolve()),
  };
  skipped = await createSkippedTimeWorld({ overrides: { notices } });
});
afterAll(() => skipped.stop());

async function skipTo(at: number): Promise<void> {
  await skipped.time.sleep(Math.max(1, at - (await skipped.time.currentTimeMs())));
}

async function eventsOf(revocationId: string): Promise<number> {
  const { world } = skipped;
  const handle = world.temporal.workflow.getHandle(certificateRevocationWorkflowId(revocationId));
  return (await handle.fetchHistory()).events?.length ?? 0;
}

/** Days of the ladder's rungs that were posted, each once. */
function rungsOf(revocationId: string, wait: string): number[] {
  const rungs = posted.flatMap(({ subject, kind, occasion, rung }) =>
    'revocationId' in subject &&
    subject.revocationId === revocationId &&
    kind === 'waiting' &&
    occasion.startsWith(`${wait}@`)
      ? [rung]
      : [],
  );
  return [...new Set(rungs)];
}

async function expectInUse(orderId: string): Promise<void> {
  const { world } = skipped;
  const certificate = await world.orders.certificates.show(orderId);
  expect(certificate).toMatchObject({ revokedAt: null, revocation: null });
  expect(await revokedSerials(world)).not.toContain(certificate.serialNumber);
  await world.orders.certificates.download(orderId);
}

it(
  'a proof that never comes ends the request after 3 days: the certificate is what it was',
  async () => {
    const { world } = skipped;
    const orderId = await order(world, 'never-proven.com', { validation: 'manual-dns' });
    await actAsSubscriber(world, await standing(world, orderId, 'subscriber-dns'));
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });

    const { revocationId } = await world.orders.certificates.revoke(orderId, { reason: 'keyCompromise' });
    const waiting = await revocationAt(world, orderId, 'subscriber-revocation-proof');
    const since = Date.parse(waiting.since ?? '');
    expect(Date.parse(waiting.deadline ?? '') - since).toBe(3 * DAY_MS);
    await skipped.time.sleep('1 minute');
    const events = await eventsOf(revocationId);

    await skipTo(since + 2.9 * DAY_MS);
    expect(await eventsOf(revocationId)).toBe(events);
    expect(await refusalOf(world.orders.certificates.download(orderId))).toMatchObject({
      code: 'RefusedInThisState',
    });

    await skipTo(since + 3 * DAY_MS + ONE_LOOK_MS);
    expect(await revocationEnd(world, orderId)).toMatchObject({ state: 'refused' });
    expect(rungsOf(revocationId, 'subscriber-revocation-proof')).toEqual([0, 1, 2]);
    expect(posted.filter(({ kind }) => kind === 'revocation-refused')).toMatchObject([
      { subject: { revocationId } },
    ]);
    await expectInUse(orderId);
    expect((await world.orders.certificates.revoke(orderId, { reason: 'superseded' })).revocationId).not.toBe(
      revocationId,
    );
  },
  TIMEOUT_MS,
);

it(
  'a letter that never comes ends it after its working days',
  async () => {
    const { world } = skipped;
    const orderId = await orderForCompany(world, { brand: 'globalsign', type: 'ov' }, 'never-signed');
    expect(await actUntilEnd(world, orderId)).toMatchObject({ state: 'issued' });
    const { revocationId } = await world.orders.certificates.revoke(orderId, { reason: 'superseded' });
    const waiting = await revocationAt(world, orderId, 'subscriber-revocation-letter');
    const deadline = Date.parse(waiting.deadline ?? '');
    expect(deadline - Date.parse(waiting.since ?? '')).toBeGreaterThan(25 * DAY_MS);
    await skipTo(deadline - DAY_MS);
    expect(await world.orders.certificates.revocation(orderId)).toMatchObject({ state: 'proving' });
    await skipTo(deadline + ONE_LOOK_MS);
    expect(await revocationEnd(world, orderId)).toMatchObject({ state: 'refused' });
    expect(rungsOf(revocationId, 'subscriber-revocation-letter')).toEqual([0, 1, 3, 5, 10, 15]);
    await expectInUse(orderId);
  },
  TIMEOUT_MS,
);
