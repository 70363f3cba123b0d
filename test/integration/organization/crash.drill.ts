/**
 * The worker is killed after the effect of each step of a company's check, before its result is reported, while everybody
 * goes on acting; a fresh one goes on. Every order is issued by its own way, and nobody was asked twice.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CrashingOrder } from '../../support/crashing-order.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { actUntilEnd, companyForm } from '../../support/organization-orders.js';
import {
  CHANNEL_REPAIRED,
  expectAsUndisturbed,
  PLAYED_WAYS,
  type PlayedWay,
} from '../../support/played-ways.js';

// A server takes 10 to 15 seconds to believe that a worker is dead: the dying wait side by side, as many as two cores start.
vi.setConfig({ maxConcurrency: 8, testTimeout: 240_000 });

const PATIENCE_MS = 200_000;

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld({ worker: false });
});
afterAll(() => world.stop());

const LETTER = PLAYED_WAYS['confirmation-letter'];

interface Death {
  readonly of: string;
  readonly way: PlayedWay;
  /** In which activity, after which of its effects. */
  readonly activity: string;
  readonly nth?: number;
}

const DEATHS: readonly Death[] = [
  { of: 'a public record', way: PLAYED_WAYS['public-record'], activity: 'lookAtOrganization' },
  { of: 'a public record', way: PLAYED_WAYS['public-record'], activity: 'awaitOrganization' },
  { of: 'a channel', way: CHANNEL_REPAIRED, activity: 'handInDetails' },
  // It was told who has to act; it saw that all are satisfied with the mails; it saw that nobody phones.
  { of: 'two e-mails', way: PLAYED_WAYS['two-emails'], activity: 'awaitOrganization' },
  { of: 'two e-mails', way: PLAYED_WAYS['two-emails'], activity: 'awaitOrganization', nth: 3 },
  { of: 'phone and mailbox', way: PLAYED_WAYS['phone-and-mailbox'], activity: 'awaitOrganization', nth: 2 },
  { of: 'an application form', way: PLAYED_WAYS['application-form'], activity: 'handInLetter' },
  { of: 'a letter', way: LETTER, activity: 'handInLetter' },
  { of: 'a letter', way: LETTER, activity: 'handInLetter', nth: 2 },
  { of: 'a letter', way: LETTER, activity: 'planWait' },
  { of: 'a letter', way: LETTER, activity: 'planWait', nth: 2 },
  // Both proofs write where they stand, side by side.
  { of: 'a letter', way: LETTER, activity: 'recordProgress', nth: 3 },
  { of: 'a letter', way: LETTER, activity: 'recordProgress', nth: 5 },
];

/** Resolves once the order has ended and its workflow is done. */
async function playThrough(
  order: CrashingOrder,
  { product, acts }: PlayedWay,
  label: string,
  dies: () => Promise<void>,
): Promise<void> {
  await order.create(companyForm(product, label));
  const end = actUntilEnd(order.world, order.orderId, acts(), PATIENCE_MS);
  // Told below.
  end.catch(() => undefined);
  await dies();
  const keyBefore = await order.spkiSha256();
  await order.startFreshWorker();
  expect(await end.catch((error: unknown) => order.explained(error))).toMatchObject({ state: 'issued' });
  await order.workflowEnd();
  if (keyBefore) expect(await order.spkiSha256()).toBe(keyBefore);
}

describe.concurrent('killed after the effect of', () => {
  it.each(DEATHS.map((death) => ({ ...death, title: titleOf(death) })))(
    '$title',
    async ({ title, way, activity, nth }) => {
      const label = title.toLowerCase().replaceAll(/\W+/g, '-');
      const order = new CrashingOrder(world, label);
      try {
        const dying = order.startDyingWorker(activity, nth);
        await playThrough(order, way, label, () => dying.ended);
        await expectAsUndisturbed(world, order.orderId, way);
      } finally {
        await order.stopWorker();
      }
    },
  );
});

function titleOf({ activity, nth, of }: Death): string {
  return `${activity}${nth ? ` ${nth}` : ''}, by ${of}`;
}

/** A death in the midst of handing in a letter. Each in a world of its own: a CA has one bad day at a time. */
interface BadDay {
  readonly hostility: Parameters<OrderWorld['caControls']['beHostile']>[0];
  readonly activity?: string;
  /** Else: resolves when the worker is to be killed. */
  readonly inTheMidst?: (order: CrashingOrder) => Promise<unknown>;
}

const BAD_DAYS: Readonly<Record<string, BadDay>> = {
  'the CA took the letter and dropped the connection': {
    hostility: { mode: 'accept-then-drop', path: 'letter', times: 1 },
    activity: 'handInLetter',
  },
  'the CA took the letter and has not answered yet': {
    hostility: { mode: 'late', path: 'letter', times: 1, delayMs: 20_000 },
    inTheMidst: ({ world: { caControls }, orderId }) =>
      vi.waitFor(
        async () =>
          expect(await caControls.waiting(orderId)).toContainEqual(
            expect.objectContaining({ step: 'letter', waitsFor: 'ca' }),
          ),
        { timeout: 120_000, interval: 100 },
      ),
  },
};

describe.concurrent('killed when', () => {
  it.each(Object.entries(BAD_DAYS))('%s', async (_title, { hostility, activity = 'none', inTheMidst }) => {
    const worldOfItsOwn = await createOrderWorld({ worker: false });
    const order = new CrashingOrder(worldOfItsOwn, 'bad-letter');
    try {
      await worldOfItsOwn.caControls.beHostile(hostility);
      const dying = order.startDyingWorker(activity);
      await playThrough(order, LETTER, 'bad-letter', async () => {
        await inTheMidst?.(order);
        if (inTheMidst) dying.kill();
        await dying.ended;
      });
      await expectAsUndisturbed(worldOfItsOwn, order.orderId, LETTER);
    } finally {
      await order.stopWorker();
      await worldOfItsOwn.stop();
    }
  });
});
