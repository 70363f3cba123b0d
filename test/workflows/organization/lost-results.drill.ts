// One order of each way whose worker is replaced whenever somebody acts: the next one replays the order from its first event.
// And of every step, remote and local, the first result is lost. Each ends as it would have; nothing is done twice.
import { afterAll, beforeAll, describe, it, vi } from 'vitest';
import { CHANNEL_REPAIRED, PLAYED_WAYS } from '../../support/played-ways.js';
import { createForgetfulWorld, playForgotten, type ForgetfulWorld } from './forgotten-orders.js';

vi.setConfig({ testTimeout: 180_000 });

let forgetful: ForgetfulWorld;
beforeAll(async () => {
  forgetful = await createForgetfulWorld();
});
afterAll(() => forgetful.world.stop());

describe('every first result lost, by', () => {
  it.each(Object.entries({ ...PLAYED_WAYS, 'channel-repaired': CHANNEL_REPAIRED }))(
    '%s',
    async (title, played) => {
      await playForgotten(forgetful, title, played);
    },
  );
});
