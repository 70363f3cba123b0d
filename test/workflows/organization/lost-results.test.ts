// The shortest way of a company with every first result lost, and a fresh worker for whoever acts. All ways: the drill.
import { afterAll, beforeAll, it, vi } from 'vitest';
import { PLAYED_WAYS } from '../../support/played-ways.js';
import { createForgetfulWorld, playForgotten, type ForgetfulWorld } from './forgotten-orders.js';

vi.setConfig({ testTimeout: 180_000 });

let forgetful: ForgetfulWorld;
beforeAll(async () => {
  forgetful = await createForgetfulWorld();
});
afterAll(() => forgetful.world.stop());

it('every first result lost, by public record', async () => {
  await playForgotten(forgetful, 'public-record', PLAYED_WAYS['public-record']);
});
