// One point of all interleavings, with a worker that dies there: the money equals the end. The others: interleavings.drill.ts.
import { afterAll, beforeAll, it, vi } from 'vitest';
import { casesOf, POINTS, Withdrawals } from './withdrawals.js';

vi.setConfig({ testTimeout: 120_000 });

let withdrawals: Withdrawals;
beforeAll(async () => {
  withdrawals = await Withdrawals.open();
});
afterAll(() => withdrawals.world.stop());

it.each(POINTS.filter(({ place }) => place === 'prepareAndPlace'))(
  'cancelled, or not, $name, where the worker dies',
  async (point) => {
    const cases = casesOf(point, 'dies-there');
    await withdrawals.play(cases);
    for (const each of cases) await withdrawals.expectLegal(each);
  },
);
