// Each command of a text that only time brings about, run as it is printed: on skipped time, where orders expire, certificates
// come to their end, and plans renew themselves.
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { NoticeKind, NoticeText } from '../../../domain/notices/words.js';
import type { OrderFormInput } from '../../../client/orders/creating.js';
import { isFinal } from '../../../domain/orders/states.js';
import { decidedStep, livedUntilStep } from '../../support/living-plans.js';
import { dvForm, ended, order, standing } from '../../support/orders.js';
import { commandsIn } from '../../support/printed-commands.js';
import { runEach, textsOf } from '../../support/run-as-printed.js';
import { createSkippedTimeWorld, type SkippedTimeWorld } from '../../support/skipped-time.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { typedWorldOf, type TypedWorld } from '../../support/typed-world.js';
import { until } from '../../support/until.js';

vi.setConfig({ testTimeout: 300_000 });

/** Fen. */
const FUNDS = 100_000_000;
const folder = temporaryFolder();
let skipped: SkippedTimeWorld;
let typing: TypedWorld;
beforeAll(async () => {
  skipped = await createSkippedTimeWorld({ payments: true });
  typing = await typedWorldOf(skipped.world);
});
afterAll(() => typing.stop().finally(() => skipped.time.teardown()));

/** What a printed command placed looks for its record every few hours: nobody's months are spent on that. */
afterEach(async () => {
  const { orders } = skipped.world;
  for (const { orderId, state } of await orders.list())
    if (!isFinal(state)) {
      await orders.cancel(orderId);
      await ended(skipped.world, orderId);
    }
});

async function noticeOf(about: string, kind: NoticeKind): Promise<string> {
  const { body } = await until(`${about} is told: ${kind}`, async (): Promise<NoticeText | undefined> => {
    const [notice] = await skipped.world.orders.notices.list({ about, kind });
    return notice?.texts;
  });
  return `${body.zh}\n${body.en}`;
}

/** Its deadline, and as much more as a look takes that began before it. */
async function expired(orderId: string): Promise<void> {
  const { deadline, tracks } = await skipped.world.orders.show(orderId);
  const deadlines = [deadline, ...tracks.map((track) => track.deadline)].flatMap((one) => one ?? []);
  await skipped.advanceTo(Math.max(...deadlines.map((one) => Date.parse(one))) + 3 * 3_600_000);
  expect(await ended(skipped.world, orderId)).toMatchObject({ state: 'expired' });
}

async function runAll(about: string, texts: readonly string[], prints: readonly string[]): Promise<void> {
  const commands = [...new Set(commandsIn(texts.join('\n')))].filter((one) => !one.includes('order watch'));
  for (const begins of prints)
    expect(commands.some((command) => command.startsWith(`sealflow ${begins}`))).toBe(true);
  await runEach(typing, commands, about, () => Promise.resolve(about), folder);
}

it('what is printed before a plan renews itself, and of a certificate that comes to its end, can be run as it is printed', async () => {
  await skipped.world.paymentControls.setBalance(FUNDS);
  const planId = await order(skipped.world, 'comes-to-its-end.example.com', { autoRenew: true });
  await ended(skipped.world, planId);
  const announced = await livedUntilStep(skipped, planId, 'announce-renewal');
  const { certificateId } = announced;
  await skipped.advanceTo(Date.parse(announced.at));
  const renewing = await noticeOf(certificateId, 'renewing');
  await runAll(certificateId, [renewing], ['plan show', 'plan renewal']);

  // It was switched off as it is printed: now its end is told.
  const expiring = await decidedStep(skipped, planId, 'announce-expiry');
  await skipped.advanceTo(Date.parse(expiring.at));
  await runAll(certificateId, [await noticeOf(certificateId, 'expiring')], ['certificate show']);
  const { notAfter } = await skipped.world.orders.certificates.show(certificateId);
  await skipped.advanceTo(Date.parse(notAfter) + 60_000);
  await runAll(certificateId, [await noticeOf(certificateId, 'expired')], []);
});

/** Its texts are those of any order that expired: of all waits, this one takes the fewest looks. */
async function unpaid(orderId: string): Promise<void> {
  await standing(skipped.world, orderId, 'subscriber-payment');
}

const EXPIRING: readonly {
  readonly title: string;
  readonly prints: string;
  readonly form: OrderFormInput | { readonly brand: 'trustasia'; readonly type: 'dv' };
  readonly until: (orderId: string) => Promise<unknown>;
}[] = [
  {
    title: 'a draft',
    prints: 'order create',
    form: { brand: 'trustasia', type: 'dv' },
    until: (orderId) => standing(skipped.world, orderId, 'subscriber-form'),
  },
  {
    title: 'an order that nobody paid for',
    prints: 'order resubmit',
    form: dvForm('expires.example.com', { validation: 'manual-dns' }),
    until: unpaid,
  },
  {
    title: 'an order that nobody paid for, of a key with a password',
    prints: 'order resubmit',
    form: dvForm('expires-too.example.com', { validation: 'manual-dns', keyPassword: 'old-password-3' }),
    until: unpaid,
  },
];

it.each(EXPIRING)('what is printed of $title that has expired can be run as it is printed', async (one) => {
  const { orders, paymentControls } = skipped.world;
  if (one.until === unpaid) await paymentControls.setBalance(0);
  const { orderId } = await orders.create({ form: one.form });
  await one.until(orderId);
  await expired(orderId);
  const shown = await textsOf(typing, [
    ['order', 'show', orderId],
    ['order', 'why', orderId],
  ]);
  await runAll(orderId, [shown, await noticeOf(orderId, 'order-expired')], [one.prints]);
});
